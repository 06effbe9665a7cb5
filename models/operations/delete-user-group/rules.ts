import { isMovingGroup } from "../../belief/membership.ts";
import { believedGroup, viewOfGroup } from "../../belief/state.ts";
import { documented, inferred, type Rule } from "../../rules/rule.ts";

const model = "API model 2015-02-02, botocore elasticache service-2.json";

/** What DeleteUserGroup takes, refuses and answers, apart from the shape of groups. */
export const deleteUserGroupRules: readonly Rule<"DeleteUserGroup">[] = [
  {
    kind: "ground",
    id: "delete-user-group/id-missing",
    level: "must",
    clause: documented(["F025"], model, "DeleteUserGroup required: UserGroupId"),
    codes: "any",
    when: ({ input }) => input.UserGroupId === undefined || input.UserGroupId === "",
  },
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
    when: ({ before, input }) =>
      believedGroup(before, input.UserGroupId).kind === "absent" &&
      /^[a-z][a-z0-9-]*$/i.test(input.UserGroupId ?? ""),
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
    optional: () => true,
    perhaps: ({ before, input }) => viewOfGroup(before, input.UserGroupId)?.Status === "active",
    when: ({ before, input }) => isMovingGroup(before, input.UserGroupId),
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
    optional: () => true,
    when: ({ before, input }) => believedGroup(before, input.UserGroupId).kind === "leaving",
  },
  {
    kind: "guarantee",
    id: "delete-user-group/status-deleting",
    isLook: true,
    level: "should",
    clause: documented(["F183"], "AWS CLI delete-user-group", '"Status": "deleting"'),
    expected: () => "deleting",
    actual: ({ output }) => output.Status,
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
    when: ({ before, input }) => viewOfGroup(before, input.UserGroupId)?.Engine !== undefined,
    expected: ({ before, input }) => viewOfGroup(before, input.UserGroupId)?.Engine,
    actual: ({ output }) => output.Engine,
  },
];
