import {
  areSettled,
  haveOneName,
  isDefaultNamed,
  isPlainId,
  isRedis,
  isValkey,
  keysOf,
  lacksDefault,
  usersBehind,
} from "../../belief/membership.ts";
import { believed, believedGroup } from "../../belief/state.ts";
import type { Input } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import { type Asked, documented, inferred, observed, type Rule } from "../../rules/rule.ts";
import { areOdd, merged, tagAllowances, tagGrounds } from "../../rules/tags.ts";

type Create = Asked<"CreateUserGroup">;

const model = "API model 2015-02-02, botocore elasticache service-2.json";
const rbac = "Role-Based Access Control (RBAC), Amazon ElastiCache User Guide";
const oldText = "User group needs to contain a user with the user name default.";

const members = ({ before, input }: Create) => usersBehind(before, keysOf(input.UserIds));

/** True where each member is known, there, and nothing about it may be changing. */
const membersAreSettled = ({ before, input }: Create): boolean =>
  areSettled(before, keysOf(input.UserIds));

const hasUnknownMember = ({ before, input }: Create): boolean =>
  keysOf(input.UserIds).some((id) => isPlainId(id) && believed(before, id).kind === "absent");

const areAllThere = ({ before, input }: Create): boolean =>
  keysOf(input.UserIds).every((id) => believed(before, id).kind === "present");

const isKnownEngine = ({ Engine }: Input<"CreateUserGroup">): boolean =>
  isRedis(Engine) || isValkey(Engine);

const grounds: readonly Rule<"CreateUserGroup">[] = [
  {
    kind: "ground",
    id: "create-user-group/id-missing",
    level: "must",
    clause: documented(["F025"], model, "CreateUserGroup required: UserGroupId"),
    codes: "any",
    when: ({ input }) => input.UserGroupId === undefined || input.UserGroupId === "",
  },
  {
    kind: "ground",
    id: "create-user-group/engine-missing",
    level: "must",
    clause: documented(["F025"], model, "CreateUserGroup required: Engine"),
    codes: "any",
    when: ({ input }) => input.Engine === undefined,
  },
  {
    kind: "ground",
    id: "create-user-group/engine-unknown",
    level: "should",
    clause: documented(["F043"], model, "The options are valkey or redis"),
    codes: "any",
    when: ({ input }) => input.Engine !== undefined && !isKnownEngine(input),
  },
  {
    kind: "ground",
    id: "create-user-group/id-taken",
    level: "must",
    clause: documented(
      ["F021"],
      "API_CreateUserGroup",
      "UserGroupAlreadyExists: The user group with this ID already exists.",
    ),
    codes: ["UserGroupAlreadyExists"],
    when: ({ before, input }) =>
      believedGroup(before, input.UserGroupId).kind === "present" &&
      input.UserGroupId === keyOf(input.UserGroupId),
  },
  {
    kind: "ground",
    id: "create-user-group/id-taken-in-other-case",
    level: "should",
    clause: inferred(
      ["F021", "F033"],
      "API model, UserGroupId",
      "stored as a lowercase string: an id that differs in case only is taken",
    ),
    codes: ["UserGroupAlreadyExists"],
    when: ({ before, input }) =>
      believedGroup(before, input.UserGroupId).kind === "present" &&
      input.UserGroupId !== keyOf(input.UserGroupId),
  },
  {
    kind: "ground",
    id: "create-user-group/default-user-required",
    level: "must",
    clause: observed(
      ["F171", "F187"],
      "hashicorp/terraform-provider-aws#25593, #34784; badmintoncryer/cdk-preflight 2026-09-06",
      `DefaultUserRequired: ${oldText}`,
    ),
    codes: ["DefaultUserRequired"],
    when: (asked) =>
      isRedis(asked.input.Engine) && areAllThere(asked) && lacksDefault(members(asked)),
  },
  {
    kind: "wording",
    id: "create-user-group/default-user-required-text",
    level: "should",
    clause: observed(
      ["F171", "F380"],
      "hashicorp/terraform-provider-aws#25593; badmintoncryer/cdk-preflight 2026-09-06",
      oldText,
    ),
    grounds: ["create-user-group/default-user-required"],
    says: /user group needs to contain a user with the user name default/i,
  },
  {
    kind: "ground",
    id: "create-user-group/one-name-twice",
    level: "must",
    clause: documented(
      ["F175"],
      "API_CreateUserGroup; @aws-cdk/aws-elasticache-alpha",
      "User group cannot have users with the same user name.",
    ),
    codes: ["DuplicateUserName"],
    when: (asked) => haveOneName(members(asked)),
  },
  {
    kind: "ground",
    id: "create-user-group/unknown-user",
    level: "must",
    clause: documented(
      ["F176"],
      "API_CreateUserGroup",
      "UserNotFound: The user does not exist or could not be found.",
    ),
    codes: ["UserNotFound"],
    // Which of several errors comes first, no fact says (F058).
    perhaps: (asked) => isRedis(asked.input.Engine) && lacksDefault(members(asked)),
    when: (asked) => hasUnknownMember(asked),
  },
  {
    kind: "ground",
    id: "create-user-group/no-password-in-valkey-group",
    level: "must",
    clause: documented(
      ["F173"],
      "badmintoncryer/cdk-preflight pf-elasticache-user-group",
      "No password user <id> cannot be added to user group with engine Valkey",
    ),
    codes: "any",
    when: (asked) =>
      isValkey(asked.input.Engine) &&
      members(asked).some(({ Authentication }) => Authentication?.Type === "no-password"),
  },
  {
    kind: "wording",
    id: "create-user-group/no-password-in-valkey-group-text",
    level: "should",
    clause: inferred(
      ["F173"],
      "badmintoncryer/cdk-preflight pf-elasticache-user-group",
      "No password user <id> cannot be added to user group with engine Valkey",
    ),
    grounds: ["create-user-group/no-password-in-valkey-group"],
    says: /no password user .*valkey/i,
  },
  {
    kind: "ground",
    id: "create-user-group/while-deleting",
    level: "should",
    meanwhile: true,
    clause: documented(
      ["F183", "F392"],
      "API model, UserGroup.Status",
      "A group that is deleting is still there",
    ),
    codes: ["UserGroupAlreadyExists", "InvalidUserGroupState"],
    optional: () => true,
    when: ({ before, input }) => believedGroup(before, input.UserGroupId).kind === "leaving",
  },
  ...tagGrounds<"CreateUserGroup">(
    "create-user-group",
    ({ Tags }) => Tags,
    ({ input }) => merged([], input.Tags ?? []).length,
  ),
];

const isFree = ({ before, input }: Create): boolean =>
  believedGroup(before, input.UserGroupId).kind === "absent";

const isValkeyOf = (asked: Create, fits: (user: ReturnType<typeof members>[number]) => boolean) =>
  isValkey(asked.input.Engine) &&
  isFree(asked) &&
  membersAreSettled(asked) &&
  members(asked).length > 0 &&
  members(asked).every((user) => fits(user) && !isDefaultNamed(user));

const isIamAlone = (asked: Create): boolean =>
  members(asked).length === 1 &&
  isValkeyOf(
    asked,
    ({ Engine, Authentication }) => isRedis(Engine) && Authentication?.Type === "iam",
  );

const allowances: readonly Rule<"CreateUserGroup">[] = [
  {
    kind: "allowance",
    id: "create-user-group/accepts-redis-with-default",
    level: "must",
    clause: observed(
      ["F381"],
      "aws-controllers-k8s/elasticache-controller e2e test_usergroup.py",
      "Redis group with UserIds [`default`] works",
    ),
    when: (asked) =>
      isRedis(asked.input.Engine) &&
      isFree(asked) &&
      !areOdd(asked.input.Tags) &&
      membersAreSettled(asked) &&
      members(asked).some((user) => isDefaultNamed(user)) &&
      members(asked).every(({ Engine }) => isRedis(Engine)),
  },
  {
    kind: "allowance",
    id: "create-user-group/accepts-valkey-without-default",
    level: "must",
    clause: documented(["F172"], rbac, "There is no default user requirement."),
    when: (asked) =>
      isValkeyOf(
        asked,
        ({ Engine, Authentication }) => isValkey(Engine) && Authentication?.Type !== "no-password",
      ),
  },
  {
    kind: "allowance",
    id: "create-user-group/accepts-iam-user-alone-in-valkey-group",
    level: "should",
    clause: inferred(
      ["F382"],
      "live configurations",
      "Valkey group with one iam user and no `default`",
    ),
    when: isIamAlone,
  },
  {
    kind: "allowance",
    id: "create-user-group/accepts-redis-users-in-valkey-group",
    level: "should",
    clause: documented(
      ["F174"],
      rbac,
      "Valkey user groups can contain Valkey users and Redis users with password or iam",
    ),
    when: (asked) =>
      members(asked).some(({ Engine }) => isRedis(Engine)) &&
      !isIamAlone(asked) &&
      isValkeyOf(
        asked,
        ({ Engine, Authentication: { Type } = {} }) =>
          Type === "password" || Type === "iam" || (isValkey(Engine) && Type !== "no-password"),
      ),
  },
  ...tagAllowances<"CreateUserGroup">("create-user-group", ({ Tags }) => Tags),
];

const guarantees: readonly Rule<"CreateUserGroup">[] = [
  {
    kind: "guarantee",
    id: "create-user-group/status-creating",
    isLook: true,
    level: "should",
    clause: documented(
      ["F170"],
      "AWS CLI create-user-group; AWS Database blog 2022-11-29",
      '"Status": "creating"',
    ),
    expected: () => "creating",
    actual: ({ output }) => output.Status,
  },
  {
    kind: "guarantee",
    id: "create-user-group/engine",
    level: "must",
    clause: documented(["F007"], model, "Engine"),
    when: ({ input }) => input.Engine === keyOf(input.Engine),
    expected: ({ input }) => keyOf(input.Engine),
    actual: ({ output }) => output.Engine,
  },
  {
    kind: "guarantee",
    id: "create-user-group/user-ids",
    level: "should",
    clause: observed(
      ["F035", "F177"],
      "go-to-k/cdk-real-drift HuntEcUserGroup.json",
      "reader, default declared and read; compared as sets",
    ),
    expected: ({ input }) => keysOf(input.UserIds).toSorted(),
    actual: ({ output }) => keysOf(output.UserIds).toSorted(),
  },
];

/** What CreateUserGroup takes, refuses and answers, apart from the shape of groups. */
export const createUserGroupRules: readonly Rule<"CreateUserGroup">[] = [
  ...grounds,
  ...allowances,
  ...guarantees,
];
