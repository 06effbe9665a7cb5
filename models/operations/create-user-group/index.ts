import { isDeleted, keysOf } from "../../belief/membership.ts";
import { believedGroup } from "../../belief/state.ts";
import type { FaultCode, UserGroup } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import { saysLeaving } from "../../rules/grounds.ts";
import { refusalRules } from "../../rules/refusals.ts";
import { shapeOfAnsweredGroup } from "../../rules/user-group-shape.ts";
import { operationOf } from "../operation.ts";
import { allowances, isCarried } from "./allowances.ts";
import { guarantees } from "./answers.ts";
import { mixesEngines } from "./asked.ts";
import { createUserGroupCombinations } from "./combinations.ts";
import { createUserGroupVariations } from "./generate.ts";
import { grounds } from "./grounds.ts";
import { questions } from "./questions.ts";
import { step } from "./step.ts";

const declared: readonly FaultCode[] = [
  "UserNotFound",
  "DuplicateUserName",
  "UserGroupAlreadyExists",
  "ServiceLinkedRoleNotFoundFault",
  "DefaultUserRequired",
  "UserGroupQuotaExceeded",
  "InvalidParameterValue",
  "TagQuotaPerResourceExceeded",
];

export const createUserGroup = operationOf<"CreateUserGroup">({
  name: "CreateUserGroup",
  rules: [
    ...grounds,
    ...allowances,
    ...guarantees,
    ...shapeOfAnsweredGroup<"CreateUserGroup">("create-user-group"),
  ],
  refusals: refusalRules({
    provocation: "create-user-group/unprovoked-refusal",
    declaration: "create-user-group/declared-codes",
    naming: "create-user-group/refusal-names-another",
    fact: "F021",
    declared,
  }),
  questions,
  declared,
  variations: createUserGroupVariations,
  combinations: createUserGroupCombinations,
  tolerates: ({ before, input: { UserGroupId = "", UserIds } }, refusal) =>
    saysLeaving(refusal, before, { groups: [UserGroupId], users: keysOf(UserIds) }),
  isDoubtful: (asked) =>
    isDeleted(believedGroup(asked.before, asked.input.UserGroupId)) || mixesEngines(asked),
  isCarried,
  predict: (_, input): UserGroup => ({
    UserGroupId: keyOf(input.UserGroupId),
    Status: "creating",
    Engine: keyOf(input.Engine),
    UserIds: keysOf(input.UserIds),
  }),
  step,
});
