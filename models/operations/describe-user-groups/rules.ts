import { isDeleted, keysOf, membersOf, withoutParting } from "../../belief/membership.ts";
import { believed, believedGroup, type State } from "../../belief/state.ts";
import type { UserGroup, Input, Output } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import {
  lawsOf,
  readAgain,
  readOtherwise,
  refusedBy,
  unmovedByOthers,
  writtenBy,
} from "../../rules/laws.ts";
import { type Accepted, documented, inferred, observed, type Rule } from "../../rules/rule.ts";

type Described = Accepted<"DescribeUserGroups">;

const model = "API model 2015-02-02, botocore elasticache service-2.json";
const paginators = "botocore paginators-1.json";

const isWholeList = ({ UserGroupId }: Input<"DescribeUserGroups">): boolean =>
  UserGroupId === undefined;

export const isGroupLookup = ({
  UserGroupId,
  MaxRecords,
  Marker,
}: Input<"DescribeUserGroups">): boolean =>
  UserGroupId !== undefined && MaxRecords === undefined && Marker === undefined;

const listed = ({ UserGroups = [] }: Output<"DescribeUserGroups">): readonly UserGroup[] =>
  UserGroups;

const idsOf = (output: Output<"DescribeUserGroups">): readonly string[] =>
  listed(output).map(({ UserGroupId }) => keyOf(UserGroupId));

/** An empty Marker element counts as absent (F154). */
export const groupMarkerOf = ({ Marker = "" }: Output<"DescribeUserGroups">): string | undefined =>
  Marker === "" ? undefined : Marker;

export const presentGroupIds = ({ groups }: State): readonly string[] =>
  [...groups].filter(([, { kind }]) => kind === "present").map(([key]) => key);

const walkOf = ({ before, input }: Described) => {
  const walk = before.walks.DescribeUserGroups;
  return input.Marker !== undefined && input.Marker === walk?.next ? walk : undefined;
};

const isContinuing = (described: Described): boolean =>
  isWholeList(described.input) &&
  (described.input.Marker === undefined || walkOf(described) !== undefined);

const isLast = (described: Described): boolean =>
  isContinuing(described) && groupMarkerOf(described.output) === undefined;

const seenSoFar = (described: Described): readonly string[] => [
  ...(walkOf(described)?.seen ?? []),
  ...idsOf(described.output),
];

/** True where groups came or went since the list was begun. */
const isDisturbed = (described: Described): boolean => walkOf(described)?.isDisturbed === true;

const listedTwice = (described: Described): string => {
  const ids = seenSoFar(described);
  return ids.find((id, index) => ids.indexOf(id) !== index) ?? "none twice";
};

const leftOut = (described: Described): string => {
  const seen = seenSoFar(described);
  const there = walkOf(described)?.there;
  const missing = presentGroupIds(described.before).filter(
    (id) => !seen.includes(id) && (there?.includes(id) ?? true),
  );
  return missing.length === 0 ? "no group left out" : `without ${missing.join(", ")}`;
};

/** A page of a list that began before something came or went: whether it shows what was there then, no fact says. */
const isOldPage = (described: Described): boolean =>
  described.input.Marker !== undefined && isDisturbed(described);

const because = (described: Described, why: "refused" | "deleted"): readonly string[] =>
  [...described.before.groups]
    .filter(([, belief]) => belief.kind === "absent" && belief.because === why)
    .map(([key]) => key);

const grounds: readonly Rule<"DescribeUserGroups">[] = [
  {
    kind: "ground",
    id: "describe-user-groups/unknown-group",
    level: "must",
    clause: documented(
      ["F020"],
      "API_DescribeUserGroups",
      "UserGroupNotFound: The user group was not found or does not exist.",
    ),
    codes: ["UserGroupNotFound"],
    when: (asked) => isGroupLookup(asked.input) && isAbsent(asked, "unheard-of", "refused"),
  },
  {
    kind: "ground",
    id: "describe-user-groups/bad-tags-left-nothing",
    level: "should",
    clause: documented(
      ["F075", "F020"],
      "Tagging your ElastiCache resources, Amazon ElastiCache User Guide",
      "If tags cannot be applied during resource creation, we roll back the resource creation process.",
    ),
    codes: ["UserGroupNotFound"],
    when: (asked) => isGroupLookup(asked.input) && isAbsent(asked, "badly-tagged"),
  },
  {
    kind: "ground",
    id: "describe-user-groups/deleted-group-is-gone",
    level: "must",
    clause: documented(
      ["F020", "F183"],
      "API_DescribeUserGroups",
      "UserGroupNotFound: The user group was not found or does not exist.",
    ),
    codes: ["UserGroupNotFound"],
    when: (asked) => isGroupLookup(asked.input) && isAbsent(asked, "deleted"),
  },
  {
    kind: "ground",
    id: "describe-user-groups/settles-after-delete",
    level: "must",
    clause: documented(
      ["F020", "F183"],
      "API_DeleteUserGroup",
      "Status is deleting, and at last there is no such group",
    ),
    codes: ["UserGroupNotFound"],
    optional: ({ overdue }) => !overdue,
    when: ({ before, input }) =>
      isGroupLookup(input) && believedGroup(before, input.UserGroupId).kind === "leaving",
  },
];

const isAbsent = (
  { before, input }: Pick<Described, "before" | "input">,
  ...reasons: readonly string[]
): boolean => {
  const belief = believedGroup(before, input.UserGroupId);
  return (
    belief.kind === "absent" &&
    reasons.includes(belief.because) &&
    /^[a-z][a-z0-9-]*$/.test(input.UserGroupId ?? "")
  );
};

const lists: readonly Rule<"DescribeUserGroups">[] = [
  {
    kind: "guarantee",
    id: "describe-user-groups/one-group-by-id",
    level: "must",
    clause: documented(["F028", "F033"], model, "UserGroupId: the ID of the user group"),
    when: ({ before, input }) =>
      isGroupLookup(input) &&
      input.UserGroupId === keyOf(input.UserGroupId) &&
      ["present", "leaving"].includes(believedGroup(before, input.UserGroupId).kind),
    expected: ({ input }) => [keyOf(input.UserGroupId)],
    actual: ({ output }) => idsOf(output),
  },
  {
    kind: "guarantee",
    id: "describe-user-groups/lists-all",
    level: "must",
    clause: documented(["F028"], paginators, "DescribeUserGroups result_key: UserGroups"),
    when: (described) => isLast(described) && described.input.Marker === undefined,
    expected: () => "no group left out",
    actual: (described) => leftOut(described),
  },
  {
    kind: "guarantee",
    id: "describe-user-groups/pages-leave-none-out",
    level: "must",
    clause: documented(
      ["F028"],
      paginators,
      "input_token Marker, output_token Marker, result_key UserGroups",
    ),
    when: (described) =>
      isLast(described) && described.input.Marker !== undefined && !isDisturbed(described),
    expected: () => "no group left out",
    actual: (described) => leftOut(described),
  },
  {
    kind: "guarantee",
    id: "describe-user-groups/lists-none-twice",
    level: "must",
    clause: documented(["F028"], paginators, "DescribeUserGroups result_key: UserGroups"),
    when: (described) => isContinuing(described) && !isDisturbed(described),
    expected: () => "none twice",
    actual: (described) => listedTwice(described),
  },
  {
    kind: "guarantee",
    id: "describe-user-groups/pages-hold-while-others-change",
    level: "should",
    clause: inferred(
      ["F028"],
      paginators,
      "input_token Marker: groups that come and go meanwhile do not change the pages for the others",
    ),
    when: (described) => isContinuing(described) && isDisturbed(described),
    expected: () => ["none twice", "no group left out"],
    actual: (described) => [
      listedTwice(described),
      isLast(described) ? leftOut(described) : "no group left out",
    ],
  },
  {
    kind: "guarantee",
    id: "describe-user-groups/lists-none-that-is-gone",
    level: "must",
    clause: documented(
      ["F020", "F183"],
      "API_DescribeUserGroups",
      "A group that was deleted and is UserGroupNotFound is not listed",
    ),
    when: (described) =>
      isContinuing(described) && !isOldPage(described) && because(described, "deleted").length > 0,
    expected: () => "none that is gone",
    actual: (described) =>
      idsOf(described.output).find((id) => because(described, "deleted").includes(id)) ??
      "none that is gone",
  },
  {
    kind: "guarantee",
    id: "describe-user-groups/lists-none-that-was-refused",
    level: "must",
    clause: documented(
      ["F020", "F021"],
      "API_CreateUserGroup",
      "A group whose creation was refused is not there",
    ),
    when: (described) => isContinuing(described) && because(described, "refused").length > 0,
    expected: () => "none that was refused",
    actual: (described) =>
      idsOf(described.output).find((id) => because(described, "refused").includes(id)) ??
      "none that was refused",
  },
  {
    kind: "guarantee",
    id: "describe-user-groups/lists-none-of-other-places",
    level: "must",
    clause: observed(
      ["F185"],
      "hashicorp/terraform-provider-aws#28688, debug log",
      "arn:aws:elasticache:<region>:<acct>:usergroup:<id>: a group is of one region and one account",
    ),
    when: ({ before, input }) => isWholeList(input) && before.groupsElsewhere.size > 0,
    expected: () => "none of another region or account",
    actual: ({ before, output }) =>
      idsOf(output).find((id) => before.groupsElsewhere.has(id)) ??
      "none of another region or account",
  },
  {
    kind: "guarantee",
    id: "describe-user-groups/page-size",
    level: "should",
    clause: documented(["F028"], paginators, "DescribeUserGroups limit_key: MaxRecords"),
    // Of pages of less than 20 no fact says whether they are taken as 20 (F370, F372).
    when: ({ input }) => input.MaxRecords !== undefined && input.MaxRecords >= 20,
    expected: ({ input }) => `at most ${input.MaxRecords} groups`,
    actual: ({ input, output }) =>
      listed(output).length <= (input.MaxRecords ?? 0)
        ? `at most ${input.MaxRecords} groups`
        : `${listed(output).length} groups`,
  },
  {
    kind: "guarantee",
    id: "describe-user-groups/pages-end",
    level: "must",
    clause: documented(["F028"], paginators, "more pages are to come while there is a Marker"),
    when: (described) => isWholeList(described.input) && (described.overdue || isLast(described)),
    expected: () => "a page without Marker",
    actual: ({ output }) => groupMarkerOf(output) ?? "a page without Marker",
  },
];

/** Each active group of ours that is listed, where a reason fits: whom it must have, and whom it has. */
const memberships = (
  { before, output }: Described,
  fits: (belief: Extract<ReturnType<typeof believedGroup>, { kind: "present" }>) => boolean,
) =>
  listed(output).flatMap(({ UserGroupId, Status, UserIds }) => {
    const belief = believedGroup(before, UserGroupId);
    const members = membersOf(before, UserGroupId);
    if (belief.kind !== "present" || Status !== "active" || members === undefined) return [];
    if (!fits(belief)) return [];
    return [
      {
        id: keyOf(UserGroupId),
        expected: withoutParting(before, members).toSorted(),
        actual: withoutParting(before, keysOf(UserIds)).toSorted(),
      },
    ];
  });

const hasMembers = (
  id: `describe-user-groups/${string}`,
  clause: Rule["clause"],
  fits: Parameters<typeof memberships>[1],
): Rule<"DescribeUserGroups"> => ({
  kind: "guarantee",
  id,
  level: "must",
  clause,
  when: (described) => memberships(described, fits).length > 0,
  expected: (described) => memberships(described, fits).map((group) => [group.id, group.expected]),
  actual: (described) => memberships(described, fits).map((group) => [group.id, group.actual]),
});

/** The members of groups that are gone, as each group shows them. */
const goneMembers = ({ before, output }: Described) =>
  listed(output)
    .filter(
      ({ UserGroupId, Status }) => Status === "active" && before.groups.has(keyOf(UserGroupId)),
    )
    .flatMap(({ UserGroupId, UserIds }) => {
      const gone = (membersOf(before, UserGroupId) ?? []).filter((id) =>
        isDeleted(believed(before, id)),
      );
      const left = gone.filter((id) => keysOf(UserIds).includes(id));
      return gone.length === 0 ? [] : [{ id: keyOf(UserGroupId), left }];
    });

/** Where a group and an active user both were shown since anything touched membership: what each says of the other. */
const sides = ({ before, output }: Described) =>
  listed(output)
    .filter(
      ({ UserGroupId, Status }) => Status === "active" && before.groups.has(keyOf(UserGroupId)),
    )
    .flatMap(({ UserGroupId, UserIds }) =>
      [...before.groupsSeen]
        .filter(([user]) => before.everGrouped.has(user))
        .map(([user, groups]) => ({
          pair: [user, keyOf(UserGroupId)],
          byUser: groups.includes(keyOf(UserGroupId)),
          byGroup: keysOf(UserIds).includes(user),
        })),
    );

const membership: readonly Rule<"DescribeUserGroups">[] = [
  hasMembers(
    "describe-user-groups/members-after-create",
    observed(
      ["F381"],
      "aws-controllers-k8s/elasticache-controller e2e test_usergroup.py",
      "Redis group with UserIds [`default`] works",
    ),
    ({ lastWrite, since }) => lastWrite === "CreateUserGroup" && since.refused.length === 0,
  ),
  hasMembers(
    "describe-user-groups/members-after-modify",
    observed(
      ["F178", "F381"],
      "aws-controllers-k8s e2e test_usergroup.py; Rule of F178",
      "Must: members right once active",
    ),
    ({ lastWrite, since }) => lastWrite === "ModifyUserGroup" && since.refused.length === 0,
  ),
  hasMembers(
    "describe-user-groups/members-after-refused-modify",
    observed(
      ["F180"],
      "hashicorp/terraform-provider-aws#49945, #49948",
      "the WHOLE request is rejected, additions included",
    ),
    ({ since }) =>
      since.written === undefined &&
      since.refused.every((name) => name === "ModifyUserGroup") &&
      since.refused.length > 0,
  ),
  {
    kind: "guarantee",
    id: "describe-user-groups/without-deleted-users",
    // That it is taken out is sure; how soon, no fact says (T10).
    level: "should",
    clause: documented(
      ["F136", "F385"],
      "API_DeleteUser; hashicorp/terraform-provider-aws#49948",
      "The user will be removed from all user groups",
    ),
    when: (described) => goneMembers(described).length > 0,
    expected: (described) => goneMembers(described).map(({ id }) => [id, []]),
    actual: (described) => goneMembers(described).map(({ id, left }) => [id, left]),
  },
  {
    kind: "guarantee",
    id: "describe-user-groups/members-agree-with-users",
    // Both sides must agree (F186); how soon, no fact says.
    level: "should",
    clause: documented(
      ["F186"],
      "AWS CLI describe-users",
      "UserGroupIds of a user lists the groups it belongs to",
    ),
    when: (described) => sides(described).length > 0,
    expected: (described) => sides(described).map(({ pair, byUser }) => [...pair, byUser]),
    actual: (described) => sides(described).map(({ pair, byGroup }) => [...pair, byGroup]),
  },
];

const settling = (
  { before, input, output, overdue }: Described,
  operation: "CreateUserGroup" | "ModifyUserGroup",
): string | undefined => {
  const belief = believedGroup(before, input.UserGroupId);
  if (!isGroupLookup(input) || belief.kind !== "present" || belief.lastWrite !== operation)
    return undefined;
  const status = listed(output)[0]?.Status;
  return status === "active" || overdue ? (status ?? "no status") : undefined;
};

const lifeCycle: readonly Rule<"DescribeUserGroups">[] = [
  {
    kind: "guarantee",
    id: "describe-user-groups/engine-after-modify",
    level: "should",
    clause: observed(
      ["F182"],
      "hashicorp/terraform-provider-aws TestAccElastiCacheUserGroup_update",
      "Engine redis → valkey → redis in place",
    ),
    when: (described) => changedEngines(described).length > 0,
    expected: (described) => changedEngines(described).map(({ id, asked }) => [id, asked]),
    actual: (described) => changedEngines(described).map(({ id, has }) => [id, has]),
  },
  {
    kind: "guarantee",
    id: "describe-user-groups/settles-after-create",
    level: "must",
    clause: documented(["F170"], "AWS CLI; Rule of F170", "Must: becomes active."),
    when: (described) => settling(described, "CreateUserGroup") !== undefined,
    expected: () => "active",
    actual: (described) => settling(described, "CreateUserGroup"),
  },
  {
    kind: "guarantee",
    id: "describe-user-groups/settles-after-modify",
    level: "must",
    clause: observed(
      ["F178"],
      "hashicorp/terraform-provider-aws#28688; Rule of F178",
      "Must: members right once active.",
    ),
    when: (described) => settling(described, "ModifyUserGroup") !== undefined,
    expected: () => "active",
    actual: (described) => settling(described, "ModifyUserGroup"),
  },
  {
    kind: "guarantee",
    id: "describe-user-groups/deleting",
    level: "should",
    meanwhile: true,
    clause: documented(["F183", "F392"], "AWS CLI delete-user-group", '"Status": "deleting"'),
    when: ({ before, output }) =>
      idsOf(output).some((id) => believedGroup(before, id).kind === "leaving"),
    expected: () => "deleting",
    actual: ({ before, output }) =>
      listed(output).find(
        ({ UserGroupId, Status }) =>
          believedGroup(before, UserGroupId).kind === "leaving" && Status !== "deleting",
      )?.Status ?? "deleting",
  },
];

const shows = lawsOf<"DescribeUserGroups", UserGroup>({
  listed,
  idOf: ({ UserGroupId }) => UserGroupId,
  isLookup: ({ UserGroupId }) => UserGroupId !== undefined,
  beliefs: ({ groups }) => groups,
  // Whom it has, and how far it is, change by themselves.
  likeness: ({ Engine, ARN }) => ({
    ...(Engine === undefined ? {} : { Engine }),
    ...(ARN === undefined ? {} : { ARN }),
  }),
});

const sameAsAnswered = (sentence: string): Rule["clause"] =>
  documented(["F007", "F020"], "API_DescribeUserGroups", sentence);

/** Each group that was asked to change its engine and is active now: the engine asked for, and the one it has. */
const changedEngines = ({ before, output }: Described) =>
  listed(output).flatMap(({ UserGroupId, Status, Engine }) => {
    const asked = before.enginesAsked.get(keyOf(UserGroupId));
    const isKnown = believedGroup(before, UserGroupId).kind === "present";
    return asked === undefined || Status !== "active" || !isKnown
      ? []
      : [{ id: keyOf(UserGroupId), asked, has: Engine }];
  });

const laws: readonly Rule<"DescribeUserGroups">[] = [
  shows(
    "describe-user-groups/shows-what-create-answered",
    sameAsAnswered("The group that CreateUserGroup answered"),
    "must",
    writtenBy("CreateUserGroup"),
  ),
  shows(
    "describe-user-groups/shows-what-modify-answered",
    sameAsAnswered("The group that ModifyUserGroup answered"),
    "must",
    writtenBy("ModifyUserGroup"),
  ),
  shows(
    "describe-user-groups/unchanged-by-refused-create",
    documented(
      ["F021"],
      "API_CreateUserGroup",
      "UserGroupAlreadyExists: the group that has the id stays as it was",
    ),
    "must",
    refusedBy("CreateUserGroup"),
  ),
  shows(
    "describe-user-groups/unchanged-by-refused-modify",
    observed(
      ["F180"],
      "hashicorp/terraform-provider-aws#49945, #49948",
      "the WHOLE request is rejected",
    ),
    "must",
    refusedBy("ModifyUserGroup"),
  ),
  shows(
    "describe-user-groups/unchanged-by-reading",
    sameAsAnswered("Two reads with no write between them show the same group"),
    "must",
    readAgain,
  ),
  shows(
    "describe-user-groups/list-agrees-with-lookup",
    sameAsAnswered("The list holds the groups that lookups by id show"),
    "must",
    readOtherwise,
  ),
  shows(
    "describe-user-groups/unchanged-by-other-groups",
    sameAsAnswered("A write to one group says nothing of another"),
    "must",
    unmovedByOthers,
  ),
];

const allowances: readonly Rule<"DescribeUserGroups">[] = [
  {
    kind: "allowance",
    id: "describe-user-groups/accepts-100-records",
    level: "should",
    clause: inferred(["F158"], "ekristen/aws-nuke, DescribeUsers", "MaxRecords: aws.Int64(100)"),
    when: ({ input }) =>
      input.MaxRecords === 100 && input.Marker === undefined && isWholeList(input),
  },
];

/** What DescribeUserGroups shows of groups, lists and pages, and how it agrees with the writes and with DescribeUsers. */
export const describeUserGroupsRules: readonly Rule<"DescribeUserGroups">[] = [
  ...grounds,
  ...allowances,
  ...lists,
  ...membership,
  ...lifeCycle,
  ...laws,
];
