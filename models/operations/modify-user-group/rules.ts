import {
  areSettled,
  canBeOf,
  haveOneName,
  isPlainId,
  isRedis,
  keysOf,
  lacksDefault,
  membersAfter,
  membersOf,
  settledGroup,
  usersBehind,
  isMovingGroup,
} from "../../belief/membership.ts";
import { believed, believedGroup, viewOfGroup } from "../../belief/state.ts";
import type { User } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import { type Asked, documented, inferred, observed, type Rule } from "../../rules/rule.ts";

type Modify = Asked<"ModifyUserGroup">;

const model = "API model 2015-02-02, botocore elasticache service-2.json";
const xml = "hashicorp/terraform-provider-aws#28688, debug log of a ModifyUserGroup answer";

const isKnown = ({ before, input }: Modify): boolean =>
  believedGroup(before, input.UserGroupId).kind === "present";

const current = ({ before, input }: Modify): readonly string[] | undefined =>
  membersOf(before, input.UserGroupId);

/** Whom the group would have; nothing where that is not known. */
const resulting = (asked: Modify): readonly string[] | undefined => {
  const members = current(asked);
  const { UserIdsToAdd, UserIdsToRemove } = asked.input;
  return members === undefined ? undefined : membersAfter(members, UserIdsToAdd, UserIdsToRemove);
};

/** True where each user that the group would have is known to be there. */
const knowsResult = (asked: Modify): boolean =>
  (resulting(asked) ?? ["?"]).every((id) => believed(asked.before, id).kind === "present");

const resultingUsers = (asked: Modify): readonly User[] =>
  usersBehind(asked.before, resulting(asked) ?? []);

const isOfEngine = (asked: Modify, fits: (engine: string | undefined) => boolean): boolean =>
  isKnown(asked) && fits(viewOfGroup(asked.before, asked.input.UserGroupId)?.Engine);

const adds = ({ input }: Modify): readonly string[] => keysOf(input.UserIdsToAdd);
const removes = ({ input }: Modify): readonly string[] => keysOf(input.UserIdsToRemove);

const removesStranger = (asked: Modify): boolean => {
  const members = current(asked);
  return (
    isKnown(asked) && members !== undefined && removes(asked).some((id) => !members.includes(id))
  );
};

const addsUnknown = (asked: Modify): boolean =>
  adds(asked).some((id) => isPlainId(id) && believed(asked.before, id).kind === "absent");

/** A group that is changing may still have whom it is about to lose, and not yet whom it will have. */
const isMoving = ({ before, input }: Modify): boolean => isMovingGroup(before, input.UserGroupId);
const whileMoving = { optional: isMoving, perhaps: isMoving };

/** True of a change that would also leave two users of one name, or no default user: which error comes first, no fact says (F058). */
const breaksMore = (asked: Modify, members: readonly string[] = current(asked) ?? []): boolean => {
  const { UserIdsToAdd, UserIdsToRemove } = asked.input;
  const left = usersBehind(asked.before, membersAfter(members, UserIdsToAdd, UserIdsToRemove));
  return (
    haveOneName(left) ||
    (isOfEngine(asked, isRedis) && removes(asked).length > 0 && lacksDefault(left))
  );
};

const grounds: readonly Rule<"ModifyUserGroup">[] = [
  {
    kind: "ground",
    id: "modify-user-group/id-missing",
    level: "must",
    clause: documented(["F025"], model, "ModifyUserGroup required: UserGroupId"),
    codes: "any",
    when: ({ input }) => input.UserGroupId === undefined || input.UserGroupId === "",
  },
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
    perhaps: (asked) => addsUnknown(asked) || haveOneName(usersBehind(asked.before, adds(asked))),
    when: ({ before, input }) =>
      believedGroup(before, input.UserGroupId).kind === "absent" &&
      /^[a-z][a-z0-9-]*$/i.test(input.UserGroupId ?? ""),
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
    perhaps: breaksMore,
    when: (asked) => isKnown(asked) && addsUnknown(asked),
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
    ...whileMoving,
    when: (asked) =>
      isKnown(asked) &&
      !removesStranger(asked) &&
      adds(asked).length > 0 &&
      haveOneName(resultingUsers(asked)),
  },
  {
    kind: "ground",
    id: "modify-user-group/default-user-required",
    level: "should",
    clause: inferred(
      ["F022", "F171"],
      "API_ModifyUserGroup",
      "DefaultUserRequired is declared: what no redis group can be made without, none can lose",
    ),
    codes: ["DefaultUserRequired"],
    ...whileMoving,
    when: (asked) =>
      isOfEngine(asked, isRedis) &&
      asked.input.Engine === undefined &&
      !removesStranger(asked) &&
      !addsUnknown(asked) &&
      removes(asked).length > 0 &&
      knowsResult(asked) &&
      !lacksDefault(usersBehind(asked.before, current(asked) ?? [])) &&
      lacksDefault(resultingUsers(asked)),
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
    optional: isMoving,
    perhaps: (asked) => isMoving(asked) || breaksMore(asked),
    when: (asked) =>
      removesStranger(asked) &&
      removes(asked).every((id) => believed(asked.before, id).kind === "present"),
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
    optional: () => true,
    perhaps: (asked) => {
      const view = viewOfGroup(asked.before, asked.input.UserGroupId);
      return view?.Status === "active" || breaksMore(asked, keysOf(view?.UserIds));
    },
    when: ({ before, input }) => isMovingGroup(before, input.UserGroupId),
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

/** True of a change of members that is right in every way, on a group at rest with users at rest. */
const isPlainChange = (asked: Modify): boolean =>
  settledGroup(asked.before, asked.input.UserGroupId) !== undefined &&
  asked.input.Engine === undefined &&
  isOfEngine(asked, isRedis) &&
  areSettled(asked.before, [...(current(asked) ?? ["?"]), ...adds(asked)]) &&
  !adds(asked).some((id) => current(asked)?.includes(id)) &&
  usersBehind(asked.before, adds(asked)).every(({ Engine }) => isRedis(Engine));

const allowances: readonly Rule<"ModifyUserGroup">[] = [
  {
    kind: "allowance",
    id: "modify-user-group/accepts-adding",
    level: "must",
    clause: observed(
      ["F381"],
      "aws-controllers-k8s/elasticache-controller e2e test_usergroup.py",
      "adding a second member gives UserIds of 2",
    ),
    when: (asked) => isPlainChange(asked) && adds(asked).length > 0 && removes(asked).length === 0,
  },
  {
    kind: "allowance",
    id: "modify-user-group/accepts-removing",
    level: "must",
    clause: observed(
      ["F381"],
      "aws-controllers-k8s/elasticache-controller e2e test_usergroup.py",
      "adding and removing a second member gives UserIds of 2, then 1",
    ),
    when: (asked) => isPlainChange(asked) && adds(asked).length === 0 && removes(asked).length > 0,
  },
  {
    kind: "allowance",
    id: "modify-user-group/accepts-swap-of-default-users",
    level: "should",
    clause: documented(
      ["F181"],
      "Role-Based Access Control (RBAC), 2023",
      "Add the new default user and remove `default` in one call",
    ),
    when: (asked) =>
      isPlainChange(asked) &&
      [adds(asked), removes(asked)].every((ids) =>
        usersBehind(asked.before, ids).some(({ UserName }) => UserName === "default"),
      ),
  },
  {
    kind: "allowance",
    id: "modify-user-group/accepts-engine-change",
    level: "should",
    clause: observed(
      ["F182"],
      "hashicorp/terraform-provider-aws TestAccElastiCacheUserGroup_update",
      "Engine redis → valkey → redis in place; the members change engine first",
    ),
    when: (asked) => {
      const group = settledGroup(asked.before, asked.input.UserGroupId);
      const members = current(asked);
      return (
        asked.input.Engine !== undefined &&
        asked.input.Engine !== group?.Engine &&
        adds(asked).length + removes(asked).length === 0 &&
        group !== undefined &&
        members !== undefined &&
        areSettled(asked.before, members) &&
        canBeOf(asked.input.Engine, usersBehind(asked.before, members))
      );
    },
  },
];

const isModifying = ({ output }: { readonly output: { readonly Status?: string } }): boolean =>
  output.Status === "modifying";

/** True of a change that is one: of what asks for what is there already, no fact says what is answered. */
const changesSomething = (asked: Modify): boolean => {
  const members = current(asked);
  const { Engine } = asked.input;
  return (
    isKnown(asked) &&
    (removes(asked).length > 0 ||
      adds(asked).some((id) => members?.includes(id) === false) ||
      (isSwitch(Engine) && !isOfEngine(asked, (engine) => engine === Engine)))
  );
};

/** An engine that a group can go over to (F182). */
const isSwitch = (engine: string | undefined): boolean => engine === "redis" || engine === "valkey";

const guarantees: readonly Rule<"ModifyUserGroup">[] = [
  {
    kind: "guarantee",
    id: "modify-user-group/status-modifying",
    isLook: true,
    level: "should",
    clause: observed(["F178"], xml, "<Status>modifying</Status>"),
    when: changesSomething,
    expected: () => "modifying",
    actual: ({ output }) => output.Status,
  },
  {
    kind: "guarantee",
    id: "modify-user-group/old-user-ids-meanwhile",
    level: "should",
    clause: observed(["F178"], xml, "UserIds are still the OLD list while the group is modifying"),
    when: (accepted) =>
      isModifying(accepted) &&
      settledGroup(accepted.before, accepted.input.UserGroupId) !== undefined &&
      current(accepted) !== undefined,
    expected: (accepted) => (current(accepted) ?? []).toSorted(),
    actual: ({ output }) => keysOf(output.UserIds).toSorted(),
  },
  {
    kind: "guarantee",
    id: "modify-user-group/pending-changes",
    level: "should",
    clause: observed(
      ["F178"],
      xml,
      "<PendingChanges>…<UserIdsToAdd><member>one</member></UserIdsToAdd></PendingChanges>",
    ),
    when: (accepted) =>
      isModifying(accepted) &&
      settledGroup(accepted.before, accepted.input.UserGroupId) !== undefined &&
      !adds(accepted).some((id) => current(accepted)?.includes(id)),
    expected: (accepted) => [adds(accepted).toSorted(), removes(accepted).toSorted()],
    actual: ({ output }) => [
      keysOf(output.PendingChanges?.UserIdsToAdd).toSorted(),
      keysOf(output.PendingChanges?.UserIdsToRemove).toSorted(),
    ],
  },
  {
    kind: "guarantee",
    id: "modify-user-group/engine",
    level: "must",
    clause: documented(["F007"], model, "Engine"),
    when: ({ before, input }) =>
      input.Engine === undefined && viewOfGroup(before, input.UserGroupId)?.Engine !== undefined,
    expected: ({ before, input }) => keyOf(viewOfGroup(before, input.UserGroupId)?.Engine),
    actual: ({ output }) => output.Engine,
  },
];

/** What ModifyUserGroup takes, refuses and answers, apart from the shape of groups. */
export const modifyUserGroupRules: readonly Rule<"ModifyUserGroup">[] = [
  ...grounds,
  ...allowances,
  ...guarantees,
];
