import {
  groupsWith,
  isDefaultNamed,
  isHeldBy,
  isMoving,
  keysOf,
  membersOf,
  settledGroup,
} from "../../belief/membership.ts";
import { believed, type State, viewOf } from "../../belief/state.ts";
import type { User } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import { type Asked, documented, inferred, observed, type Rule } from "../../rules/rule.ts";
import { counted } from "../../vocabulary/authentication.ts";

const rbac = "Role-Based Access Control (RBAC), Amazon ElastiCache User Guide";
const model = "API model 2015-02-02, botocore elasticache service-2.json";
const c7n = "cloud-custodian test_elasticache_user_delete recordings";

/** What DeleteUser takes, refuses and answers, apart from the shape of users. */
export const deleteUserRules: readonly Rule<"DeleteUser">[] = [
  {
    kind: "ground",
    id: "delete-user/user-id-missing",
    level: "must",
    clause: documented(["F025"], model, "DeleteUser required: UserId"),
    codes: "any",
    when: ({ input }) => input.UserId === undefined || input.UserId === "",
  },
  {
    kind: "ground",
    id: "delete-user/unknown-user",
    level: "must",
    clause: documented(
      ["F135"],
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
    id: "delete-user/default-user",
    level: "must",
    clause: documented(["F139"], rbac, "You can't modify or delete this user."),
    codes: "any",
    when: ({ input }) => input.UserId === "default",
  },
  {
    kind: "ground",
    id: "delete-user/while-modifying",
    level: "should",
    meanwhile: true,
    clause: documented(["F134"], model, "InvalidUserState: The user is not in active state."),
    codes: ["InvalidUserState"],
    optional: () => true,
    perhaps: ({ before, input }) => viewOf(before, input.UserId)?.Status !== "modifying",
    when: ({ before, input }) => isMoving(before, input.UserId),
  },
  {
    kind: "ground",
    id: "delete-user/default-user-of-group",
    level: "must",
    clause: observed(
      ["F138"],
      "an ACK condition with request id; hashicorp/terraform-provider-aws#21970",
      "DefaultUserAssociatedToUserGroup: User is associated to user group(s) as a default user and can't be deleted.",
    ),
    codes: ["DefaultUserAssociatedToUserGroup"],
    optional: (asked) => !isHeldForSure(asked),
    perhaps: (asked) => !isHeldForSure(asked),
    when: ({ before, input }) =>
      keyOf(input.UserId) !== "default" &&
      groupsWith(before, input.UserId).some((id) => isHeldBy(before, input.UserId, id)),
  },
  {
    kind: "wording",
    id: "delete-user/default-user-of-group-text",
    level: "should",
    clause: observed(
      ["F138"],
      "an ACK condition with request id; hashicorp/terraform-provider-aws#21970",
      "User is associated to user group(s) as a default user and can't be deleted.",
    ),
    grounds: ["delete-user/default-user-of-group"],
    says: /associated to user group.*default user/i,
  },
  {
    kind: "wording",
    id: "delete-user/missing-member-code",
    level: "should",
    clause: inferred(
      ["F304"],
      "localstack/localstack tests/aws/test_validate.py, CreateCacheCluster",
      "InvalidParameterValue: The parameter CacheClusterIdentifier must be provided and must not be blank.",
    ),
    grounds: ["delete-user/user-id-missing"],
    codes: ["InvalidParameterValue", "ValidationError", "MissingParameter"],
  },
  {
    kind: "allowance",
    id: "delete-user/accepts-member-of-group",
    level: "must",
    clause: documented(
      ["F136", "F385"],
      "API_DeleteUser",
      "The user will be removed from all user groups and in turn removed from all replication groups.",
    ),
    when: ({ before, input }) =>
      believed(before, input.UserId).kind === "present" &&
      groupsWith(before, input.UserId).length > 0 &&
      !isDefaultNamed(viewOf(before, input.UserId) ?? {}),
  },
  {
    kind: "guarantee",
    id: "delete-user/user-group-ids",
    level: "should",
    clause: documented(
      ["F137"],
      "Role-Based Access Control (RBAC), 2023; AWS CLI delete-user",
      "The delete answer still lists UserGroupIds",
    ),
    when: ({ before, input }) => (groupsSeenOf(before, input.UserId) ?? []).length > 0,
    expected: ({ before, input }) => (groupsSeenOf(before, input.UserId) ?? []).toSorted(),
    actual: ({ output }) => keysOf(output.UserGroupIds).toSorted(),
  },
  {
    kind: "ground",
    id: "delete-user/while-deleting",
    level: "should",
    clause: observed(
      ["F133"],
      "crossplane-contrib/provider-aws, comment",
      "failed to delete User: InvalidUserState: User has status deleting.",
    ),
    codes: ["InvalidUserState", "UserNotFound"],
    optional: () => true,
    when: ({ before, input }) => believed(before, input.UserId).kind === "leaving",
  },
  {
    kind: "wording",
    id: "delete-user/while-deleting-text",
    level: "should",
    clause: observed(
      ["F133"],
      "crossplane-contrib/provider-aws, comment",
      "failed to delete User: InvalidUserState: User has status deleting.",
    ),
    grounds: ["delete-user/while-deleting"],
    says: /has status deleting|not found/i,
  },
  {
    kind: "guarantee",
    id: "delete-user/whole-user",
    level: "must",
    clause: observed(
      ["F131"],
      c7n,
      "The answer is the whole User, other fields than Status unchanged",
    ),
    when: ({ before, input }) => viewOf(before, input.UserId) !== undefined,
    expected: ({ before, input }) => lasting(viewOf(before, input.UserId) ?? {}),
    actual: ({ before, input, output }) => lasting(output, viewOf(before, input.UserId)),
  },
  {
    kind: "guarantee",
    id: "delete-user/user-id",
    level: "must",
    clause: observed(["F131"], c7n, '"UserId": "c7n-user"'),
    expected: ({ input }) => keyOf(input.UserId),
    actual: ({ output }) => output.UserId,
  },
  {
    kind: "guarantee",
    id: "delete-user/status-deleting",
    isLook: true,
    level: "should",
    clause: observed(["F131"], c7n, '"Status": "deleting"'),
    expected: () => "deleting",
    actual: ({ output }) => output.Status,
  },
];

/** True of a user that a group at rest needs as its default user. */
const isHeldForSure = ({ before, input }: Asked<"DeleteUser">): boolean =>
  groupsWith(before, input.UserId).some(
    (id) =>
      isHeldBy(before, input.UserId, id) &&
      settledGroup(before, id) !== undefined &&
      membersOf(before, id)?.includes(keyOf(input.UserId)) === true,
  );

const groupsSeenOf = ({ groupsSeen }: State, userId: string | undefined) =>
  groupsSeen.get(keyOf(userId));

/** What a delete leaves as it was, of the members that were seen before. */
const lasting = (user: User, seen: User = user): Partial<User> => ({
  ...(seen.UserName === undefined ? {} : { UserName: user.UserName ?? "nothing" }),
  ...(seen.Engine === undefined ? {} : { Engine: user.Engine ?? "nothing" }),
  ...(seen.AccessString === undefined ? {} : { AccessString: user.AccessString ?? "nothing" }),
  ...(seen.Authentication === undefined
    ? {}
    : { Authentication: counted(user.Authentication ?? {}) }),
});
