import type { Input, User } from "../../contract/contract.ts";
import { type Listing, lookupsOf } from "../../rules/lists.ts";
import { pagesOf } from "../../rules/pages.ts";
import { settlingOf } from "../../rules/settling.ts";

export const isLookup = ({
  UserId,
  Filters,
  Engine,
  MaxRecords,
  Marker,
}: Input<"DescribeUsers">): boolean =>
  UserId !== undefined &&
  Filters === undefined &&
  Engine === undefined &&
  MaxRecords === undefined &&
  Marker === undefined;

export const isWhole = ({ UserId, Engine, Filters }: Input<"DescribeUsers">): boolean =>
  UserId === undefined && Engine === undefined && Filters === undefined;

/** How DescribeUsers lists users. */
export const users: Listing<"DescribeUsers", User> = {
  operation: "DescribeUsers",
  kind: "user",
  noun: "user",
  idIn: ({ UserId }) => UserId,
  isLookup,
  isWhole,
  shownIn: ({ Users = [] }) => Users,
  idOf: ({ UserId }) => UserId,
  beliefs: (state) => state.users,
  elsewhere: ({ elsewhere }) => elsewhere,
};

export const lookups = lookupsOf(users);
export const pages = pagesOf(users);
export const settling = settlingOf(users);
