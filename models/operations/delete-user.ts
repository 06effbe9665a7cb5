import { deleteUserVariations } from "../commands/delete-user.ts";
import type { Answer, DeleteUserInput, User } from "../contract.ts";
import type { Operation } from "../operation.ts";
import { documented, type OpenQuestion, type Rule } from "../rule.ts";
import { deleteUserRules } from "../rules/delete-user.ts";
import { shapeOfAnswered } from "../rules/user-shape.ts";
import {
  believed,
  hasUnsettledForm,
  type State,
  viewOf,
  withOthersWritten,
  withRefusal,
  withUser,
} from "../state.ts";

const refusals: readonly Rule<"DeleteUser">[] = [
  {
    kind: "refusal",
    about: "provocation",
    id: "delete-user/unprovoked-refusal",
    level: "must",
    clause: documented(
      ["F018"],
      "API_DeleteUser, Errors",
      "A request to which none of the errors applies is not refused.",
    ),
  },
  {
    kind: "refusal",
    about: "declaration",
    id: "delete-user/declared-codes",
    level: "must",
    clause: documented(
      ["F018"],
      "API model, DeleteUser errors",
      "InvalidUserState, UserNotFound, ServiceLinkedRoleNotFoundFault, InvalidParameterValue, DefaultUserAssociatedToUserGroup",
    ),
  },
];

const open: readonly OpenQuestion<"DeleteUser">[] = [
  {
    id: "open/delete-id-syntax",
    question: "Does DeleteUser check the syntax of the id, or say UserNotFound? Is case ignored?",
    facts: ["F332"],
    settledBy: "aws elasticache delete-user --user-id 1user",
    when: ({ input }) => hasUnsettledForm(input.UserId),
  },
];

function advance(before: State, input: DeleteUserInput, answer: Answer<"DeleteUser">): State {
  switch (answer.kind) {
    case "unsupported":
      return before;
    case "lost":
      return withUser(before, input.UserId, { kind: "uncertain" });
    case "refused": {
      const belief = believed(before, input.UserId);
      if (answer.code === "UserNotFound" && belief.kind === "leaving")
        return withUser(before, input.UserId, { kind: "absent", because: "deleted" });
      return answer.code === "UserNotFound" && belief.kind === "present"
        ? withUser(before, input.UserId, { kind: "uncertain" })
        : withRefusal(before, input.UserId, "DeleteUser");
    }
    case "accepted":
      return withUser(withOthersWritten(before, input.UserId), input.UserId, {
        kind: "leaving",
        view: { ...viewOf(before, input.UserId), ...answer.output },
        since: { refused: [], written: "DeleteUser" },
      });
  }
}

export const deleteUser: Operation<"DeleteUser"> = {
  name: "DeleteUser",
  rules: [
    ...deleteUserRules,
    ...shapeOfAnswered("delete-user", [
      "status-is-known",
      "minimum-engine-version",
      "minimum-engine-version-with-iam",
    ]),
    ...refusals,
  ],
  open,
  declared: [
    "InvalidUserState",
    "UserNotFound",
    "ServiceLinkedRoleNotFoundFault",
    "InvalidParameterValue",
    "DefaultUserAssociatedToUserGroup",
  ],
  variations: deleteUserVariations,
  predict: (before, input): User => ({ ...viewOf(before, input.UserId), Status: "deleting" }),
  advance,
};
