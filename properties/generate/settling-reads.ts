import {
  isMoving,
  isChangedByGroups,
  isChangedByUsers,
  isMovingGroup,
} from "../../models/belief/membership.ts";
import { type State, viewOf, viewOfGroup } from "../../models/belief/state.ts";
import type { Command } from "../../models/contract/contract.ts";
import {
  deletingGroupIds,
  deletingIds,
  presentGroupIds,
  userIds,
} from "../../models/universe/universe.ts";

/** The reads that wait for what is changing, or may be, and see it come to rest. */
export function settlingReadsIn(state: State): readonly Command[] {
  const users = [
    ...deletingIds(state),
    ...userIds.filter(
      (id) => isMoving(state, id) && !(isActive(viewOf(state, id)) && isChangedByGroups(state, id)),
    ),
  ];
  const groups = [
    ...deletingGroupIds(state),
    ...presentGroupIds(state).filter(
      (id) =>
        isMovingGroup(state, id) &&
        !(isActive(viewOfGroup(state, id)) && isChangedByUsers(state, id)),
    ),
  ];
  return [
    ...groups.map((UserGroupId): Command => ({
      operation: "DescribeUserGroups",
      input: { UserGroupId },
      until: "settled",
    })),
    ...users.map((UserId): Command => ({
      operation: "DescribeUsers",
      input: { UserId },
      until: "settled",
    })),
  ];
}

/** The list of all in place of a lookup, read until all in it that were written to are at rest. */
export const listedAtRest = ({ operation }: Command): Command =>
  operation === "DescribeUserGroups"
    ? { operation, input: {}, until: "settled" }
    : { operation: "DescribeUsers", input: {}, until: "settled" };

const isActive = (view: { readonly Status?: string } | undefined): boolean =>
  view?.Status === "active";
