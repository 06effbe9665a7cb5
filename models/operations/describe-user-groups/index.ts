import type { FaultCode } from "../../contract/contract.ts";
import { isEarlyIn } from "../../rules/lists.ts";
import { refusalRules } from "../../rules/refusals.ts";
import { shapeOfListedGroups } from "../../rules/user-group-shape.ts";
import { operationOf } from "../operation.ts";
import { describeUserGroupsCombinations } from "./combinations.ts";
import { describeUserGroupsVariations } from "./generate.ts";
import { laws } from "./laws.ts";
import { groups } from "./listing.ts";
import { lookupRules } from "./lookup.ts";
import { membershipRules } from "./membership.ts";
import { pageRules } from "./pages.ts";
import { questions } from "./questions.ts";
import { step, predict } from "./step.ts";

const declared: readonly FaultCode[] = [
  "UserGroupNotFound",
  "ServiceLinkedRoleNotFoundFault",
  "InvalidParameterCombination",
];

export const describeUserGroups = operationOf<"DescribeUserGroups">({
  name: "DescribeUserGroups",
  rules: [...lookupRules, ...pageRules, ...membershipRules, ...laws, ...shapeOfListedGroups],
  refusals: refusalRules({
    provocation: "describe-user-groups/unprovoked-refusal",
    declaration: "describe-user-groups/declared-codes",
    naming: "describe-user-groups/refusal-names-another",
    fact: "F020",
    declared,
  }),
  questions,
  declared,
  variations: describeUserGroupsVariations,
  combinations: describeUserGroupsCombinations,
  tolerates: isEarlyIn(groups),
  predict,
  step,
});
