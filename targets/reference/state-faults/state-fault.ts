import type { AnyInput, OperationName } from "../../../models/contract/contract.ts";
import { memoryOf } from "../faults.ts";
import type { Fault } from "../service.ts";
import { type Call, keyOf, type Outcome, type StoredGroup, type StoredUser } from "../store.ts";

/**
 * A fault of what a service remembers: written without a look at the rules, so that what finds it is not what it was made for. It is
 * found where a rule at `must` is broken of which the name fits.
 */
export interface StateFault {
  readonly name: string;
  readonly fault: Fault;
  /** What stands in the name of the rules that tell it rightly. */
  readonly tellers: RegExp;
}

type Act = (call: Call, input: AnyInput, outcome: Outcome) => void;

/** Does something once requests of an operation were answered so. */
const after =
  (kind: Outcome["kind"]) =>
  (operation: OperationName, act: Act): Fault => ({
    outcome: (outcome, call, input) => {
      if (call.operation === operation && outcome.kind === kind) act(call, input, outcome);
      return outcome;
    },
  });

export const afterAccepted = after("accepted");
export const afterRefused = after("refused");

/** Stores a user otherwise, where there is one. */
export function restore(
  { users }: Call,
  id: string | undefined,
  change: (user: StoredUser) => Partial<StoredUser>,
): void {
  const user = users.get(keyOf(id));
  if (user !== undefined) users.set(user.id, { ...user, ...change(user) });
}

/** Stores a group otherwise, where there is one. */
export function restoreGroup(
  { groups }: Call,
  id: string | undefined,
  change: (group: StoredGroup) => Partial<StoredGroup>,
): void {
  const group = groups.get(keyOf(id));
  if (group !== undefined) groups.set(group.id, { ...group, ...change(group) });
}

/** The user as it was before a request that is accepted, and then the request is done; told by what was kept before each. */
export function remembering(
  operation: OperationName,
  act: (call: Call, input: AnyInput, before: StoredUser, turn: number) => void,
): Fault {
  const memory = memoryOf(() => ({
    users: new Map<string, StoredUser>(),
    turns: new Map<string, number>(),
  }));
  return {
    request: (called, input, call) => {
      const user = call.users.get(keyOf(input.UserId));
      if (called === operation && user !== undefined) memory(call).users.set(user.id, user);
      return input;
    },
    outcome: (outcome, call, input) => {
      const { users, turns } = memory(call);
      const id = keyOf(input.UserId);
      if (call.operation.startsWith("CreateUser")) turns.delete(id);
      const known = users.get(id);
      if (call.operation !== operation || outcome.kind !== "accepted" || known === undefined)
        return outcome;
      const turn = (turns.get(id) ?? 0) + 1;
      turns.set(id, turn);
      act(call, input, known, turn);
      return outcome;
    },
  };
}
