import type { FaultCode } from "../../contract/contract.ts";
import { accessStringMeaning } from "../../rules/access-string-meaning.ts";
import { isCarriedString } from "../../rules/access-string-questions.ts";
import { accessStringRules } from "../../rules/access-string.ts";
import { saysLeaving } from "../../rules/grounds.ts";
import { refusalRules } from "../../rules/refusals.ts";
import { tagRules } from "../../rules/tags.ts";
import { shapeOfAnswered } from "../../rules/user-shape.ts";
import { operationOf } from "../operation.ts";
import { allowances, guarantees } from "./allowances.ts";
import { results } from "./answers.ts";
import { authenticationAllowances, onValkey } from "./authentication-allowances.ts";
import { authenticationGrounds } from "./authentication-grounds.ts";
import { authenticationWordings } from "./authentication-texts.ts";
import { createUserCombinations } from "./combinations.ts";
import { createUserVariations } from "./generate.ts";
import { grounds, wordings } from "./grounds.ts";
import { questions } from "./questions.ts";
import { predict, step } from "./step.ts";

const declared: readonly FaultCode[] = [
  "UserAlreadyExists",
  "UserQuotaExceeded",
  "DuplicateUserName",
  "ServiceLinkedRoleNotFoundFault",
  "InvalidParameterValue",
  "InvalidParameterCombination",
  "TagQuotaPerResourceExceeded",
];

export const createUser = operationOf<"CreateUser">({
  name: "CreateUser",
  rules: [
    ...grounds,
    ...wordings,
    ...allowances,
    ...guarantees,
    ...authenticationGrounds,
    ...authenticationWordings,
    ...authenticationAllowances,
    ...onValkey,
    ...tagRules<"CreateUser">("create-user", ({ input }) => input.Tags?.length ?? 0),
    ...accessStringRules("create-user"),
    ...accessStringMeaning("create-user"),
    ...shapeOfAnswered("create-user"),
    ...results,
  ],
  refusals: refusalRules({
    provocation: "create-user/unprovoked-refusal",
    declaration: "create-user/declared-codes",
    naming: "create-user/refusal-names-another",
    fact: "F016",
    declared,
  }),
  questions,
  declared,
  variations: createUserVariations,
  combinations: createUserCombinations,
  tolerates: ({ before, input: { UserId = "" } }, refusal) =>
    saysLeaving(refusal, before, { users: [UserId] }),
  isDoubtful: ({ input }) => !isCarriedString(input.AccessString),
  predict,
  step,
});
