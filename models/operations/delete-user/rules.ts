import {
  groupsWith,
  isDefaultNamed,
  isHeldBy,
  isMoving,
  keysOf,
  membersOf,
  settledGroup,
  userAsAsked,
  wasRefused,
} from "../../belief/membership.ts";
import { believed, type State, viewOf } from "../../belief/state.ts";
import type { User } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import { agreeing, equal } from "../../rules/check.ts";
import { missing, missingMemberCode, unknownUser } from "../../rules/grounds.ts";
import { type Asked, documented, observed, type Rule, must, may } from "../../rules/rule.ts";
import { model, rbac } from "../../rules/sources.ts";
import { counted } from "../../vocabulary/authentication.ts";

const c7n = "cloud-custodian test_elasticache_user_delete recordings";

/** What DeleteUser takes, refuses and answers, apart from the shape of users. */
export const deleteUserRules: readonly Rule<"DeleteUser">[] = [
  missing("delete-user/user-id-missing", "DeleteUser", "UserId", { orEmpty: true }),
  unknownUser(
    "delete-user/unknown-user",
    documented(["F135"], model, "UserNotFound: The user does not exist or could not be found."),
  ),
  {
    kind: "ground",
    id: "delete-user/default-user",
    level: "must",
    clause: documented(["F139"], rbac, "You can't modify or delete this user."),
    codes: "any",
    when: ({ input }) => must(keyOf(input.UserId) === "default"),
  },
  {
    kind: "ground",
    id: "delete-user/while-modifying",
    level: "should",
    meanwhile: true,
    clause: documented(["F134"], model, "InvalidUserState: The user is not in active state."),
    codes: ["InvalidUserState"],
    when: ({ before, input }) =>
      isMoving(before, input.UserId) &&
      (viewOf(before, input.UserId)?.Status === "modifying" ? "may" : "unknown"),
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
    when: (asked) => {
      const { before, input } = asked;
      const isHeld = groupsWith(before, input.UserId).some((id) =>
        isHeldBy(before, input.UserId, id),
      );
      return (
        isHeld && keyOf(input.UserId) !== "default" && (isHeldForSure(asked) ? "must" : "unknown")
      );
    },
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
  missingMemberCode("delete-user/missing-member-code", ["delete-user/user-id-missing"]),
  {
    kind: "allowance",
    id: "delete-user/accepts-member-of-group",
    level: "must",
    clause: documented(
      ["F136"],
      "API_DeleteUser",
      "The user will be removed from all user groups and in turn removed from all replication groups.",
    ),
    when: ({ before, input }) =>
      believed(before, input.UserId).kind === "present" &&
      groupsWith(before, input.UserId).length > 0 &&
      !isDefaultNamed(userAsAsked(before, input.UserId) ?? {}),
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
    check: ({ before, input, output }) =>
      (groupsSeenOf(before, input.UserId) ?? []).length > 0
        ? equal(
            (groupsSeenOf(before, input.UserId) ?? []).toSorted(),
            keysOf(output.UserGroupIds).toSorted(),
          )
        : "silent",
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
    when: ({ before, input }) => may(believed(before, input.UserId).kind === "deleting"),
  },
  {
    kind: "wording",
    id: "delete-user/while-deleting-text",
    level: "should",
    meanwhile: true,
    clause: observed(
      ["F133"],
      "crossplane-contrib/provider-aws, comment",
      "failed to delete User: InvalidUserState: User has status deleting.",
    ),
    grounds: ["delete-user/while-deleting"],
    of: "InvalidUserState",
    says: /has status deleting/i,
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
    check: ({ before, input, output }) =>
      wasRefused(believed(before, input.UserId))
        ? "silent"
        : agreeing(lasting(viewOf(before, input.UserId) ?? {}), lasting(output)),
  },
  {
    kind: "guarantee",
    id: "delete-user/user-id",
    level: "must",
    clause: observed(["F131"], c7n, '"UserId": "c7n-user"'),
    check: ({ input, output }) => equal(keyOf(input.UserId), output.UserId),
  },
  {
    kind: "guarantee",
    id: "delete-user/status-deleting",
    isLook: true,
    level: "should",
    clause: observed(["F131"], c7n, '"Status": "deleting"'),
    check: ({ output }) => equal("deleting", output.Status),
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

/** What a delete leaves as it was. */
const lasting = ({ UserName, Engine, AccessString, Authentication }: User): Partial<User> => ({
  ...(UserName === undefined ? {} : { UserName }),
  ...(Engine === undefined ? {} : { Engine }),
  ...(AccessString === undefined ? {} : { AccessString }),
  ...(Authentication === undefined ? {} : { Authentication: counted(Authentication) }),
});
