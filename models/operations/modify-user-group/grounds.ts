import {
  haveOneName,
  isRedis,
  keysOf,
  lacksDefault,
  usersBehind,
} from "../../belief/membership.ts";
import { believed, viewOfGroup } from "../../belief/state.ts";
import { absenceOfGroup, missing } from "../../rules/grounds.ts";
import { documented, observed, type Rule } from "../../rules/rule.ts";
import {
  isKnown,
  current,
  knowsResult,
  resultingUsers,
  isOfEngine,
  adds,
  removes,
  removesStranger,
  addsDeleted,
  addsUnknown,
  isMoving,
  atRest,
  breaksMore,
} from "./asked.ts";

export const grounds: readonly Rule<"ModifyUserGroup">[] = [
  missing("modify-user-group/id-missing", "ModifyUserGroup", "UserGroupId", { orEmpty: true }),
  {
    kind: "ground",
    id: "modify-user-group/unknown-group",
    level: "must",
    clause: documented(
      ["F022"],
      "API_ModifyUserGroup",
      "UserGroupNotFound: The user group was not found or does not exist.",
    ),
    codes: ["UserGroupNotFound"],
    when: (asked) =>
      absenceOfGroup(asked) &&
      (addsUnknown(asked) ||
      removes(asked).length > 0 ||
      haveOneName(usersBehind(asked.before, adds(asked)))
        ? "somehow"
        : absenceOfGroup(asked)),
  },
  {
    kind: "ground",
    id: "modify-user-group/unknown-user",
    level: "must",
    clause: documented(
      ["F022"],
      "API_ModifyUserGroup",
      "UserNotFound: The user does not exist or could not be found.",
    ),
    codes: ["UserNotFound"],
    when: (asked) =>
      isKnown(asked) &&
      addsUnknown(asked) &&
      (breaksMore(asked) || addsDeleted(asked) ? "somehow" : "must"),
  },
  {
    kind: "ground",
    id: "modify-user-group/one-name-twice",
    level: "must",
    clause: documented(
      ["F022", "F175"],
      "API_ModifyUserGroup",
      "DuplicateUserName: A user with this username already exists.",
    ),
    codes: ["DuplicateUserName"],
    when: (asked) =>
      isKnown(asked) &&
      !removesStranger(asked) &&
      adds(asked).length > 0 &&
      haveOneName(resultingUsers(asked)) &&
      atRest(asked),
  },
  {
    kind: "ground",
    id: "modify-user-group/default-user-required",
    level: "must",
    clause: documented(
      ["F022", "F171", "F411"],
      "Migrating from password-based authentication (AUTH) to IAM authentication, Amazon ElastiCache User Guide; API_ModifyUserGroup",
      "the user group must always contain a user with the username `default`",
    ),
    codes: ["DefaultUserRequired"],
    when: (asked) =>
      isOfEngine(asked, isRedis) &&
      asked.input.Engine === undefined &&
      !removesStranger(asked) &&
      !addsUnknown(asked) &&
      removes(asked).length > 0 &&
      knowsResult(asked) &&
      !lacksDefault(usersBehind(asked.before, current(asked) ?? [])) &&
      lacksDefault(resultingUsers(asked)) &&
      atRest(asked),
  },
  {
    kind: "ground",
    id: "modify-user-group/removes-a-stranger",
    level: "must",
    clause: observed(
      ["F180"],
      "hashicorp/terraform-provider-aws#49945, #49948",
      "InvalidParameterValue: … is not a member of user group …",
    ),
    codes: ["InvalidParameterValue"],
    when: (asked) => {
      const { before } = asked;
      const areKnown = removes(asked).every((id) => believed(before, id).kind === "present");
      if (!removesStranger(asked) || !areKnown) return false;
      return breaksMore(asked) && !isMoving(asked) ? "somehow" : atRest(asked);
    },
  },
  {
    kind: "wording",
    id: "modify-user-group/removes-a-stranger-text",
    level: "should",
    clause: observed(
      ["F180"],
      "hashicorp/terraform-provider-aws user_group_association.go",
      "… is not a member of user group …",
    ),
    grounds: ["modify-user-group/removes-a-stranger"],
    says: /not a member/i,
  },
  {
    kind: "ground",
    id: "modify-user-group/while-changing",
    level: "should",
    meanwhile: true,
    clause: observed(
      ["F179"],
      "hashicorp/terraform-provider-aws#37911",
      "User group <id> has status modifying. Only active user groups can be modified.",
    ),
    codes: ["InvalidUserGroupState"],
    when: (asked) => {
      const view = viewOfGroup(asked.before, asked.input.UserGroupId);
      const isUnclear = view?.Status === "active" || breaksMore(asked, keysOf(view?.UserIds));
      return isMoving(asked) && (isUnclear ? "unknown" : "may");
    },
  },
  {
    kind: "wording",
    id: "modify-user-group/while-changing-text",
    level: "should",
    meanwhile: true,
    clause: observed(
      ["F179"],
      "hashicorp/terraform-provider-aws#37911",
      "User group <id> has status modifying. Only active user groups can be modified.",
    ),
    grounds: ["modify-user-group/while-changing"],
    says: /has status (?:modifying|creating)/i,
  },
];
