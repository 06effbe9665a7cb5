import { keysOf } from "../../belief/membership.ts";
import { viewOfGroup } from "../../belief/state.ts";
import type { FaultCode } from "../../contract/contract.ts";
import { saysLeaving } from "../../rules/grounds.ts";
import { refusalRules } from "../../rules/refusals.ts";
import { shapeOfAnsweredGroup } from "../../rules/user-group-shape.ts";
import { operationOf } from "../operation.ts";
import { allowances, isCarried } from "./allowances.ts";
import { guarantees } from "./answers.ts";
import { modifyUserGroupCombinations } from "./combinations.ts";
import { modifyUserGroupVariations } from "./generate.ts";
import { grounds } from "./grounds.ts";
import { questions } from "./questions.ts";
import { step } from "./step.ts";

const declared: readonly FaultCode[] = [
  "UserGroupNotFound",
  "UserNotFound",
  "DuplicateUserName",
  "ServiceLinkedRoleNotFoundFault",
  "DefaultUserRequired",
  "InvalidUserGroupState",
  "InvalidParameterValue",
  "InvalidParameterCombination",
];

export const modifyUserGroup = operationOf<"ModifyUserGroup">({
  name: "ModifyUserGroup",
  rules: [
    ...grounds,
    ...allowances,
    ...guarantees,
    ...shapeOfAnsweredGroup<"ModifyUserGroup">("modify-user-group"),
  ],
  refusals: refusalRules({
    provocation: "modify-user-group/unprovoked-refusal",
    declaration: "modify-user-group/declared-codes",
    naming: "modify-user-group/refusal-names-another",
    fact: "F022",
    declared,
  }),
  questions,
  declared,
  variations: modifyUserGroupVariations,
  combinations: modifyUserGroupCombinations,
  tolerates: ({ before, input: { UserIdsToAdd = [], UserIdsToRemove = [] } }, refusal) =>
    saysLeaving(refusal, before, { users: keysOf([...UserIdsToAdd, ...UserIdsToRemove]) }),
  // That some may come and others go at once, only weaker facts say (F181, F408).
  isDoubtful: ({ input: { UserIdsToAdd = [], UserIdsToRemove = [] } }) =>
    UserIdsToAdd.length > 0 && UserIdsToRemove.length > 0,
  isCarried,
  predict: (before, input) => ({
    ...viewOfGroup(before, input.UserGroupId),
    ...(input.Engine === undefined ? {} : { Engine: input.Engine }),
    Status: "modifying",
  }),
  step,
});
