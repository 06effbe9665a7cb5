import { isMoving } from "../../belief/membership.ts";
import { believed, viewOf } from "../../belief/state.ts";
import type { User } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import {
  anyOf,
  type Asked,
  documented,
  inferred,
  observed,
  oneOf,
  type Rule,
} from "../../rules/rule.ts";
import {
  areDistinct,
  counted,
  gives,
  givesTwice,
  hasForbiddenCharacter,
  isUnknownMode,
  lengthIsAllowed,
  modeOf,
  passwordLength,
  passwordsOf,
  readBack,
  speaksOfAuthentication,
  wishOf,
} from "../../vocabulary/authentication.ts";

type Modify = Asked<"ModifyUser">;

const rbac = "Role-Based Access Control (RBAC), Amazon ElastiCache User Guide";
const model = "API model 2015-02-02, botocore elasticache service-2.json";
const c7n = "cloud-custodian test_elasticache_user_modify recordings";

const view = ({ before, input }: Modify): User | undefined => viewOf(before, input.UserId);
const engine = ({ input }: Modify): string | undefined => input.Engine?.toLowerCase();
const isKnown = (asked: Modify): boolean =>
  believed(asked.before, asked.input.UserId).kind === "present";
const typeBefore = (asked: Modify): string | undefined => view(asked)?.Authentication?.Type;
const wantsNoPassword = ({ input }: Modify): boolean => wishOf(input) === "no-password";
const isActive = (asked: Modify): boolean => isKnown(asked) && view(asked)?.Status === "active";

const grounds: readonly Rule<"ModifyUser">[] = [
  {
    kind: "ground",
    id: "modify-user/user-id-missing",
    level: "must",
    clause: documented(["F025"], model, "ModifyUser required: UserId"),
    codes: "any",
    when: ({ input }) => input.UserId === undefined || input.UserId === "",
  },
  {
    kind: "ground",
    id: "modify-user/unknown-user",
    level: "must",
    clause: documented(
      ["F125"],
      model,
      "UserNotFound: The user does not exist or could not be found.",
    ),
    codes: ["UserNotFound"],
    when: ({ before, input }) =>
      believed(before, input.UserId).kind === "absent" &&
      /^[a-z][a-z0-9-]*$/i.test(input.UserId ?? ""),
  },
  {
    kind: "ground",
    id: "modify-user/default-user",
    level: "must",
    clause: documented(["F126"], rbac, "You can't modify or delete this user."),
    codes: "any",
    when: ({ input }) => input.UserId === "default",
  },
  {
    kind: "ground",
    id: "modify-user/access-string-blank",
    level: "must",
    clause: documented(["F026"], model, "AccessString pattern .*\\S.*"),
    codes: "any",
    when: ({ input }) => input.AccessString !== undefined && input.AccessString.trim() === "",
  },
  {
    kind: "ground",
    id: "modify-user/password-too-short",
    level: "must",
    clause: observed(
      ["F122"],
      "vault-plugin acceptance test",
      'update to invalid password fails with "too short"',
    ),
    codes: "any",
    when: ({ input }) => passwordsOf(input).some((password) => passwordLength(password) < 16),
  },
  {
    kind: "ground",
    id: "modify-user/password-too-long",
    level: "should",
    clause: inferred(
      ["F051"],
      "the bounds of CreateUser, applied to ModifyUser",
      "Passwords length must be between 16-128 characters.",
    ),
    codes: "any",
    when: ({ input }) => passwordsOf(input).some((password) => passwordLength(password) > 128),
  },
  {
    kind: "ground",
    id: "modify-user/too-many-passwords",
    level: "must",
    clause: documented(["F053"], rbac, "Maximum number of passwords allowed in this service is 2."),
    codes: "any",
    when: ({ input }) => new Set(passwordsOf(input)).size > 2 && !givesTwice(input),
  },
  {
    kind: "ground",
    id: "modify-user/authentication-type-unknown",
    level: "must",
    clause: documented(
      ["F011"],
      `${model}, InputAuthenticationType`,
      "password | no-password-required | iam",
    ),
    codes: "any",
    when: ({ input }) => isUnknownMode(input),
  },
  {
    kind: "ground",
    id: "modify-user/iam-id-differs-from-name",
    level: "must",
    clause: observed(
      ["F117"],
      "a published live audit of 2026-10-01, CloudTrail event c4aec5dc",
      "User Id and User name must be same for authentication type: iam",
    ),
    codes: ["InvalidParameterCombination"],
    when: (asked) => {
      const name = view(asked)?.UserName;
      return (
        isKnown(asked) &&
        modeOf(asked.input) === "iam" &&
        name !== undefined &&
        name.toLowerCase() !== keyOf(asked.input.UserId)
      );
    },
  },
  {
    kind: "ground",
    id: "modify-user/valkey-on-no-password-user",
    level: "must",
    clause: observed(
      ["F118"],
      "a published live audit of 2026-10-01, CloudTrail event 6a0bdd0e",
      "No-password-required is not allowed for a user with engine Valkey",
    ),
    codes: ["InvalidParameterCombination"],
    when: (asked) =>
      isKnown(asked) &&
      engine(asked) === "valkey" &&
      typeBefore(asked) === "no-password" &&
      (!speaksOfAuthentication(asked.input) || wantsNoPassword(asked)),
  },
  {
    kind: "ground",
    id: "modify-user/no-password-on-valkey-user",
    level: "must",
    clause: documented(
      ["F065"],
      rbac,
      "Valkey users must use either password protection or IAM authentication.",
    ),
    codes: "any",
    when: (asked) =>
      isKnown(asked) &&
      (engine(asked) ?? view(asked)?.Engine) === "valkey" &&
      typeBefore(asked) !== "no-password" &&
      wantsNoPassword(asked),
  },
  {
    kind: "ground",
    id: "modify-user/while-modifying",
    level: "should",
    meanwhile: true,
    clause: observed(
      ["F123"],
      "hashicorp/terraform-provider-aws#49726",
      "User <id> has status modifying. Only active users can be modified.",
    ),
    codes: ["InvalidUserState"],
    optional: () => true,
    perhaps: ({ before, input }) => viewOf(before, input.UserId)?.Status !== "modifying",
    when: ({ before, input }) => isMoving(before, input.UserId),
  },
  {
    kind: "wording",
    id: "modify-user/missing-member-code",
    level: "should",
    clause: inferred(
      ["F304"],
      "localstack/localstack tests/aws/test_validate.py, CreateCacheCluster",
      "InvalidParameterValue: The parameter CacheClusterIdentifier must be provided and must not be blank.",
    ),
    grounds: ["modify-user/user-id-missing"],
    codes: ["InvalidParameterValue", "ValidationError", "MissingParameter"],
  },
  {
    kind: "wording",
    id: "modify-user/while-modifying-text",
    level: "should",
    meanwhile: true,
    clause: observed(
      ["F123"],
      "hashicorp/terraform-provider-aws#49726",
      "User <id> has status modifying. Only active users can be modified.",
    ),
    grounds: ["modify-user/while-modifying"],
    says: /has status modifying/i,
  },
  {
    kind: "wording",
    id: "modify-user/iam-id-differs-from-name-text",
    level: "should",
    clause: observed(
      ["F117"],
      "a published live audit of 2026-10-01, CloudTrail event c4aec5dc",
      "User Id and User name must be same for authentication type: iam",
    ),
    grounds: ["modify-user/iam-id-differs-from-name"],
    says: /user id and user name must be same for authentication type: iam/i,
  },
  {
    kind: "wording",
    id: "modify-user/valkey-on-no-password-user-text",
    level: "should",
    clause: observed(
      ["F118"],
      "a published live audit of 2026-10-01, CloudTrail event 6a0bdd0e",
      "No-password-required is not allowed for a user with engine Valkey",
    ),
    grounds: ["modify-user/valkey-on-no-password-user"],
    says: /no-password-required is not allowed for a user with engine valkey/i,
  },
];

/** A change of authentication alone, from one type to another, on an active user, in good form. */
const changes = (asked: Modify, from: string, to: string): boolean =>
  isActive(asked) &&
  typeBefore(asked) === from &&
  wishOf(asked.input) === to &&
  asked.input.AccessString === undefined &&
  asked.input.Engine === undefined &&
  hasGoodPasswords(asked);

const hasGoodPasswords = ({ input }: Modify): boolean => {
  const passwords = passwordsOf(input);
  return (
    passwords.length <= 2 &&
    areDistinct(passwords) &&
    passwords.every((password) => lengthIsAllowed(password) && !hasForbiddenCharacter(password))
  );
};

const isRedis = (asked: Modify): boolean => view(asked)?.Engine === "redis";
const usesMode = ({ input }: Modify): boolean => input.AuthenticationMode !== undefined;

const switchesEngine = (asked: Modify, from: string, to: string): boolean =>
  isActive(asked) &&
  typeBefore(asked) === "password" &&
  view(asked)?.Engine === from &&
  engine(asked) === to &&
  !speaksOfAuthentication(asked.input) &&
  asked.input.AccessString === undefined;

const allowances: readonly Rule<"ModifyUser">[] = [
  {
    kind: "allowance",
    id: "modify-user/no-password-to-password-by-mode",
    level: "must",
    clause: observed(["F113"], c7n, "no-password to AuthenticationMode{password, [1 password]}"),
    when: (asked) => changes(asked, "no-password", "password") && usesMode(asked),
  },
  {
    kind: "allowance",
    id: "modify-user/no-password-to-password-by-passwords",
    level: "must",
    clause: documented(
      ["F114"],
      "AWS's rotation function",
      "modify_user(UserId=…, Passwords=passwords) on a user made with --no-password-required",
    ),
    when: (asked) =>
      changes(asked, "no-password", "password") &&
      !usesMode(asked) &&
      asked.input.NoPasswordRequired === undefined,
  },
  {
    kind: "allowance",
    id: "modify-user/password-to-no-password",
    level: "must",
    clause: documented(["F115"], `${rbac}, modify-user example`, "--no-password-required"),
    when: (asked) =>
      changes(asked, "password", "no-password") && isRedis(asked) && !usesMode(asked),
  },
  {
    kind: "allowance",
    id: "modify-user/to-iam",
    level: "must",
    clause: documented(["F116"], rbac, "modify-user … --authentication-mode Type=iam"),
    when: (asked) =>
      (changes(asked, "password", "iam") || changes(asked, "no-password", "iam")) &&
      view(asked)?.UserName === keyOf(asked.input.UserId),
  },
  {
    kind: "allowance",
    id: "modify-user/replaces-passwords",
    level: "must",
    clause: observed(
      ["F120"],
      "hashicorp/terraform-provider-aws update_password_auth_mode",
      "2 to 1 gives PasswordCount 1; then two new ones give 2",
    ),
    when: (asked) => changes(asked, "password", "password") && isRedis(asked) && usesMode(asked),
  },
  {
    kind: "allowance",
    id: "modify-user/rotates-passwords",
    level: "must",
    clause: documented(
      ["F130"],
      "AWS's rotation function",
      "passwords = [pending]; passwords.append(current)",
    ),
    when: (asked) =>
      changes(asked, "password", "password") &&
      !usesMode(asked) &&
      asked.input.NoPasswordRequired === undefined &&
      passwordsOf(asked.input).length === 2,
  },
  {
    kind: "allowance",
    id: "modify-user/no-password-required-false-with-passwords",
    level: "should",
    clause: inferred(
      ["F129"],
      "gravitational/teleport elasticache.go",
      "NoPasswordRequired: aws.Bool(len(passwords) == 0)",
    ),
    when: (asked) =>
      isActive(asked) &&
      asked.input.NoPasswordRequired === false &&
      gives(asked.input.Passwords) &&
      hasGoodPasswords(asked) &&
      typeBefore(asked) !== "iam",
  },
  {
    kind: "allowance",
    id: "modify-user/valkey-password-by-mode",
    level: "should",
    clause: inferred(
      ["F344"],
      "a public configuration",
      "Changing only the password of a valkey user through AuthenticationMode",
    ),
    when: (asked) =>
      changes(asked, "password", "password") && usesMode(asked) && view(asked)?.Engine === "valkey",
  },
  {
    kind: "allowance",
    id: "modify-user/passwords-and-access-string",
    level: "must",
    clause: observed(
      ["F121", "F340"],
      "hashicorp/terraform-provider-aws testAccUserConfig_update; a live audit of 2026-10-01",
      "AccessString and AuthenticationMode{password,[1]} in one call on a password user are accepted",
    ),
    when: (asked) =>
      isActive(asked) &&
      typeBefore(asked) === "password" &&
      wishOf(asked.input) === "password" &&
      hasGoodPasswords(asked) &&
      asked.input.AccessString !== undefined &&
      asked.input.Engine === undefined,
  },
  {
    kind: "allowance",
    id: "modify-user/valkey-to-redis",
    level: "must",
    clause: observed(
      ["F119"],
      "hashicorp/terraform-provider-aws TestAccElastiCacheUser_updateEngine",
      "Engine valkey to redis for a password user, in place",
    ),
    when: (asked) => switchesEngine(asked, "valkey", "redis"),
  },
  {
    kind: "allowance",
    id: "modify-user/redis-to-valkey",
    level: "must",
    clause: observed(
      ["F119"],
      "hashicorp/terraform-provider-aws TestAccElastiCacheUser_updateEngine",
      "Both directions, password user.",
    ),
    when: (asked) => switchesEngine(asked, "redis", "valkey"),
  },
  {
    kind: "allowance",
    id: "modify-user/same-access-string",
    level: "must",
    clause: observed(
      ["F323"],
      "hashicorp/terraform-provider-aws#20334 and #20729",
      "an access string already in effect is accepted, not refused as a no-op",
    ),
    when: (asked) =>
      isActive(asked) &&
      asked.input.AccessString !== undefined &&
      asked.input.AccessString === view(asked)?.AccessString &&
      !speaksOfAuthentication(asked.input) &&
      asked.input.Engine === undefined,
  },
];

const guarantees: readonly Rule<"ModifyUser">[] = [
  {
    kind: "guarantee",
    id: "modify-user/new-authentication",
    level: "must",
    clause: observed(["F111"], c7n, "The answer already carries the new Authentication"),
    when: (asked) =>
      isKnown(asked) && wishOf(asked.input) !== undefined && typeBefore(asked) !== "iam",
    expected: ({ input }) => typeWanted(input),
    actual: ({ output }) => output.Authentication?.Type,
  },
  {
    kind: "guarantee",
    id: "modify-user/password-count",
    level: "must",
    clause: observed(
      ["F120"],
      "hashicorp/terraform-provider-aws update_password_auth_mode",
      "Passwords REPLACE the set: 2 to 1 gives PasswordCount 1; then two new ones give 2",
    ),
    when: (asked) =>
      isKnown(asked) &&
      wishOf(asked.input) === "password" &&
      areDistinct(passwordsOf(asked.input)) &&
      typeBefore(asked) !== "iam",
    expected: ({ input }) => passwordsOf(input).length,
    actual: ({ output }) => output.Authentication?.PasswordCount,
  },
  {
    kind: "guarantee",
    id: "modify-user/access-string-takes-effect",
    level: "must",
    clause: observed(["F111"], c7n, "The answer already carries the new AccessString"),
    when: (asked) => {
      const old = view(asked)?.AccessString;
      const { AccessString } = asked.input;
      return ["off -@all", "on +@all", "on ~* +@all", "off ~* -@all"].includes(AccessString ?? "")
        ? isKnown(asked) &&
            old !== undefined &&
            old !== AccessString &&
            asked.output.Engine === "redis" &&
            asked.input.AppendAccessString === undefined
        : false;
    },
    expected: ({ input }) => input.AccessString,
    actual: ({ output }) => output.AccessString,
  },
  {
    kind: "guarantee",
    id: "modify-user/engine",
    level: "must",
    clause: observed(
      ["F119"],
      "hashicorp/terraform-provider-aws TestAccElastiCacheUser_updateEngine",
      "valkey to redis reads back redis",
    ),
    when: (asked) => asked.input.Engine !== undefined,
    expected: (asked) => engine(asked),
    actual: ({ output }) => output.Engine,
  },
  {
    kind: "guarantee",
    id: "modify-user/keeps-what-was-not-sent",
    level: "must",
    clause: observed(
      ["F111"],
      c7n,
      "UserName and Engine, which the request did not name, stand as they were",
    ),
    when: (asked) => view(asked) !== undefined,
    expected: (asked) => untouched(asked, view(asked) ?? {}),
    actual: (asked) => untouched(asked, asked.output),
  },
  {
    kind: "guarantee",
    id: "modify-user/user-id-and-name",
    level: "must",
    clause: documented(["F127"], model, "UserName and UserId can't be changed"),
    when: (asked) => view(asked)?.UserName !== undefined,
    expected: (asked) => [keyOf(asked.input.UserId), view(asked)?.UserName],
    actual: ({ output }) => [output.UserId, output.UserName],
  },
  {
    kind: "guarantee",
    id: "modify-user/status",
    isLook: true,
    level: "must",
    clause: observed(["F110"], c7n, '"Status": "modifying"'),
    when: isKnown,
    expected: () => anyOf(["modifying", "active"]),
    actual: ({ output }) => oneOf(output.Status, ["modifying", "active"]),
  },
  {
    kind: "guarantee",
    id: "modify-user/status-modifying",
    isLook: true,
    level: "should",
    clause: observed(["F110"], c7n, '"Status": "modifying"'),
    when: isKnown,
    expected: () => "modifying",
    actual: ({ output }) => output.Status,
  },
];

const typeWanted = (input: Modify["input"]): string | undefined => {
  const wish = wishOf(input);
  return wish === undefined ? undefined : readBack(wish, passwordsOf(input)).Type;
};

/** The members that a request leaves alone. */
const untouched = ({ input }: Modify, user: User): Partial<User> => ({
  ...(input.Engine === undefined && user.Engine !== undefined ? { Engine: user.Engine } : {}),
  ...(input.AccessString === undefined &&
  input.AppendAccessString === undefined &&
  input.Engine === undefined &&
  user.AccessString !== undefined
    ? { AccessString: user.AccessString }
    : {}),
  ...(speaksOfAuthentication(input) || user.Authentication === undefined
    ? {}
    : { Authentication: counted(user.Authentication) }),
});

/** What ModifyUser takes, refuses and answers, apart from access strings and the shape of users. */
export const modifyUserRules: readonly Rule<"ModifyUser">[] = [
  ...grounds,
  ...allowances,
  ...guarantees,
];
