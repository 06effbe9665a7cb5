import { groupsWith, isDefaultNamed, isHeldBy, userAsAsked } from "../../belief/membership.ts";
import { believedGroup, hasOpenForm, type State, viewOf } from "../../belief/state.ts";
import type { Input, User } from "../../contract/contract.ts";
import type { OpenQuestion } from "../../rules/rule.ts";

const userOf = (before: State, { UserId }: Input<"DeleteUser">): User | undefined =>
  userAsAsked(before, UserId) ?? viewOf(before, UserId);

const mayBeDefault = (user: User | undefined): boolean =>
  user !== undefined && (isDefaultNamed(user) || user.UserName === undefined);

export const questions: readonly OpenQuestion<"DeleteUser">[] = [
  {
    id: "open/delete-unsettled-user",
    question: "Is a user that never left `creating` open to deletion?",
    facts: [],
    settledBy: "none: no AWS user was ever seen in that state",
    when: ({ before, input }) => {
      const status = viewOf(before, input.UserId)?.Status;
      return status !== undefined && !["active", "modifying", "deleting"].includes(status);
    },
  },
  {
    id: "open/delete-default-of-other-engine",
    question:
      "Is a user named default held by a valkey group, or by a redis group once it is valkey?",
    facts: [],
    settledBy: "aws elasticache modify-user --engine valkey …; aws elasticache delete-user …",
    when: ({ before, input }) =>
      mayBeDefault(userOf(before, input)) &&
      groupsWith(before, input.UserId).some((id) => !isHeldBy(before, input.UserId, id)),
  },
  {
    id: "open/delete-default-of-gone-group",
    question: "Is a user named default held by a group that is gone, while it still shows it?",
    facts: [],
    settledBy: "aws elasticache delete-user-group …; aws elasticache delete-user …",
    when: ({ before, input }) => {
      const user = userOf(before, input);
      return (
        mayBeDefault(user) &&
        (user?.UserGroupIds ?? []).some((id) => believedGroup(before, id).kind === "absent")
      );
    },
  },
  {
    id: "open/delete-id-syntax",
    question: "Does DeleteUser check the syntax of the id, or say UserNotFound? Is case ignored?",
    facts: ["F332"],
    settledBy: "aws elasticache delete-user --user-id 1user",
    when: ({ input }) => hasOpenForm(input.UserId),
  },
];
