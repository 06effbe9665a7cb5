import { viewOf } from "../../belief/state.ts";
import type { User, FaultCode } from "../../contract/contract.ts";
import { refusalRules } from "../../rules/refusals.ts";
import { shapeOfAnswered } from "../../rules/user-shape.ts";
import { operationOf } from "../operation.ts";
import { deleteUserCombinations } from "./combinations.ts";
import { deleteUserVariations } from "./generate.ts";
import { questions } from "./questions.ts";
import { deleteUserRules } from "./rules.ts";
import { step } from "./step.ts";

const declared: readonly FaultCode[] = [
  "InvalidUserState",
  "UserNotFound",
  "ServiceLinkedRoleNotFoundFault",
  "InvalidParameterValue",
  "DefaultUserAssociatedToUserGroup",
];

export const deleteUser = operationOf<"DeleteUser">({
  name: "DeleteUser",
  rules: [...deleteUserRules, ...shapeOfAnswered("delete-user")],
  refusals: refusalRules({
    provocation: "delete-user/unprovoked-refusal",
    declaration: "delete-user/declared-codes",
    naming: "delete-user/refusal-names-another",
    fact: "F018",
    declared,
  }),
  questions,
  declared,
  variations: deleteUserVariations,
  combinations: deleteUserCombinations,
  predict: (before, input): User => ({ ...viewOf(before, input.UserId), Status: "deleting" }),
  step,
});
