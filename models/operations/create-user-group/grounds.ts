import {
  areSomeDeleted,
  haveOneName,
  isRedis,
  isValkey,
  keysOf,
  lacksDefault,
} from "../../belief/membership.ts";
import { believedGroup } from "../../belief/state.ts";
import { keyOf } from "../../contract/resource.ts";
import { missing } from "../../rules/grounds.ts";
import { documented, inferred, observed, type Rule, must, may } from "../../rules/rule.ts";
import { model } from "../../rules/sources.ts";
import { merged, tagRules } from "../../rules/tags.ts";
import { members, hasUnknownMember, areAllThere, isKnownEngine } from "./asked.ts";

const oldText = "User group needs to contain a user with the user name default.";

export const grounds: readonly Rule<"CreateUserGroup">[] = [
  missing("create-user-group/id-missing", "CreateUserGroup", "UserGroupId", { orEmpty: true }),
  missing("create-user-group/engine-missing", "CreateUserGroup", "Engine"),
  {
    kind: "ground",
    id: "create-user-group/engine-unknown",
    level: "should",
    clause: documented(["F043"], model, "The options are valkey or redis"),
    codes: "any",
    when: ({ input }) => must(input.Engine !== undefined && !isKnownEngine(input)),
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
      must(
        believedGroup(before, input.UserGroupId).kind === "present" &&
          input.UserGroupId === keyOf(input.UserGroupId),
      ),
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
      must(
        believedGroup(before, input.UserGroupId).kind === "present" &&
          input.UserGroupId !== keyOf(input.UserGroupId),
      ),
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
      must(isRedis(asked.input.Engine) && areAllThere(asked) && lacksDefault(members(asked))),
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
    when: (asked) => must(haveOneName(members(asked))),
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
    when: (asked) =>
      hasUnknownMember(asked) &&
      (areSomeDeleted(asked.before, keysOf(asked.input.UserIds)) ||
      (isRedis(asked.input.Engine) && lacksDefault(members(asked)))
        ? "somehow"
        : "must"),
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
      must(
        isValkey(asked.input.Engine) &&
          members(asked).some(({ Authentication }) => Authentication?.Type === "no-password"),
      ),
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
    when: ({ before, input }) => may(believedGroup(before, input.UserGroupId).kind === "deleting"),
  },
  ...tagRules<"CreateUserGroup">(
    "create-user-group",
    ({ input }) => merged([], input.Tags ?? []).length,
  ),
];
