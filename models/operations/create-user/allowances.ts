import { isDeleted, userAsAsked } from "../../belief/membership.ts";
import { believed } from "../../belief/state.ts";
import { keyOf } from "../../contract/resource.ts";
import { equal, equalIfShown } from "../../rules/check.ts";
import { documented, observed, type Rule } from "../../rules/rule.ts";
import { model } from "../../rules/sources.ts";
import { areOdd } from "../../rules/tags.ts";
import { idPattern, engines } from "./grounds.ts";

/** Ids, names and engines that CreateUser is known to take. */
export const allowances: readonly Rule<"CreateUser">[] = [
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
      [...before.users.keys()].some(
        (key) =>
          key !== keyOf(input.UserId) && userAsAsked(before, key)?.UserName === input.UserName,
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

/** What it answers of them. */
export const guarantees: readonly Rule<"CreateUser">[] = [
  {
    kind: "guarantee",
    id: "create-user/user-id",
    level: "must",
    clause: documented(["F006"], model, "UserId: The ID of the user."),
    check: ({ input, output }) =>
      input.UserId === keyOf(input.UserId) ? equal(input.UserId, output.UserId) : "silent",
  },
  {
    kind: "guarantee",
    id: "create-user/user-id-in-lower-case",
    level: "must",
    clause: documented(["F030", "F031"], model, "This value is stored as a lowercase string."),
    check: ({ input, output }) =>
      input.UserId !== keyOf(input.UserId) ? equal(keyOf(input.UserId), output.UserId) : "silent",
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
    check: ({ input, output }) => equalIfShown(input.UserName, output.UserName),
  },
  {
    kind: "guarantee",
    id: "create-user/engine",
    level: "must",
    clause: observed(["F042"], "getmoto/moto#8520, boto3 output", 'Engine="Redis" -> redis'),
    check: ({ input, output }) => equalIfShown(input.Engine?.toLowerCase(), output.Engine),
  },
];
