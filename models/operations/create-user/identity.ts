import { isDeleted } from "../../belief/membership.ts";
import { believed } from "../../belief/state.ts";
import type { Input } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import { documented, inferred, observed, type Rule } from "../../rules/rule.ts";
import { areOdd } from "../../rules/tags.ts";

const idPattern = /^[a-z][a-z0-9-]*$/i;
const engines = ["redis", "valkey"];
const model = "API model 2015-02-02, botocore elasticache service-2.json";

const isMalformed = (userId: string | undefined): boolean =>
  userId !== undefined && userId !== "" && !idPattern.test(userId) && !userId.includes(".");

const missing = (
  member: "UserId" | "UserName" | "Engine" | "AccessString",
  id: `create-user/${string}`,
): Rule<"CreateUser"> => ({
  kind: "ground",
  id,
  level: "must",
  clause: documented(["F025"], model, `CreateUser required: ${member}`),
  codes: "any",
  when: ({ input }) => input[member] === undefined,
});

const grounds: readonly Rule<"CreateUser">[] = [
  missing("UserId", "create-user/user-id-missing"),
  missing("UserName", "create-user/user-name-missing"),
  missing("Engine", "create-user/engine-missing"),
  missing("AccessString", "create-user/access-string-missing"),
  {
    kind: "ground",
    id: "create-user/user-id-empty",
    level: "must",
    clause: documented(["F026"], model, "UserId min 1"),
    codes: "any",
    when: ({ input }) => input.UserId === "",
  },
  {
    kind: "ground",
    id: "create-user/user-name-empty",
    level: "must",
    clause: documented(["F026"], model, "UserName min 1"),
    codes: "any",
    when: ({ input }) => input.UserName === "",
  },
  {
    kind: "ground",
    id: "create-user/access-string-blank",
    level: "must",
    clause: documented(["F026"], model, "AccessString pattern .*\\S.*"),
    codes: "any",
    when: ({ input }) => input.AccessString !== undefined && input.AccessString.trim() === "",
  },
  {
    kind: "ground",
    id: "create-user/user-id-pattern",
    level: "must",
    clause: documented(["F026"], model, "UserId pattern [a-zA-Z][a-zA-Z0-9\\-]*"),
    codes: "any",
    when: ({ input }) => isMalformed(input.UserId),
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
    when: ({ input }) => input.UserId?.includes(".") === true,
  },
  {
    kind: "ground",
    id: "create-user/engine-unknown",
    level: "must",
    clause: documented(["F043"], model, "The options are valkey or redis"),
    codes: "any",
    when: ({ input }) =>
      input.Engine !== undefined && !engines.includes(input.Engine.toLowerCase()),
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
      isPresent(before, input) &&
      input.UserId === keyOf(input.UserId) &&
      input.UserId !== "default",
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
      isPresent(before, input) &&
      input.UserId !== keyOf(input.UserId) &&
      keyOf(input.UserId) !== "default",
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
    when: ({ before, input }) => input.UserId === "default" && isPresent(before, input),
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
    optional: () => true,
    when: ({ before, input }) => believed(before, input.UserId).kind === "leaving",
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

const wordings: readonly Rule<"CreateUser">[] = [
  {
    kind: "wording",
    id: "create-user/missing-member-code",
    level: "should",
    clause: inferred(
      ["F304", "F305"],
      "localstack/localstack tests/aws/test_validate.py, CreateCacheCluster",
      "InvalidParameterValue: The parameter CacheClusterIdentifier must be provided and must not be blank.",
    ),
    grounds: missingMembers,
    codes: ["InvalidParameterValue", "ValidationError", "MissingParameter"],
  },
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

const allowances: readonly Rule<"CreateUser">[] = [
  {
    kind: "allowance",
    id: "create-user/accepts-mixed-case-id",
    level: "must",
    clause: observed(
      ["F030"],
      "go-to-k/cdk-real-drift noise.ts, live-probed 2026-08-03",
      "raw create-user CdkrdHunt-Mixed-User2 stores cdkrdhunt-mixed-user2",
    ),
    when: ({ input }) => input.UserId !== keyOf(input.UserId) && idPattern.test(input.UserId ?? ""),
  },
  {
    kind: "allowance",
    id: "create-user/accepts-engine-in-any-case",
    level: "must",
    clause: observed(["F042"], "getmoto/moto#8520, boto3 output", 'Engine="Redis" -> redis'),
    when: ({ input }) =>
      input.Engine !== undefined &&
      input.Engine !== input.Engine.toLowerCase() &&
      engines.includes(input.Engine.toLowerCase()),
  },
  {
    kind: "allowance",
    id: "create-user/accepts-shared-user-name",
    level: "must",
    clause: observed(
      ["F040"],
      "Getting started tutorial: create cluster and users; hashicorp/terraform-provider-aws#40794",
      "Elasticache allows multiple users with the same name as long as the associated user ID is unique",
    ),
    when: ({ before, input }) =>
      input.UserName !== "default" &&
      [...before.users].some(
        ([key, belief]) =>
          key !== keyOf(input.UserId) &&
          belief.kind === "present" &&
          belief.view.UserName === input.UserName,
      ),
  },
  {
    kind: "allowance",
    id: "create-user/accepts-user-name-default",
    level: "must",
    clause: documented(
      ["F041"],
      "Role-Based Access Control (RBAC), Amazon ElastiCache User Guide",
      "create a new user with the user name set to `default`",
    ),
    when: ({ input }) => input.UserName === "default" && input.Engine?.toLowerCase() === "redis",
  },
  {
    kind: "allowance",
    id: "create-user/accepts-tags",
    level: "must",
    clause: observed(
      ["F191"],
      "hashicorp/terraform-provider-aws TestAccElastiCacheUser_tags",
      "Tags at creation work and are listed afterwards",
    ),
    when: ({ input }) => input.Tags !== undefined && input.Tags.length > 0 && !areOdd(input.Tags),
  },
  {
    kind: "allowance",
    id: "create-user/accepts-deleted-id",
    level: "should",
    clause: documented(
      ["F132", "F135"],
      "cloud-custodian test_elasticache_user_delete; API_DeleteUser",
      "A deleted user is at last UserNotFound: its id belongs to nobody.",
    ),
    when: ({ before, input }) => isDeleted(believed(before, input.UserId)),
  },
];

const guarantees: readonly Rule<"CreateUser">[] = [
  {
    kind: "guarantee",
    id: "create-user/user-id",
    level: "must",
    clause: documented(["F006"], model, "UserId: The ID of the user."),
    when: ({ input }) => input.UserId === keyOf(input.UserId),
    expected: ({ input }) => input.UserId,
    actual: ({ output }) => output.UserId,
  },
  {
    kind: "guarantee",
    id: "create-user/user-id-in-lower-case",
    level: "must",
    clause: documented(["F030", "F031"], model, "This value is stored as a lowercase string."),
    when: ({ input }) => input.UserId !== keyOf(input.UserId),
    expected: ({ input }) => keyOf(input.UserId),
    actual: ({ output }) => output.UserId,
  },
  {
    kind: "guarantee",
    id: "create-user/user-name",
    level: "must",
    clause: observed(
      ["F032"],
      "go-to-k/cdk-real-drift case-idents2-min/app.ts",
      "raw API lowercases UserId (UserName KEEPS case)",
    ),
    expected: ({ input }) => input.UserName,
    actual: ({ output }) => output.UserName,
  },
  {
    kind: "guarantee",
    id: "create-user/engine",
    level: "must",
    clause: observed(["F042"], "getmoto/moto#8520, boto3 output", 'Engine="Redis" -> redis'),
    expected: ({ input }) => input.Engine?.toLowerCase(),
    actual: ({ output }) => output.Engine,
  },
];

/** Who a new user is: its id, name and engine. */
export const createIdentity: readonly Rule<"CreateUser">[] = [
  ...grounds,
  ...wordings,
  ...allowances,
  ...guarantees,
];
