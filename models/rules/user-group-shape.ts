import { isRedis, membersOf, usersBehind } from "../belief/membership.ts";
import { believed, believedGroup, type State } from "../belief/state.ts";
import type { UserGroup } from "../contract/contract.ts";
import { userGroup } from "../contract/members.ts";
import { keyOf } from "../contract/resource.ts";
import { namesIn } from "../contract/shape.ts";
import { arnWanted } from "./arn.ts";
import { ensure, equal, equalIfShown, none, noneTwice, oneOf } from "./check.ts";
import { documented, observed, type Rule } from "./rule.ts";
import { type Claim, claimsOnAnswer, claimsOnList } from "./shape.ts";

type Writer = "CreateUserGroup" | "ModifyUserGroup" | "DeleteUserGroup";

/** Members that no published answer lacks; the others may be left out where there is nothing to say (F303). */
const constant = namesIn(userGroup).filter((name) =>
  ["UserGroupId", "Status", "Engine", "UserIds", "ARN"].includes(name),
);

const statuses = ["creating", "active", "modifying", "deleting"];

/** The versions that the users of a redis group need, where it and they are as they were made; nothing where one is not known. */
function versionsIn(before: State, group: UserGroup): readonly string[] | undefined {
  const members = membersOf(before, group.UserGroupId);
  const made = believedGroup(before, group.UserGroupId);
  if (members === undefined || group.Status !== "active" || !isRedis(group.Engine))
    return undefined;
  if (made.kind !== "present" || made.lastWrite !== "CreateUserGroup" || made.isRemade === true)
    return undefined;
  const isAsMade = members.every((id) => {
    const belief = believed(before, id);
    return belief.kind === "present" && belief.lastWrite !== "ModifyUser" && !belief.isRemade;
  });
  const versions = usersBehind(before, members).flatMap(({ MinimumEngineVersion }) =>
    MinimumEngineVersion === undefined ? [] : [MinimumEngineVersion],
  );
  return isAsMade && versions.length > 0 && versions.length === members.length
    ? versions
    : undefined;
}

const highest = (versions: readonly string[]): string =>
  versions.reduce((one, other) =>
    one.localeCompare(other, "en", { numeric: true }) < 0 ? other : one,
  );

/** What holds for a group in whichever answer it stands. */
const claims: readonly Claim<UserGroup>[] = [
  {
    ids: [
      "create-user-group/members",
      "modify-user-group/members",
      "delete-user-group/members",
      "describe-user-groups/members",
    ],
    level: "must",
    clause: documented(
      ["F007"],
      "API model, UserGroup; AWS CLI examples",
      "UserGroupId, Status, Engine, UserIds, …, ARN",
    ),
    check: ({ view }) => {
      const missing = constant.filter((name) => name !== "UserIds" && view[name] === undefined);
      return ensure(missing.length === 0, "its members", `all but ${missing.join(", ")}`);
    },
  },
  {
    ids: [
      "create-user-group/arn",
      "modify-user-group/arn",
      "delete-user-group/arn",
      "describe-user-groups/arn",
    ],
    level: "must",
    clause: observed(
      ["F185"],
      "hashicorp/terraform-provider-aws#28688, debug log",
      "arn:aws:elasticache:<region>:<acct>:usergroup:<id>",
    ),
    check: ({ view, id }, before) =>
      equalIfShown(arnWanted(before, "usergroup", id, view.ARN), view.ARN),
  },
  {
    ids: [
      "create-user-group/id-in-lower-case",
      "modify-user-group/id-in-lower-case",
      "delete-user-group/id-in-lower-case",
      "describe-user-groups/id-in-lower-case",
    ],
    level: "must",
    clause: documented(
      ["F033"],
      "API model, UserGroupId; hashicorp/terraform-provider-aws#47705",
      "stored as a lowercase string",
    ),
    check: ({ id, view }) => equal(keyOf(id), view.UserGroupId),
  },
  {
    ids: [
      "create-user-group/user-ids-in-lower-case",
      "modify-user-group/user-ids-in-lower-case",
      "delete-user-group/user-ids-in-lower-case",
      "describe-user-groups/user-ids-in-lower-case",
    ],
    level: "must",
    clause: observed(
      ["F035"],
      "go-to-k/cdk-real-drift noise.ts",
      "reads back the lowercase stored form on the association echo",
    ),
    check: ({ view: { UserIds = [] } }) =>
      UserIds.length === 0
        ? "silent"
        : none(
            "user ids in lower case",
            UserIds.filter((id) => id !== keyOf(id)),
          ),
  },
  {
    ids: [
      "create-user-group/users-once",
      "modify-user-group/users-once",
      "delete-user-group/users-once",
      "describe-user-groups/users-once",
    ],
    level: "must",
    clause: documented(
      ["F007", "F186"],
      "API model, UserGroup.UserIds",
      "The list of user IDs that belong to the user group: each of them once",
    ),
    check: ({ view: { UserIds = [] } }) => noneTwice(UserIds),
  },
  {
    ids: ["describe-user-groups/pending-changes-end"],
    level: "should",
    clause: observed(
      ["F178"],
      "hashicorp/terraform-provider-aws#28688, debug log",
      "UserIds are still the old list while the group is modifying, the changes stand in PendingChanges",
    ),
    check: ({ view: { Status, PendingChanges } }) =>
      Status === "active"
        ? none("nothing pending", [
            ...(PendingChanges?.UserIdsToAdd ?? []),
            ...(PendingChanges?.UserIdsToRemove ?? []),
          ])
        : "silent",
  },
  {
    ids: [
      "create-user-group/status-is-known",
      "modify-user-group/status-is-known",
      "delete-user-group/status-is-known",
      "describe-user-groups/status-is-known",
    ],
    level: "should",
    clause: documented(
      ["F392"],
      "API model, UserGroup.Status",
      "creating, active, modifying, deleting",
    ),
    check: ({ view: { Status } }) => oneOf(statuses, Status),
  },
  {
    ids: ["describe-user-groups/minimum-engine-version"],
    level: "should",
    clause: documented(
      ["F045c"],
      "AWS Database blog 2022-11-29; hashicorp/terraform-provider-aws#28688",
      "A group's MinimumEngineVersion rises to its members' maximum",
    ),
    check: ({ view }, before) => {
      const versions = versionsIn(before, view);
      return versions === undefined
        ? "silent"
        : equal(highest(versions), view.MinimumEngineVersion);
    },
  },
];

/** The claims about groups, held against what a write answers. */
export const shapeOfAnsweredGroup = <K extends Writer>(prefix: string): readonly Rule<K>[] =>
  claimsOnAnswer<K, UserGroup>(
    prefix,
    claims,
    (output) => output,
    (input) => input.UserGroupId,
  );

/** The same claims, held against each group of a list that belongs to us. */
export const shapeOfListedGroups = claimsOnList<"DescribeUserGroups", UserGroup>(
  "describe-user-groups",
  "usergroup",
  claims,
  (before, { UserGroups = [] }) =>
    UserGroups.filter(({ UserGroupId }) => before.groups.has(keyOf(UserGroupId))).map((view) => ({
      view,
      id: view.UserGroupId,
    })),
);
