import type { User } from "../../../models/contract/contract.ts";
import { lacking, lists, listsGroups, memoryOf, shows } from "../faults.ts";
import type { Fault } from "../service.ts";
import { keyOf } from "../store.ts";
import type { StateFault } from "./state-fault.ts";

type Member = "AccessString" | "Engine" | "Authentication" | "Status";

const words: Readonly<Record<Member, string>> = {
  AccessString: "access string",
  Engine: "engine",
  Authentication: "authentication",
  Status: "status",
};

/** Shows users in one view as the first view of it showed them. */
function stale(isList: boolean, member: Member): Fault {
  const memory = memoryOf(() => new Map<string, unknown>());
  const first = lists((users, { UserId }, call) =>
    (UserId === undefined) === isList
      ? users.map((user) => {
          const id = keyOf(user.UserId);
          const known = memory(call);
          if (!known.has(id)) known.set(id, user[member]);
          return { ...user, [member]: known.get(id) };
        })
      : users,
  );
  return {
    outcome: (outcome, call, input) => {
      if (call.operation === "DeleteUser" || call.operation === "CreateUser")
        memory(call).delete(keyOf(input.UserId));
      return first.outcome?.(outcome, call, input) ?? outcome;
    },
  };
}

const agreement =
  /list-agrees|unchanged|shows-what|settles|meaning|modifying|deleting|engine|rests/;

const staleViews: readonly StateFault[] = (
  ["AccessString", "Engine", "Authentication", "Status"] as const
).flatMap((member) => [
  {
    name: `lists show the ${words[member]} that they showed first`,
    tellers: agreement,
    fault: stale(true, member),
  },
  {
    name: `lookups show the ${words[member]} that they showed first`,
    tellers: agreement,
    fault: stale(false, member),
  },
]);

const staleGroups: readonly StateFault[] = [
  {
    name: "lists of groups show the users that they showed first",
    tellers: /members|list-agrees|agree/,
    fault: (() => {
      const memory = memoryOf(() => new Map<string, unknown>());
      return listsGroups((groups, { UserGroupId }, call) =>
        groups.map((group) => {
          if (UserGroupId !== undefined) return group;
          const id = keyOf(group.UserGroupId);
          const known = memory(call);
          if (!known.has(id)) known.set(id, group.UserIds);
          return { ...group, UserIds: known.get(id) };
        }),
      );
    })(),
  },
  {
    name: "the answer to a change shows the user before it",
    tellers: /new-authentication|password-count|takes-effect|meaning|engine|shows-what|fixed/,
    fault: (() => {
      const memory = memoryOf(() => new Map<string, Partial<User>>());
      const seen = shows("DescribeUsers", (user, call) => {
        memory(call).set(keyOf(user.UserId), user);
        return user;
      });
      const told = shows("ModifyUser", (user, call) => {
        const { AccessString, Authentication, Engine } =
          memory(call).get(keyOf(user.UserId)) ?? user;
        return { ...user, AccessString, Authentication, Engine };
      });
      return {
        outcome: (outcome, call, input) => {
          const first = seen.outcome?.(outcome, call, input) ?? outcome;
          return told.outcome?.(first, call, input) ?? first;
        },
      };
    })(),
  },
  {
    name: "a look brings a user's access string back to what it was made with",
    tellers: /unchanged|list-agrees|shows-what|meaning|access-string/,
    fault: (() => {
      const memory = memoryOf(() => new Map<string, string>());
      return {
        outcome: (outcome, call, { UserId }) => {
          const id = keyOf(UserId);
          const user = call.users.get(id);
          if (call.operation === "CreateUser" && outcome.kind === "accepted")
            memory(call).set(id, user?.accessString ?? "");
          const first = memory(call).get(id);
          if (call.operation === "DescribeUsers" && user !== undefined && first !== undefined)
            call.users.set(id, { ...user, accessString: first });
          return outcome;
        },
      };
    })(),
  },
];

/** A list that nobody asked to be in pages ends after the first hundred. */
const shortLists: readonly StateFault[] = (["DescribeUsers", "DescribeUserGroups"] as const).map(
  (operation) => ({
    name: `${operation}: a list that is not asked for by pages ends after a hundred`,
    tellers: /lists-all|leave-none-out|hold-while/,
    fault: {
      outcome: (outcome, call, { MaxRecords }) =>
        call.operation === operation && outcome.kind === "accepted" && MaxRecords === undefined
          ? { ...outcome, result: lacking(outcome.result, "Marker") }
          : outcome,
    },
  }),
);

/** Faults of one view of what is remembered rightly. */
export const viewStateFaults: readonly StateFault[] = [
  ...staleViews,
  ...staleGroups,
  ...shortLists,
];
