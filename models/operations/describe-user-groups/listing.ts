import type { Input, UserGroup } from "../../contract/contract.ts";
import { type Listing, lookupsOf } from "../../rules/lists.ts";
import { pagesOf } from "../../rules/pages.ts";
import { settlingOf } from "../../rules/settling.ts";

export const isGroupLookup = ({
  UserGroupId,
  MaxRecords,
  Marker,
}: Input<"DescribeUserGroups">): boolean =>
  UserGroupId !== undefined && MaxRecords === undefined && Marker === undefined;

/** How DescribeUserGroups lists user groups. */
export const groups: Listing<"DescribeUserGroups", UserGroup> = {
  operation: "DescribeUserGroups",
  kind: "usergroup",
  noun: "group",
  idIn: ({ UserGroupId }) => UserGroupId,
  isLookup: isGroupLookup,
  isWhole: ({ UserGroupId }) => UserGroupId === undefined,
  shownIn: ({ UserGroups = [] }) => UserGroups,
  idOf: ({ UserGroupId }) => UserGroupId,
  beliefs: (state) => state.groups,
  elsewhere: ({ groupsElsewhere }) => groupsElsewhere,
};

export const lookups = lookupsOf(groups);
export const pages = pagesOf(groups);
export const settling = settlingOf(groups);
