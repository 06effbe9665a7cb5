import { notFound, shown, unlisted } from "../../belief/from-read.ts";
import { isDeleted, isChangedByUsers, keysOf } from "../../belief/membership.ts";
import { hasUncertain, walked } from "../../belief/pagination.ts";
import {
  believed,
  believedGroup,
  confused,
  type State,
  viewOfGroup,
  presentIn,
} from "../../belief/state.ts";
import type { Answer, UserGroup, Input, Output } from "../../contract/contract.ts";
import { withoutAffix } from "../../contract/fault-code.ts";
import { keyOf } from "../../contract/resource.ts";
import { markerOf } from "../../rules/pages.ts";
import { isGroupLookup } from "./listing.ts";

export function step(
  before: State,
  input: Input<"DescribeUserGroups">,
  answer: Answer<"DescribeUserGroups">,
  isOverdue = false,
): State {
  if (answer.kind === "accepted") return adopt(before, input, answer.output);
  const { UserGroupId: id } = input;
  return answer.kind === "refused" &&
    withoutAffix(answer.code) === "UserGroupNotFound" &&
    isGroupLookup(input) &&
    id === keyOf(id)
    ? { ...before, groups: notFound(before.groups, id, isOverdue) }
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
    const next = shown(belief, view, read, isEarly || isChangedByUsers(before, key));
    groups.set(key, group.UserGroupId === key ? next : confused);
    // A write that was lost may land late: what is shown may not last.
    if (!isActive || next.kind !== "present") continue;
    enginesAsked.delete(key);
    // One that shows no list of users may have those that it should.
    if (group.UserIds === undefined) continue;
    members.set(key, ids);
    membersSeen.set(key, keysOf(group.UserIds));
  }
  const after = { ...before, groups, members, membersSeen, enginesAsked };
  if (input.UserGroupId !== undefined) return after;
  const ids = listed.map(({ UserGroupId }) => keyOf(UserGroupId));
  const next = markerOf(output);
  const there = presentIn(before.groups);
  const isUnquiet = hasUncertain(before.groups);
  const page = { ids, there, next, isUnquiet };
  const walk = walked(before.walks.DescribeUserGroups, input.Marker, page);
  if (walk === undefined) return after;
  if (next === undefined)
    for (const [key, belief] of groups)
      if (!walk.seen.includes(key)) groups.set(key, unlisted(belief, walk.there.includes(key)));
  return { ...after, walks: { ...before.walks, DescribeUserGroups: walk } };
}

export function predict(
  before: State,
  input: Input<"DescribeUserGroups">,
): Output<"DescribeUserGroups"> {
  return {
    UserGroups: [...before.groups.keys()]
      .filter((key) => input.UserGroupId === undefined || key === keyOf(input.UserGroupId))
      .flatMap((key) => {
        const view = viewOfGroup(before, key);
        const isDeleting = believedGroup(before, key).kind === "deleting";
        return view === undefined ? [] : [isDeleting ? { ...view, Status: "deleting" } : view];
      }),
  };
}

const withoutEngine = ({ Engine, ...group }: UserGroup): UserGroup => group;
