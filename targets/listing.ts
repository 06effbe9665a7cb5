import type { Answer } from "../models/contract/contract.ts";
import type { Send } from "./target.ts";
import { isBrokenOff } from "./throttle.ts";

/** A user or a group that we made, under its full name. */
export interface Owned {
  readonly kind: "user" | "group";
  readonly name: string;
}

/** A user or a group as the lists show it. */
export interface Listed extends Owned {
  readonly status: string;
  readonly arn: string;
}

export const keyFor = ({ kind, name }: Owned): string => `${kind} ${name}`;

/** Names come back in lower case: by this key the lists are compared with what we know. */
export const foldedKey = (guest: Owned): string => keyFor(guest).toLowerCase();

interface Page {
  readonly found: readonly Listed[];
  readonly marker: string;
}

/** More pages than any account has. */
const mostPages = 1100;

/** All users and groups that there are, strangers among them; nothing where a list could not be read to its end. */
export async function listed(
  send: Send,
  ending?: AbortSignal,
): Promise<readonly Listed[] | undefined> {
  const users = await walk((marker) => usersAfter(send, marker, ending));
  const groups = await walk((marker) => groupsAfter(send, marker, ending));
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
    if (marker === "") return all;
    // A page that leads back to one that was read: whoever stands behind it is never seen.
    if (seen.has(marker)) return undefined;
    seen.add(marker);
  }
  return undefined;
}

const markedBy = (Marker: string): { readonly Marker?: string } =>
  Marker === "" ? {} : { Marker };

/** True where nobody can say what the answer would have been. */
const isUnknown = (answer: Answer): boolean =>
  isBrokenOff(answer) ||
  (answer.kind === "lost" && (answer.wire === undefined || answer.cause !== undefined));

async function usersAfter(
  send: Send,
  marker: string,
  ending: AbortSignal | undefined,
): Promise<Page | undefined> {
  const page = await send<"DescribeUsers">(
    { operation: "DescribeUsers", input: markedBy(marker) },
    ending,
  );
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

async function groupsAfter(
  send: Send,
  marker: string,
  ending: AbortSignal | undefined,
): Promise<Page | undefined> {
  const page = await send<"DescribeUserGroups">(
    { operation: "DescribeUserGroups", input: markedBy(marker) },
    ending,
  );
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

export const isNotFound = (answer: Answer): boolean =>
  answer.kind === "refused" && /^User(?:Group)?NotFound/.test(answer.code);

/** How one stands, asked for by name; `gone` where it is not there, nothing where nobody can say. */
export async function statusOf(
  send: Send,
  { kind, name }: Owned,
  ending?: AbortSignal,
): Promise<string | undefined> {
  if (kind === "user") {
    const seen = await send({ operation: "DescribeUsers", input: { UserId: name } }, ending);
    if (isNotFound(seen)) return "gone";
    return seen.kind === "accepted" ? seen.output.Users?.[0]?.Status : undefined;
  }
  const seen = await send(
    { operation: "DescribeUserGroups", input: { UserGroupId: name } },
    ending,
  );
  if (isNotFound(seen)) return "gone";
  return seen.kind === "accepted" ? seen.output.UserGroups?.[0]?.Status : undefined;
}
