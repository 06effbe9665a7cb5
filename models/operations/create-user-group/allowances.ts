import { isDefaultNamed, isRedis, isValkey } from "../../belief/membership.ts";
import { documented, observed, type Rule } from "../../rules/rule.ts";
import { rbac } from "../../rules/sources.ts";
import { areOdd } from "../../rules/tags.ts";
import { type Create, members, membersAreSettled, isFree } from "./asked.ts";

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

/** A redis group of redis users at rest, one of them named default. */
const isRedisWithDefault = (asked: Create): boolean =>
  isRedis(asked.input.Engine) &&
  isFree(asked) &&
  membersAreSettled(asked) &&
  members(asked).some((user) => isDefaultNamed(user)) &&
  members(asked).every(({ Engine }) => isRedis(Engine));

/** A valkey group of valkey users at rest, each with a password or iam, none of them named default. */
const isValkeyWithoutDefault = (asked: Create): boolean =>
  isValkeyOf(
    asked,
    ({ Engine, Authentication }) => isValkey(Engine) && Authentication?.Type !== "no-password",
  );

/** True of a group that facts at `must` carry, whatever its tags. */
export const isCarried = (asked: Create): boolean =>
  isRedisWithDefault(asked) || isValkeyWithoutDefault(asked);

export const allowances: readonly Rule<"CreateUserGroup">[] = [
  {
    kind: "allowance",
    id: "create-user-group/accepts-redis-with-default",
    level: "must",
    clause: observed(
      ["F381"],
      "aws-controllers-k8s/elasticache-controller e2e test_usergroup.py",
      "Redis group with UserIds [`default`] works",
    ),
    when: (asked) => !areOdd(asked.input.Tags) && isRedisWithDefault(asked),
  },
  {
    kind: "allowance",
    id: "create-user-group/accepts-valkey-without-default",
    level: "must",
    clause: documented(["F172"], rbac, "There is no default user requirement."),
    when: isValkeyWithoutDefault,
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
        ({ Engine, Authentication: { Type } = {} }) =>
          Type === "password" || Type === "iam" || (isValkey(Engine) && Type !== "no-password"),
      ),
  },
];
