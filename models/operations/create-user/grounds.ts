import { believed } from "../../belief/state.ts";
import type { Input } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import { missing, missingMemberCode, blankAccessString, empty } from "../../rules/grounds.ts";
import { documented, inferred, observed, type Rule, must, may } from "../../rules/rule.ts";
import { model } from "../../rules/sources.ts";

export const idPattern = /^[a-z][a-z0-9-]*$/i;

export const engines = ["redis", "valkey"];

const isMalformed = (userId: string | undefined): boolean =>
  userId !== undefined && userId !== "" && !idPattern.test(userId) && !userId.includes(".");

/** Why CreateUser refuses who a new user is: its id, name, engine and access string. */
export const grounds: readonly Rule<"CreateUser">[] = [
  missing("create-user/user-id-missing", "CreateUser", "UserId"),
  missing("create-user/user-name-missing", "CreateUser", "UserName"),
  missing("create-user/engine-missing", "CreateUser", "Engine"),
  missing("create-user/access-string-missing", "CreateUser", "AccessString"),
  empty("create-user/user-id-empty", "UserId"),
  empty("create-user/user-name-empty", "UserName"),
  blankAccessString("create-user/access-string-blank"),
  {
    kind: "ground",
    id: "create-user/user-id-pattern",
    level: "must",
    clause: documented(["F026"], model, "UserId pattern [a-zA-Z][a-zA-Z0-9\\-]*"),
    codes: "any",
    when: ({ input }) => must(isMalformed(input.UserId)),
  },
  {
    kind: "ground",
    id: "create-user/user-id-with-dot",
    level: "should",
    clause: inferred(
      ["F036", "F332"],
      "ekristen/aws-nuke awsutil",
      'Real user-supplied IDs can never contain a "." (AWS rejects such characters)',
    ),
    codes: "any",
    when: ({ input }) => must(input.UserId?.includes(".") === true),
  },
  {
    kind: "ground",
    id: "create-user/engine-unknown",
    level: "must",
    clause: documented(["F043"], model, "The options are valkey or redis"),
    codes: "any",
    when: ({ input }) =>
      must(input.Engine !== undefined && !engines.includes(input.Engine.toLowerCase())),
  },
  {
    kind: "ground",
    id: "create-user/user-id-taken",
    level: "must",
    clause: documented(
      ["F016", "F067"],
      "API_CreateUser",
      "UserAlreadyExists: A user with this ID already exists.",
    ),
    codes: ["UserAlreadyExists"],
    when: ({ before, input }) =>
      must(
        isPresent(before, input) &&
          input.UserId === keyOf(input.UserId) &&
          input.UserId !== "default",
      ),
  },
  {
    kind: "ground",
    id: "create-user/user-id-taken-in-other-case",
    level: "must",
    clause: observed(
      ["F034"],
      "go-to-k/cdk-real-drift noise.ts, live-probed 2026-08-03",
      "Ids are unique modulo case in the service",
    ),
    codes: ["UserAlreadyExists"],
    when: ({ before, input }) =>
      must(
        isPresent(before, input) &&
          input.UserId !== keyOf(input.UserId) &&
          keyOf(input.UserId) !== "default",
      ),
  },
  {
    kind: "ground",
    id: "create-user/default-id",
    level: "must",
    clause: documented(
      ["F067", "F151"],
      "API_CreateUser; Role-Based Access Control (RBAC)",
      "A user with this ID already exists: every account has the user default.",
    ),
    codes: "any",
    when: ({ before, input }) => must(input.UserId === "default" && isPresent(before, input)),
  },
  {
    kind: "ground",
    id: "create-user/while-deleting",
    level: "should",
    meanwhile: true,
    clause: inferred(
      ["F140"],
      "hashicorp/terraform-provider-aws#36848",
      "results in a user_id clash",
    ),
    codes: ["UserAlreadyExists", "InvalidUserState"],
    when: ({ before, input }) => may(believed(before, input.UserId).kind === "deleting"),
  },
];

const isPresent = (before: Parameters<typeof believed>[0], input: Input<"CreateUser">): boolean =>
  believed(before, input.UserId).kind === "present";

const missingMembers: readonly `create-user/${string}`[] = [
  "create-user/user-id-missing",
  "create-user/user-name-missing",
  "create-user/engine-missing",
  "create-user/user-id-empty",
  "create-user/user-name-empty",
];

/** The texts and codes of those refusals. */
export const wordings: readonly Rule<"CreateUser">[] = [
  missingMemberCode("create-user/missing-member-code", missingMembers),
  {
    kind: "wording",
    id: "create-user/user-id-pattern-text",
    level: "should",
    clause: inferred(
      ["F330"],
      "terraform-community-modules/tf_aws_elasticache_redis#46, sibling operations",
      "The parameter <Name> is not a valid identifier. Identifiers must begin with a letter; …",
    ),
    grounds: ["create-user/user-id-pattern"],
    codes: ["InvalidParameterValue"],
    says: /not a valid identifier/i,
  },
];
