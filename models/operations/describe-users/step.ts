import { notFound, shown, unlisted } from "../../belief/from-read.ts";
import { isChangedByGroups, keysOf, settledGroup } from "../../belief/membership.ts";
import { hasUncertain, walked } from "../../belief/pagination.ts";
import {
  believed,
  confused,
  isStoredForm,
  type State,
  viewOf,
  presentIn,
} from "../../belief/state.ts";
import type { Answer, Input, Output } from "../../contract/contract.ts";
import { withoutAffix } from "../../contract/fault-code.ts";
import { keyOf } from "../../contract/resource.ts";
import { markerOf } from "../../rules/pages.ts";
import { isLookup, isWhole } from "./listing.ts";

export function step(
  before: State,
  input: Input<"DescribeUsers">,
  answer: Answer<"DescribeUsers">,
  isOverdue = false,
): State {
  switch (answer.kind) {
    case "unsupported":
    case "lost":
      return before;
    case "refused":
      return withoutAffix(answer.code) === "UserNotFound"
        ? withoutUser(before, input, isOverdue)
        : before;
    case "accepted":
      return adopt(before, input, answer.output);
  }
}

function withoutUser(before: State, input: Input<"DescribeUsers">, isOverdue: boolean): State {
  const { UserId: userId } = input;
  // A lookup in other case is no proof that the user is gone: whether case matters to a lookup is less certain (F157).
  return userId !== keyOf(userId) || !isLookup(input)
    ? before
    : { ...before, users: notFound(before.users, userId, isOverdue) };
}

function adopt(
  before: State,
  input: Input<"DescribeUsers">,
  output: Output<"DescribeUsers">,
): State {
  const users = new Map(before.users);
  const groupsSeen = new Map(before.groupsSeen);
  const read = input.UserId === undefined ? "list" : "lookup";
  // A user can be shown in a group that is about to lose it: it tells who is in which only where no group is changing.
  const isStill = [...before.groups].every(
    ([key, { kind }]) => kind === "absent" || settledGroup(before, key) !== undefined,
  );
  const listed = output.Users ?? [];
  for (const user of listed) {
    const key = keyOf(user.UserId);
    const belief = users.get(key);
    if (belief === undefined) continue;
    const mayBeChanging = isChangedByGroups(before, key);
    users.set(key, isStoredForm(user) ? shown(belief, user, read, mayBeChanging) : confused);
    if (user.Status === "active" && isStill) groupsSeen.set(key, keysOf(user.UserGroupIds));
  }
  const after = { ...before, users, groupsSeen };
  if (!isWhole(input)) return after;
  const ids = listed.map((user) => keyOf(user.UserId));
  const next = markerOf(output);
  const page = { ids, there: presentIn(before.users), next, isUnquiet: hasUncertain(before.users) };
  const walk = walked(before.walks.DescribeUsers, input.Marker, page);
  if (walk === undefined) return after;
  if (next === undefined)
    for (const [key, belief] of users)
      if (!walk.seen.includes(key)) users.set(key, unlisted(belief, walk.there.includes(key)));
  return { ...after, walks: { ...before.walks, DescribeUsers: walk } };
}

export function predict(before: State, input: Input<"DescribeUsers">): Output<"DescribeUsers"> {
  if (input.UserId !== undefined) {
    const view = viewOf(before, input.UserId);
    return { Users: view === undefined ? [] : [{ ...view, Status: settledStatus(before, input) }] };
  }
  const users = [...before.users.values()].flatMap((belief) =>
    belief.kind === "present" || belief.kind === "deleting" ? [belief.view] : [],
  );
  return { Users: users };
}

const settledStatus = (before: State, input: Input<"DescribeUsers">): string =>
  believed(before, input.UserId).kind === "deleting"
    ? "deleting"
    : (viewOf(before, input.UserId)?.Status ?? "active");
