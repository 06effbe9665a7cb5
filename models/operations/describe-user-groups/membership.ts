import { type Believed } from "../../belief/believed.ts";
import { isDeleted, keysOf, membersOf, withoutParting } from "../../belief/membership.ts";
import { believed, believedGroup } from "../../belief/state.ts";
import type { UserGroup } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import { each, type Pair } from "../../rules/check.ts";
import { type Accepted, documented, observed, type Rule } from "../../rules/rule.ts";

type Described = Accepted<"DescribeUserGroups">;
type Present = Extract<Believed<UserGroup>, { readonly kind: "present" }>;

/** The groups of ours that are listed as active. */
const activeIn = ({ before, output: { UserGroups = [] } }: Described): readonly UserGroup[] =>
  UserGroups.filter(
    ({ UserGroupId, Status }) => Status === "active" && before.groups.has(keyOf(UserGroupId)),
  );

/** Each active group of which the past fits has the members that it must have. */
const hasMembers = (
  id: `describe-user-groups/${string}`,
  clause: Rule["clause"],
  fits: (belief: Present) => boolean,
): Rule<"DescribeUserGroups"> => ({
  kind: "guarantee",
  id,
  level: "must",
  clause,
  check: (described) => {
    const { before } = described;
    return each(
      activeIn(described).flatMap(({ UserGroupId, UserIds }): readonly Pair[] => {
        const belief = believedGroup(before, UserGroupId);
        const members = membersOf(before, UserGroupId);
        if (belief.kind !== "present" || members === undefined || !fits(belief)) return [];
        return [
          {
            about: [{ kind: "usergroup", id: keyOf(UserGroupId) }],
            expected: withoutParting(before, members).toSorted(),
            actual: withoutParting(before, keysOf(UserIds)).toSorted(),
          },
        ];
      }),
    );
  },
});

/** Whom groups have, and how that agrees with DescribeUsers. */
export const membershipRules: readonly Rule<"DescribeUserGroups">[] = [
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
  hasMembers(
    "describe-user-groups/members-after-refused-create",
    documented(
      ["F021"],
      "API_CreateUserGroup",
      "UserGroupAlreadyExists: the group that has the id stays as it was",
    ),
    ({ since }) =>
      since.written === undefined &&
      since.refused.every((name) => name === "CreateUserGroup") &&
      since.refused.length > 0,
  ),
  {
    kind: "guarantee",
    id: "describe-user-groups/without-deleted-users",
    // That it is taken out is sure; how soon, no fact says (T10).
    level: "should",
    clause: documented(
      ["F136"],
      "API_DeleteUser; hashicorp/terraform-provider-aws#49948",
      "The user will be removed from all user groups",
    ),
    check: (described) => each(goneMembers(described)),
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
    check: (described) => each(sides(described)),
  },
];

/** The members of groups that are gone, as each group shows them. */
const goneMembers = (described: Described): readonly Pair[] =>
  activeIn(described).flatMap(({ UserGroupId, UserIds }): readonly Pair[] => {
    const gone = (membersOf(described.before, UserGroupId) ?? []).filter((id) =>
      isDeleted(believed(described.before, id)),
    );
    const left = gone.filter((id) => keysOf(UserIds).includes(id));
    const about = [{ kind: "usergroup" as const, id: keyOf(UserGroupId) }];
    return gone.length === 0 ? [] : [{ about, expected: [], actual: left }];
  });

/** Where a group and an active user both were shown since anything touched membership: what each says of the other. */
const sides = (described: Described): readonly Pair[] =>
  activeIn(described).flatMap(({ UserGroupId, UserIds }) =>
    [...described.before.groupsSeen]
      .filter(([user]) => described.before.everGrouped.has(user))
      .map(([user, groups]): Pair => ({
        about: [
          { kind: "user", id: user },
          { kind: "usergroup", id: keyOf(UserGroupId) },
        ],
        expected: groups.includes(keyOf(UserGroupId)),
        actual: keysOf(UserIds).includes(user),
      })),
  );
