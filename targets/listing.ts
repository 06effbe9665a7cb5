import type { Answer } from "../models/contract.ts";
import { isBrokenOff } from "./pace.ts";
import type { Send } from "./target.ts";

/** A user or a group that we made, under its full name. */
export interface Guest {
  readonly kind: "user" | "group";
  readonly name: string;
}

/** A user or a group as the lists show it. */
export interface Listed extends Guest {
  readonly status: string;
  readonly arn: string;
}

export const keyFor = ({ kind, name }: Guest): string => `${kind} ${name}`;

/** Names come back in lower case: by this key the lists are compared with what we know. */
export const foldedKey = (guest: Guest): string => keyFor(guest).toLowerCase();

interface Page {
  readonly found: readonly Listed[];
  readonly marker: string;
}

/** More pages than any account has. */
const mostPages = 1100;

/** All users and groups that there are, strangers among them; nothing where a list could not be read to its end. */
export async function listed(send: Send): Promise<readonly Listed[] | undefined> {
  const users = await walk((marker) => usersAfter(send, marker));
  const groups = await walk((marker) => groupsAfter(send, marker));
  return users === undefined || groups === undefined ? undefined : [...users, ...groups];
}

async function walk(
  pageAfter: (marker: string) => Promise<Page | undefined>,
): Promise<readonly Listed[] | undefined> {
  const all: Listed[] = [];
  const seen = new Set<string>();
  let marker = "";
  while (seen.size < mostPages) {
    const page = await pageAfter(marker);
    if (page === undefined) return undefined;
    all.push(...page.found);
    marker = page.marker;
    if (marker === "" || seen.has(marker)) break;
    seen.add(marker);
  }
  return all;
}

const markedBy = (Marker: string): { readonly Marker?: string } =>
  Marker === "" ? {} : { Marker };

/** True where nobody can say what the answer would have been. */
const isUnknown = (answer: Answer): boolean =>
  isBrokenOff(answer) ||
  (answer.kind === "lost" && (answer.wire === undefined || answer.cause !== undefined));

async function usersAfter(send: Send, marker: string): Promise<Page | undefined> {
  const page = await send<"DescribeUsers">({
    operation: "DescribeUsers",
    input: markedBy(marker),
  });
  if (page.kind !== "accepted") return undefined;
  const { Users = [], Marker = "" } = page.output;
  return {
    marker: Marker,
    found: Users.map(({ UserId: name = "", Status: status = "", ARN: arn = "" }) => ({
      kind: "user",
      name,
      status,
      arn,
    })),
  };
}

async function groupsAfter(send: Send, marker: string): Promise<Page | undefined> {
  const page = await send<"DescribeUserGroups">({
    operation: "DescribeUserGroups",
    input: markedBy(marker),
  });
  // A place that answers, and has no such list, has no groups.
  if (page.kind !== "accepted") return isUnknown(page) ? undefined : { found: [], marker: "" };
  const { UserGroups = [], Marker = "" } = page.output;
  return {
    marker: Marker,
    found: UserGroups.map(({ UserGroupId: name = "", Status: status = "", ARN: arn = "" }) => ({
      kind: "group",
      name,
      status,
      arn,
    })),
  };
}
