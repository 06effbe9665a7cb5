import { groupsWith } from "../../belief/membership.ts";
import { keyOf } from "../../contract/resource.ts";
import { isCarriedString } from "../../rules/access-string-questions.ts";
import { documented, inferred, observed, type Rule } from "../../rules/rule.ts";
import { rbac } from "../../rules/sources.ts";
import {
  areDistinct,
  gives,
  hasForbiddenCharacter,
  lengthIsAllowed,
  passwordsOf,
  speaksOfAuthentication,
  wishOf,
} from "../../vocabulary/authentication.ts";
import { type Modify, c7n, meant, view, engine, typeBefore, isActive } from "./asked.ts";

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

const isRedis = (asked: Modify): boolean => meant(asked)?.Engine === "redis";

const usesMode = ({ input }: Modify): boolean => input.AuthenticationMode !== undefined;

const switchesEngine = (asked: Modify, from: string, to: string): boolean =>
  isActive(asked) &&
  typeBefore(asked) === "password" &&
  meant(asked)?.Engine === from &&
  engine(asked) === to &&
  !speaksOfAuthentication(asked.input) &&
  asked.input.AccessString === undefined &&
  // Whether a member of a group may leave its engine, no fact says for every group (F119, F182).
  groupsWith(asked.before, asked.input.UserId).length === 0;

const isLowered = (asked: Modify): boolean => engine(asked) === asked.input.Engine;

export const allowances: readonly Rule<"ModifyUser">[] = [
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
      meant(asked)?.UserName === keyOf(asked.input.UserId),
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
      changes(asked, "password", "password") &&
      usesMode(asked) &&
      meant(asked)?.Engine === "valkey",
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
      isRedis(asked) &&
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
    when: (asked) => isLowered(asked) && switchesEngine(asked, "valkey", "redis"),
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
    when: (asked) => isLowered(asked) && switchesEngine(asked, "redis", "valkey"),
  },
  {
    kind: "allowance",
    id: "modify-user/accepts-engine-in-any-case",
    level: "must",
    clause: observed(
      ["F401"],
      "hashicorp/terraform-provider-aws TestAccElastiCacheUser_updateEngine, PASS",
      "Engine is read in any case: terraform sends REDIS and VALKEY",
    ),
    when: (asked) =>
      !isLowered(asked) &&
      (switchesEngine(asked, "redis", "valkey") || switchesEngine(asked, "valkey", "redis")),
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

/** True of a change that facts at `must` carry: of a string alone, or of a kind that one of these rules speaks of. */
export const isCarried = (asked: Modify): boolean =>
  isCarriedString(asked.input.AccessString) &&
  ((!speaksOfAuthentication(asked.input) && asked.input.Engine === undefined) ||
    allowances.some(
      (rule) => rule.kind === "allowance" && rule.level === "must" && rule.when(asked),
    ));
