import { groupsWith, isDefaultNamed, isHeldBy } from "../../belief/membership.ts";
import {
  believed,
  believedGroup,
  inDoubt,
  hasUnsettledForm,
  type State,
  viewOf,
  withMemberTouched,
  withOthersWritten,
  withRefusal,
  withUser,
} from "../../belief/state.ts";
import { userOf, withoutTags } from "../../belief/tags.ts";
import type { Answer, User, FaultCode, Input } from "../../contract/contract.ts";
import { withoutAffix } from "../../contract/fault-code.ts";
import { refusalRules } from "../../rules/refusals.ts";
import type { OpenQuestion } from "../../rules/rule.ts";
import { shapeOfAnswered } from "../../rules/user-shape.ts";
import type { Operation } from "../operation.ts";
import { deleteUserVariations } from "./generate.ts";
import { deleteUserRules } from "./rules.ts";

const open: readonly OpenQuestion<"DeleteUser">[] = [
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
      isDefaultNamed(viewOf(before, input.UserId) ?? {}) &&
      groupsWith(before, input.UserId).some((id) => !isHeldBy(before, input.UserId, id)),
  },
  {
    id: "open/delete-default-of-gone-group",
    question: "Is a user named default held by a group that is gone, while it still shows it?",
    facts: [],
    settledBy: "aws elasticache delete-user-group …; aws elasticache delete-user …",
    when: ({ before, input }) => {
      const user = viewOf(before, input.UserId) ?? {};
      return (
        isDefaultNamed(user) &&
        (user.UserGroupIds ?? []).some((id) => believedGroup(before, id).kind === "absent")
      );
    },
  },
  {
    id: "open/delete-id-syntax",
    question: "Does DeleteUser check the syntax of the id, or say UserNotFound? Is case ignored?",
    facts: ["F332"],
    settledBy: "aws elasticache delete-user --user-id 1user",
    when: ({ input }) => hasUnsettledForm(input.UserId),
  },
];

const withWrite = (before: State, userId: string | undefined): State => {
  const touched = withMemberTouched(before, userId);
  return { ...touched, users: withOthersWritten(touched.users, userId) };
};

function advance(before: State, input: Input<"DeleteUser">, answer: Answer<"DeleteUser">): State {
  switch (answer.kind) {
    case "unsupported":
      return before;
    case "lost":
      return withUser(
        withoutTags(withMemberTouched(before, input.UserId), userOf(input.UserId)),
        input.UserId,
        inDoubt,
      );
    case "refused": {
      const belief = believed(before, input.UserId);
      return withoutAffix(answer.code) === "UserNotFound" && belief.kind === "present"
        ? withUser(before, input.UserId, { kind: "uncertain" })
        : { ...before, users: withRefusal(before.users, input.UserId, "DeleteUser") };
    }
    case "accepted":
      return withUser(
        withVersionsInDoubt(withWrite(before, input.UserId), input.UserId),
        input.UserId,
        {
          kind: "leaving",
          view: { ...viewOf(before, input.UserId), ...answer.output },
          since: { refused: [], written: "DeleteUser" },
        },
      );
  }
}

/** Notes for the groups that a user leaves that their version may stay as it is: only that it rises do facts say (F045c). */
const withVersionsInDoubt = (state: State, userId: string | undefined): State => {
  const left = groupsWith(state, userId);
  return {
    ...state,
    groups: new Map(
      [...state.groups].map(([key, belief]) =>
        belief.kind === "present" && left.includes(key)
          ? [key, { ...belief, isRemade: true }]
          : [key, belief],
      ),
    ),
  };
};

const declared: readonly FaultCode[] = [
  "InvalidUserState",
  "UserNotFound",
  "ServiceLinkedRoleNotFoundFault",
  "InvalidParameterValue",
  "DefaultUserAssociatedToUserGroup",
];

export const deleteUser: Operation<"DeleteUser"> = {
  name: "DeleteUser",
  rules: [
    ...deleteUserRules,
    ...shapeOfAnswered("delete-user", [
      "status-is-known",
      "minimum-engine-version",
      "minimum-engine-version-with-iam",
    ]),
    ...refusalRules("delete-user", "F018", declared),
  ],
  open,
  declared,
  variations: deleteUserVariations,
  predict: (before, input): User => ({ ...viewOf(before, input.UserId), Status: "deleting" }),
  advance,
};
