import { isMovingGroup } from "../../belief/membership.ts";
import { believedGroup, viewOfGroup } from "../../belief/state.ts";
import { equal } from "../../rules/check.ts";
import { missing, absenceOfGroup } from "../../rules/grounds.ts";
import { documented, inferred, type Rule, may } from "../../rules/rule.ts";

/** What DeleteUserGroup takes, refuses and answers, apart from the shape of groups. */
export const deleteUserGroupRules: readonly Rule<"DeleteUserGroup">[] = [
  missing("delete-user-group/id-missing", "DeleteUserGroup", "UserGroupId", { orEmpty: true }),
  {
    kind: "ground",
    id: "delete-user-group/unknown-group",
    level: "must",
    clause: documented(
      ["F023"],
      "API_DeleteUserGroup",
      "UserGroupNotFound: The user group was not found or does not exist.",
    ),
    codes: ["UserGroupNotFound"],
    when: absenceOfGroup,
  },
  {
    kind: "ground",
    id: "delete-user-group/while-changing",
    level: "should",
    meanwhile: true,
    clause: documented(
      ["F023"],
      "API_DeleteUserGroup",
      "InvalidUserGroupState: The user group is not in an active state.",
    ),
    codes: ["InvalidUserGroupState"],
    when: ({ before, input }) =>
      isMovingGroup(before, input.UserGroupId) &&
      (viewOfGroup(before, input.UserGroupId)?.Status === "active" ? "unknown" : "may"),
  },
  {
    kind: "ground",
    id: "delete-user-group/while-deleting",
    level: "should",
    clause: documented(
      ["F023"],
      "API_DeleteUserGroup",
      "InvalidUserGroupState: The user group is not in an active state.",
    ),
    codes: ["InvalidUserGroupState", "UserGroupNotFound"],
    when: ({ before, input }) => may(believedGroup(before, input.UserGroupId).kind === "deleting"),
  },
  {
    kind: "guarantee",
    id: "delete-user-group/status-deleting",
    isLook: true,
    level: "should",
    clause: documented(["F183"], "AWS CLI delete-user-group", '"Status": "deleting"'),
    check: ({ output }) => equal("deleting", output.Status),
  },
  {
    kind: "guarantee",
    id: "delete-user-group/engine",
    level: "should",
    clause: inferred(
      ["F007", "F183"],
      "AWS CLI delete-user-group",
      "The answer is the group as it was",
    ),
    check: ({ before, input, output }) =>
      viewOfGroup(before, input.UserGroupId)?.Engine !== undefined
        ? equal(viewOfGroup(before, input.UserGroupId)?.Engine, output.Engine)
        : "silent",
  },
];
