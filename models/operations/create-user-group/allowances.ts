import { isDefaultNamed, isRedis, isValkey } from "../../belief/membership.ts";
import type { User } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import { documented, observed, type Rule } from "../../rules/rule.ts";
import { rbac } from "../../rules/sources.ts";
import { areOdd } from "../../rules/tags.ts";
import { type Create, members, membersAreSettled, isFree } from "./asked.ts";

const isValkeyOf = (asked: Create, fits: (user: User) => boolean): boolean =>
  isValkey(asked.input.Engine) &&
  isFree(asked) &&
  membersAreSettled(asked) &&
  members(asked).length > 0 &&
  members(asked).every((user) => fits(user));

const isIamAlone = (asked: Create): boolean =>
  members(asked).length === 1 &&
  isValkeyOf(
    asked,
    ({ Engine, Authentication, UserName }) =>
      isRedis(Engine) && Authentication?.Type === "iam" && UserName !== "default",
  );

/** A redis group of redis users at rest, one of them named default. */
const isRedisWithDefault = (asked: Create): boolean =>
  isRedis(asked.input.Engine) &&
  isFree(asked) &&
  membersAreSettled(asked) &&
  members(asked).some((user) => isDefaultNamed(user)) &&
  members(asked).every(({ Engine }) => isRedis(Engine));

/** A valkey group of valkey users at rest, each with a password or iam. */
const isValkeyOfValkey = (asked: Create): boolean =>
  isValkeyOf(
    asked,
    ({ Engine, Authentication }) => isValkey(Engine) && Authentication?.Type !== "no-password",
  );

const defaultsIn = (asked: Create): readonly User[] =>
  members(asked).filter((user) => isDefaultNamed(user));

/** The same, where one of them is named default and has a password (F406). */
const isValkeyWithDefault = (asked: Create): boolean =>
  isValkeyOfValkey(asked) &&
  defaultsIn(asked).length === 1 &&
  defaultsIn(asked).every(({ Authentication }) => Authentication?.Type === "password");

const isValkeyWithoutDefault = (asked: Create): boolean =>
  isValkeyOfValkey(asked) && defaultsIn(asked).length === 0;

const isKeyOf = (text: string | undefined): boolean => text === keyOf(text);

/** True of a group that facts at `must` carry, whatever its tags. */
export const isCarried = (asked: Create): boolean =>
  isRedisWithDefault(asked) || isValkeyWithoutDefault(asked) || isValkeyWithDefault(asked);

export const allowances: readonly Rule<"CreateUserGroup">[] = [
  {
    kind: "allowance",
    id: "create-user-group/accepts-redis-with-default",
    level: "must",
    clause: observed(
      ["F381", "F410"],
      "aws-controllers-k8s/elasticache-controller e2e test_usergroup.py; open-constructs/aws-cdk-library integration stack",
      "Redis group with UserIds [`default`] works; one of password, no-password and iam users too",
    ),
    when: (asked) =>
      isKeyOf(asked.input.Engine) && !areOdd(asked.input.Tags) && isRedisWithDefault(asked),
  },
  {
    kind: "allowance",
    id: "create-user-group/accepts-engine-in-any-case",
    level: "must",
    clause: observed(
      ["F401"],
      'hashicorp/terraform-provider-aws user_group_test.go, PASS; the user guide: --engine "VALKEY"',
      "REDIS, VALKEY and Redis are read, and returned in lower case",
    ),
    when: (asked) =>
      !isKeyOf(asked.input.Engine) &&
      !areOdd(asked.input.Tags) &&
      (isRedisWithDefault(asked) || isValkeyWithoutDefault(asked)),
  },
  {
    kind: "allowance",
    id: "create-user-group/accepts-valkey-default-with-password",
    level: "must",
    clause: observed(
      ["F406"],
      "hashicorp/terraform-provider-aws UserGroup_update; Migrating from AUTH to IAM authentication, Amazon ElastiCache User Guide",
      "A valkey group may hold one user named default that has a password",
    ),
    when: (asked) => isKeyOf(asked.input.Engine) && isValkeyWithDefault(asked),
  },
  {
    kind: "allowance",
    id: "create-user-group/accepts-valkey-without-default",
    level: "must",
    clause: documented(["F172"], rbac, "There is no default user requirement."),
    when: (asked) => isKeyOf(asked.input.Engine) && isValkeyWithoutDefault(asked),
  },
  {
    kind: "allowance",
    id: "create-user-group/accepts-iam-user-alone-in-valkey-group",
    level: "should",
    clause: documented(
      ["F382"],
      "Migrating from password-based authentication (AUTH) to IAM authentication, Amazon ElastiCache User Guide",
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
        ({ Engine, Authentication: { Type } = {}, UserName }) =>
          UserName !== "default" &&
          (Type === "password" || Type === "iam" || (isValkey(Engine) && Type !== "no-password")),
      ),
  },
];
