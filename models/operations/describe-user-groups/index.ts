import { notFound, shown, unlisted } from "../../belief/from-read.ts";
import { isDeleted, isStirredByUsers, keysOf } from "../../belief/membership.ts";
import { hasUnsettled, walked } from "../../belief/pagination.ts";
import {
  believed,
  believedGroup,
  confused,
  hasUnsettledForm,
  type State,
  viewOfGroup,
} from "../../belief/state.ts";
import type { Answer, FaultCode, UserGroup, Input, Output } from "../../contract/contract.ts";
import { withoutAffix } from "../../contract/fault-code.ts";
import { keyOf } from "../../contract/resource.ts";
import { refusalRules } from "../../rules/refusals.ts";
import type { OpenQuestion } from "../../rules/rule.ts";
import { shapeOfListedGroups } from "../../rules/user-group-shape.ts";
import type { Operation } from "../operation.ts";
import { describeUserGroupsVariations } from "./generate.ts";
import { describeUserGroupsRules, groupMarkerOf, isGroupLookup, presentGroupIds } from "./rules.ts";

const open: readonly OpenQuestion<"DescribeUserGroups">[] = [
  {
    id: "open/groups-per-page",
    question: "Which values may MaxRecords have, and what is the default?",
    facts: ["F370", "F372"],
    settledBy: "aws elasticache describe-user-groups --max-records 1 --no-paginate",
    when: ({ input }) => input.MaxRecords !== undefined && input.MaxRecords !== 100,
  },
  {
    id: "open/group-lookup-with-paging",
    question: "Do UserGroupId and paging exclude each other?",
    facts: [],
    settledBy: "aws elasticache describe-user-groups --user-group-id g --max-records 20",
    when: ({ input }) => input.UserGroupId !== undefined && !isGroupLookup(input),
  },
  {
    id: "open/group-lookup-form",
    question: "Does DescribeUserGroups check the form of the id? Is case ignored?",
    facts: ["F027"],
    settledBy: "aws elasticache describe-user-groups --user-group-id 1group",
    when: ({ input }) => input.UserGroupId === "" || hasUnsettledForm(input.UserGroupId),
  },
  {
    id: "open/group-marker",
    question: "How is a marker refused that no answer gave?",
    facts: [],
    settledBy: "aws elasticache describe-user-groups --starting-token made-up",
    when: ({ before, input }) =>
      input.Marker !== undefined && input.Marker !== before.walks.DescribeUserGroups?.next,
  },
  {
    id: "open/groups-of-users-after-deletion",
    question: "When does a group that is gone vanish from its members' UserGroupIds?",
    facts: [],
    settledBy: "aws elasticache delete-user-group …; aws elasticache describe-users",
    // A refusal says nothing of it: no rule asks for it there.
    when: () => false,
  },
];

function advance(
  before: State,
  input: Input<"DescribeUserGroups">,
  answer: Answer<"DescribeUserGroups">,
): State {
  if (answer.kind === "accepted") return adopt(before, input, answer.output);
  const { UserGroupId: id } = input;
  return answer.kind === "refused" &&
    withoutAffix(answer.code) === "UserGroupNotFound" &&
    isGroupLookup(input) &&
    id === keyOf(id)
    ? { ...before, groups: notFound(before.groups, id) }
    : before;
}

function adopt(
  before: State,
  input: Input<"DescribeUserGroups">,
  output: Output<"DescribeUserGroups">,
): State {
  const groups = new Map(before.groups);
  const members = new Map(before.members);
  const membersSeen = new Map(before.membersSeen);
  const enginesAsked = new Map(before.enginesAsked);
  const listed = output.UserGroups ?? [];
  const read = input.UserGroupId === undefined ? "list" : "lookup";
  for (const group of listed) {
    const key = keyOf(group.UserGroupId);
    const belief = groups.get(key);
    if (belief === undefined) continue;
    const isActive = group.Status === "active";
    // Which engine a group has while it changes, no fact says.
    const view = enginesAsked.has(key) && !isActive ? withoutEngine(group) : group;
    // It may still list whom it is about to lose, though the user is gone already.
    const ids = keysOf(group.UserIds).filter((id) => !isDeleted(believed(before, id)));
    const isEarly = ids.length < keysOf(group.UserIds).length;
    const next = shown(belief, view, read, isEarly || isStirredByUsers(before, key));
    groups.set(key, group.UserGroupId === key ? next : confused);
    // A write that was lost may land late: what is shown may not last.
    if (!isActive || next.kind !== "present") continue;
    enginesAsked.delete(key);
    members.set(key, ids);
    membersSeen.set(key, keysOf(group.UserIds));
  }
  const after = { ...before, groups, members, membersSeen, enginesAsked };
  if (input.UserGroupId !== undefined) return after;
  const ids = listed.map(({ UserGroupId }) => keyOf(UserGroupId));
  const next = groupMarkerOf(output);
  const there = presentGroupIds(before);
  const isUnquiet = hasUnsettled(before.groups);
  const page = { ids, there, next, isUnquiet };
  const walk = walked(before.walks.DescribeUserGroups, input.Marker, page);
  if (walk === undefined) return after;
  const isOld = input.Marker !== undefined && walk.isDisturbed === true;
  if (next === undefined)
    for (const [key, belief] of groups)
      if (!walk.seen.includes(key))
        groups.set(key, unlisted(belief, walk.there.includes(key), isOld));
  return { ...after, walks: { ...before.walks, DescribeUserGroups: walk } };
}

const withoutEngine = ({ Engine, ...group }: UserGroup): UserGroup => group;

const declared: readonly FaultCode[] = [
  "UserGroupNotFound",
  "ServiceLinkedRoleNotFoundFault",
  "InvalidParameterCombination",
];

export const describeUserGroups: Operation<"DescribeUserGroups"> = {
  name: "DescribeUserGroups",
  rules: [
    ...describeUserGroupsRules,
    ...shapeOfListedGroups,
    ...refusalRules("describe-user-groups", "F020", declared),
  ],
  open,
  declared,
  variations: describeUserGroupsVariations,
  predict: (before, input) => ({
    UserGroups: [...before.groups.keys()]
      .filter((key) => input.UserGroupId === undefined || key === keyOf(input.UserGroupId))
      .flatMap((key) => {
        const view = viewOfGroup(before, key);
        const isLeaving = believedGroup(before, key).kind === "leaving";
        return view === undefined ? [] : [isLeaving ? { ...view, Status: "deleting" } : view];
      }),
  }),
  advance,
};
