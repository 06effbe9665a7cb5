import type { FaultCode } from "../../contract/contract.ts";
import { accessStringShown } from "../../rules/access-string-meaning.ts";
import { isEarlyIn } from "../../rules/lists.ts";
import { refusalRules } from "../../rules/refusals.ts";
import { shapeOfListed } from "../../rules/user-shape.ts";
import { operationOf } from "../operation.ts";
import { describeUsersCombinations } from "./combinations.ts";
import { describeUsersVariations } from "./generate.ts";
import { laws } from "./laws.ts";
import { listRules } from "./list.ts";
import { users } from "./listing.ts";
import { lookupRules } from "./lookup.ts";
import { pageRules } from "./pages.ts";
import { questions } from "./questions.ts";
import { step, predict } from "./step.ts";

const declared: readonly FaultCode[] = [
  "UserNotFound",
  "ServiceLinkedRoleNotFoundFault",
  "InvalidParameterCombination",
];

export const describeUsers = operationOf<"DescribeUsers">({
  name: "DescribeUsers",
  rules: [...lookupRules, ...listRules, ...pageRules, ...laws, accessStringShown, ...shapeOfListed],
  refusals: refusalRules({
    provocation: "describe-users/unprovoked-refusal",
    declaration: "describe-users/declared-codes",
    naming: "describe-users/refusal-names-another",
    fact: "F019",
    declared,
  }),
  questions,
  declared,
  variations: describeUsersVariations,
  combinations: describeUsersCombinations,
  tolerates: isEarlyIn(users),
  predict,
  step,
});
