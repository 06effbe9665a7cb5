import type { FaultCode } from "../../contract/contract.ts";
import { accessStringChanges, accessStringMeaning } from "../../rules/access-string-meaning.ts";
import { accessStringRules } from "../../rules/access-string.ts";
import { refusalRules } from "../../rules/refusals.ts";
import { shapeOfAnswered } from "../../rules/user-shape.ts";
import { operationOf } from "../operation.ts";
import { allowances, isCarried } from "./allowances.ts";
import { guarantees } from "./answers.ts";
import { modifyUserCombinations } from "./combinations.ts";
import { modifyUserVariations } from "./generate.ts";
import { grounds } from "./grounds.ts";
import { questions } from "./questions.ts";
import { predict, step } from "./step.ts";

const declared: readonly FaultCode[] = [
  "UserNotFound",
  "InvalidUserState",
  "ServiceLinkedRoleNotFoundFault",
  "InvalidParameterValue",
  "InvalidParameterCombination",
];

export const modifyUser = operationOf<"ModifyUser">({
  name: "ModifyUser",
  rules: [
    ...grounds,
    ...allowances,
    ...guarantees,
    ...accessStringRules("modify-user"),
    ...accessStringMeaning("modify-user"),
    ...accessStringChanges,
    ...shapeOfAnswered("modify-user"),
  ],
  refusals: refusalRules({
    provocation: "modify-user/unprovoked-refusal",
    declaration: "modify-user/declared-codes",
    naming: "modify-user/refusal-names-another",
    fact: "F017",
    declared,
  }),
  questions,
  declared,
  variations: modifyUserVariations,
  combinations: modifyUserCombinations,
  isDoubtful: (asked) => !isCarried(asked),
  predict,
  step,
});
