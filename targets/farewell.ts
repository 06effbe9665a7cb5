import type { Answer, Command } from "../models/contract.ts";
import type { Send } from "./target.ts";

/** A user or a group that we made, under its full name. */
export interface Guest {
  readonly kind: "user" | "group";
  readonly name: string;
}

/** What we made at a place that others use, until each is known to be gone. */
export interface Farewell {
  /** The names of those that may still be there. */
  readonly left: readonly string[];
  /** Notes one that may be there now. */
  welcome(guest: Guest): void;
  /** Notes that it never came. */
  forget(guest: Guest): void;
  /** Tries once to delete these, and a few of those that would not go before. */
  part(guests: Iterable<Guest>): Promise<void>;
  /** Deletes whatever is left of ours, and waits for those that are changing for so long as it may. */
  end(onWait?: (left: number) => void, isHurried?: () => boolean): Promise<void>;
}

/** What came of a try: one that is changing can be deleted later; one that is stuck, or silent, has given no such hope. */
type Parting = "gone" | "changing" | "stuck" | "silent";

/** How many of those that would not go are tried again at the end of a session. */
const oldAcquaintances = 3;
/** How often one is tried that gives no hope. */
const mostTries = 3;
/** How long to wait once there is a hurry, in seconds. */
const hurriedSeconds = 10;

/** Groups first: they hold on to their default users (F138). */
const groupsFirst = (guests: Iterable<Guest>): readonly Guest[] =>
  [...guests].toSorted((a, b) => (a.kind === b.kind ? 0 : a.kind === "group" ? -1 : 1));

const keyFor = ({ kind, name }: Guest): string => `${kind} ${name}`;

export function farewell(
  send: Send,
  run: string,
  seconds: number,
  wait: (seconds: number) => Promise<void>,
): Farewell {
  const left = new Map<string, Guest>();
  /** Those of `left` whose session is over: the others are still spoken to. */
  const parted = new Set<string>();

  /** One that would not go moves to the end of the line. */
  const sendOff = async (guest: Guest): Promise<Parting> => {
    const parting = await partWith(send, guest);
    left.delete(keyFor(guest));
    if (parting === "gone") parted.delete(keyFor(guest));
    else left.set(keyFor(guest), guest);
    return parting;
  };

  return {
    get left() {
      return [...left.values()].map(({ name }) => name);
    },
    welcome: (guest) => {
      left.set(keyFor(guest), guest);
    },
    forget: (guest) => {
      left.delete(keyFor(guest));
    },
    async part(guests) {
      const ours = new Map([...guests].map((guest) => [keyFor(guest), guest]));
      const others = [...left]
        .filter(([key]) => parted.has(key) && !ours.has(key))
        .slice(0, oldAcquaintances)
        .map(([, guest]) => guest);
      for (const key of ours.keys()) parted.add(key);
      for (const guest of groupsFirst([...ours.values(), ...others]))
        // A place that gives no answer gives none to the others either.
        if ((await sendOff(guest)) === "silent") return;
    },
    async end(onWait, isHurried = () => false) {
      // Names come back in lower case; one that is known under its own spelling is not noted twice.
      const known = new Set([...left.keys()].map((key) => key.toLowerCase()));
      for (const guest of await listed(send, run))
        if (!known.has(keyFor(guest).toLowerCase())) left.set(keyFor(guest), guest);
      let waited = 0;
      for (let turn = 1; left.size > 0; turn += 1) {
        const partings = new Set<Parting>();
        for (const guest of groupsFirst(left.values())) {
          const parting = await sendOff(guest);
          partings.add(parting);
          if (parting === "silent") break;
        }
        const isHopeless = !partings.has("changing") && turn >= mostTries;
        const isLate = waited >= (isHurried() ? Math.min(hurriedSeconds, seconds) : seconds);
        if (left.size === 0 || isHopeless || isLate) return;
        onWait?.(left.size);
        const pause = Math.min(0.1 * 2 ** turn, isHurried() ? 1 : 5, seconds - waited);
        await wait(pause);
        waited += pause;
      }
    },
  };
}

const isNotFound = (answer: Answer): boolean =>
  answer.kind === "refused" && /^User(?:Group)?NotFound/.test(answer.code);

async function partWith(send: Send, { kind, name }: Guest): Promise<Parting> {
  const parting =
    kind === "user"
      ? await send({ operation: "DeleteUser", input: { UserId: name } })
      : await send({ operation: "DeleteUserGroup", input: { UserGroupId: name } });
  if (parting.kind === "accepted" || isNotFound(parting)) return "gone";
  if (parting.kind === "lost") return "silent";
  // Its group goes first, and takes its time.
  const isHeld =
    parting.kind === "refused" && parting.code.startsWith("DefaultUserAssociatedToUserGroup");
  const status = isHeld ? "modifying" : await statusOf(send, { kind, name });
  if (status === "deleting" || status === "gone") return "gone";
  return status === "creating" || status === "modifying" ? "changing" : "stuck";
}

async function statusOf(send: Send, { kind, name }: Guest): Promise<string | undefined> {
  if (kind === "user") {
    const seen = await send({ operation: "DescribeUsers", input: { UserId: name } });
    if (isNotFound(seen)) return "gone";
    return seen.kind === "accepted" ? seen.output.Users?.[0]?.Status : undefined;
  }
  const seen = await send({ operation: "DescribeUserGroups", input: { UserGroupId: name } });
  if (isNotFound(seen)) return "gone";
  return seen.kind === "accepted" ? seen.output.UserGroups?.[0]?.Status : undefined;
}

/** More pages than any account has. */
const mostPages = 1100;

interface Page {
  readonly found: readonly { readonly guest: Guest; readonly status: string | undefined }[];
  readonly marker: string;
}

/** What is of this run in the lists, but for those on their way out. */
async function listed(send: Send, run: string): Promise<readonly Guest[]> {
  return [...(await walk(run, usersAfter(send))), ...(await walk(run, groupsAfter(send)))];
}

async function walk(
  run: string,
  pageAfter: (marker: string) => Promise<Page | undefined>,
): Promise<readonly Guest[]> {
  const guests: Guest[] = [];
  const seen = new Set<string>();
  let marker = "";
  while (seen.size < mostPages) {
    const page = await pageAfter(marker);
    for (const { guest, status } of page?.found ?? [])
      if (guest.name.toLowerCase().includes(run) && status !== "deleting") guests.push(guest);
    marker = page?.marker ?? "";
    if (marker === "" || seen.has(marker)) break;
    seen.add(marker);
  }
  return guests;
}

const markedBy = (Marker: string): { readonly Marker?: string } =>
  Marker === "" ? {} : { Marker };

const usersAfter =
  (send: Send) =>
  async (marker: string): Promise<Page | undefined> => {
    const question: Command<"DescribeUsers"> = {
      operation: "DescribeUsers",
      input: markedBy(marker),
    };
    const page = await send(question);
    if (page.kind !== "accepted") return undefined;
    const { Users = [], Marker = "" } = page.output;
    return {
      marker: Marker,
      found: Users.map(({ UserId = "", Status }) => ({
        guest: { kind: "user", name: UserId },
        status: Status,
      })),
    };
  };

const groupsAfter =
  (send: Send) =>
  async (marker: string): Promise<Page | undefined> => {
    const question: Command<"DescribeUserGroups"> = {
      operation: "DescribeUserGroups",
      input: markedBy(marker),
    };
    const page = await send(question);
    if (page.kind !== "accepted") return undefined;
    const { UserGroups = [], Marker = "" } = page.output;
    return {
      marker: Marker,
      found: UserGroups.map(({ UserGroupId = "", Status }) => ({
        guest: { kind: "group", name: UserGroupId },
        status: Status,
      })),
    };
  };
