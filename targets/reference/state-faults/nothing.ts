import type { AnyInput, OperationName } from "../../../models/contract/contract.ts";
import { memoryOf } from "../faults.ts";
import type { Fault } from "../service.ts";
import { type Call, keyOf } from "../store.ts";
import { keyIn } from "../tags.ts";
import type { StateFault } from "./state-fault.ts";

const copyOf = ({ users, groups, tags }: Call) => ({
  users: new Map(users),
  groups: new Map(groups),
  tags: new Map(tags),
});

function putBack<K, V>(kept: Map<K, V>, before: ReadonlyMap<K, V> | undefined): void {
  if (before === undefined) return;
  kept.clear();
  for (const [key, value] of before) kept.set(key, value);
}

const subjectOf = ({ UserId, UserGroupId, ResourceName }: AnyInput): string =>
  ResourceName === undefined ? keyOf(UserGroupId ?? UserId) : keyIn(ResourceName);

/** Answers that it is done, at some turns of each user or group, and leaves everything as it was. */
function undone(operation: OperationName, isWrong: (turn: number) => boolean): Fault {
  const memory = memoryOf(() => ({
    before: undefined as ReturnType<typeof copyOf> | undefined,
    turns: new Map<string, number>(),
  }));
  return {
    request: (called, input, call) => {
      if (called === operation) memory(call).before = copyOf(call);
      return input;
    },
    outcome: (outcome, call, input) => {
      if (call.operation !== operation || outcome.kind !== "accepted") return outcome;
      const { turns, before } = memory(call);
      const subject = subjectOf(input);
      const turn = (turns.get(subject) ?? 0) + 1;
      turns.set(subject, turn);
      if (isWrong(turn)) {
        putBack(call.users, before?.users);
        putBack(call.groups, before?.groups);
        putBack(call.tags, before?.tags);
      }
      return outcome;
    },
  };
}

/** What is done to whom, and in the names of which rules that stands. */
const writes: ReadonlyMap<OperationName, RegExp> = new Map([
  ["CreateUser", /^(?:create-user|describe-users)\//],
  ["ModifyUser", /^(?:modify-user|describe-users)\//],
  ["DeleteUser", /^(?:delete-user|describe-users)\//],
  ["CreateUserGroup", /^(?:create-user-group|describe-user-groups)\//],
  ["ModifyUserGroup", /^(?:modify-user-group|describe-user-groups)\//],
  ["DeleteUserGroup", /^(?:delete-user-group|describe-user-groups)\//],
  ["AddTagsToResource", /tags/],
  ["RemoveTagsFromResource", /tags/],
]);

/** Answers that what was asked for is done, where nothing is. */
export const nothingStateFaults: readonly StateFault[] = [...writes].flatMap(
  ([operation, tellers]) => [
    {
      name: `${operation} is accepted, and nothing is done`,
      tellers,
      fault: undone(operation, () => true),
    },
    {
      name: `the second ${operation} is accepted, and nothing is done`,
      tellers,
      fault: undone(operation, (turn) => turn === 2),
    },
  ],
);
