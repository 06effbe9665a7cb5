import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

import type { Input, OperationName } from "../models/contract.ts";
import type { Allowance } from "./allowance.ts";
import { Farewell } from "./farewell.ts";
import { type Journal, journalIn } from "./journal.ts";
import type { Guest } from "./listing.ts";
import type { Mark } from "./mark.ts";
import { paced } from "./pace.ts";
import { scoped } from "./scope.ts";
import type { Deviation, Send, Session, Target } from "./target.ts";
import { unsent } from "./trouble.ts";

/** Where commands go, whatever way they take, and what may be done there. */
export interface Place {
  readonly name: string;
  readonly version?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly region: string;
  /** Twelve digits, where it is known beforehand. */
  readonly account?: string | undefined;
  readonly deviations?: readonly Deviation[] | undefined;
  readonly send: Send;
  /** Where the requests are counted. */
  readonly allowance?: Allowance | undefined;
  /** Makes the place forget everything. Without it each session takes fresh names, and deletes at its end what it made. */
  readonly forget?: (() => Promise<void>) | undefined;
  readonly tellsAccountsApart?: boolean;
  /** A client library of somebody else stands between. */
  readonly isClient?: boolean;
  readonly beneath?: Target | undefined;
  /** How long to wait at the end for users of ours that are changing, in seconds; 600 unless said. */
  readonly farewellSeconds?: number | undefined;
  /** The folder for the journal of what is made; none is kept unless said. */
  readonly journals?: string | undefined;
  /** The most users and groups of ours at any moment. */
  readonly mostLive?: number | undefined;
  /** The key of the tag by which what we make is known as ours; none unless said. */
  readonly mark?: string | undefined;
  /** Called when nothing more will be sent. */
  leave?(): Promise<void>;
}

/** Every name of ours begins so; eight digits follow that are the run's own. */
export const prefixOfAll = "ec";

/** A target at such a place. */
export function targetAt(place: Place): Target {
  const { forget, allowance, region } = place;
  const pace = paced(place.send);
  const { send } = pace;
  const stay = stayAt(place, send);
  let sessions = 0;
  return {
    name: place.name,
    version: place.version,
    endpoint: place.endpoint,
    region,
    deviations: place.deviations ?? [],
    disposable: forget !== undefined,
    ...(forget === undefined ? { takesMany: true } : {}),
    ...(place.tellsAccountsApart === true ? { tellsAccountsApart: true } : {}),
    ...(place.isClient === true ? { isClient: true } : {}),
    ...(place.beneath === undefined ? {} : { beneath: place.beneath }),
    async open() {
      if (forget !== undefined) {
        await forget();
        return { send, wait: pause, [Symbol.asyncDispose]: async () => {} };
      }
      sessions += 1;
      return named(stay, `${stay.run}${sessions.toString(36)}-`);
    },
    get traffic() {
      return allowance && { requests: allowance.sent, throttled: pace.throttled };
    },
    get isSpent() {
      return stay.isSpent();
    },
    get names() {
      return forget === undefined ? stay.guests.account : undefined;
    },
    get leftBehind() {
      return stay.guests.left;
    },
    get journal() {
      return stay.guests.live === 0 ? undefined : stay.journal?.path;
    },
    async close(onWait, isHurried) {
      try {
        if (forget === undefined) await stay.guests.end(onWait, isHurried);
        else await forget();
      } finally {
        stay.journal?.close(stay.guests.live === 0);
        await place.beneath?.close();
        await place.leave?.();
      }
    },
  };
}

/** What a run needs at a place that others use. */
interface Stay {
  /** With it begins every name of the run. */
  readonly run: string;
  /** Sends what is said; keeps enough of the budget to leave. */
  readonly send: Send;
  readonly guests: Farewell;
  readonly letIn: Door;
  readonly journal: Journal | undefined;
  readonly mark: Mark | undefined;
  isSpent(): boolean;
}

function stayAt(place: Place, send: Send): Stay {
  const { farewellSeconds = 600, allowance } = place;
  const run = `${prefixOfAll}${randomBytes(4).toString("hex")}`;
  const { name: target, endpoint, region, account } = place;
  const begun = new Date().toISOString();
  const journal =
    place.journals === undefined
      ? undefined
      : journalIn(place.journals, {
          run,
          target,
          endpoint,
          region,
          account,
          begun,
          process: { id: process.pid, host: hostname() },
        });
  const guests = new Farewell({
    send,
    isOurs: (name) => name.toLowerCase().includes(run),
    seconds: farewellSeconds,
    journal,
  });
  const isSpent = (): boolean => (allowance?.left ?? Infinity) <= reserve(guests.live);
  return {
    run,
    send: async (command) =>
      isSpent() ? unsent("the budget of requests is spent, but for leaving") : send(command),
    guests,
    letIn: doorTo(guests, place.mostLive, farewellSeconds),
    journal,
    mark: place.mark === undefined ? undefined : { Key: place.mark, Value: `${run} ${begun}` },
    isSpent,
  };
}

/** How many requests it may take to leave: to delete each, to ask for those that would not go, and to read the lists. */
const reserve = (live: number): number => 4 * live + 20;

const pause = (seconds: number): Promise<void> => sleep(seconds * 1000);

/** How long to wait between two looks at who is gone, in seconds. */
const betweenLooks = 2;

/** Lets a guest in where there is room; where too many are on their way out, it waits for them to be gone. */
type Door = (guest: Guest) => Promise<boolean>;

function doorTo(guests: Farewell, mostLive: number | undefined, seconds: number): Door {
  let looking: Promise<unknown> | undefined;
  const lookOnce = async (): Promise<void> => {
    looking ??= guests.look().finally(() => {
      looking = undefined;
    });
    await looking;
  };
  return async (guest) => {
    for (let waited = 0; guests.live >= (mostLive ?? Infinity); waited += betweenLooks) {
      // Those that nobody asked to go do not go.
      if (guests.left.length >= (mostLive ?? Infinity) || waited > seconds) return false;
      if (waited > 0) await pause(betweenLooks);
      await lookOnce();
    }
    // At once, so that no other comes in between.
    guests.welcome(guest);
    return true;
  };
}

/** What a command makes; nothing for commands that make nothing. */
function madeBy(operation: OperationName, input: Input<OperationName>): Guest | undefined {
  if (operation === "CreateUser" && "UserId" in input)
    return { kind: "user", name: input.UserId ?? "" };
  return operation === "CreateUserGroup" && "UserGroupId" in input
    ? { kind: "group", name: input.UserGroupId ?? "" }
    : undefined;
}

/** A session under names of its own, which deletes at its end what it made. */
function named({ send, guests, letIn, mark }: Stay, prefix: string): Session {
  const mine = new Map<string, Guest>();
  const noting: Send = async (command) => {
    const guest = madeBy(command.operation, command.input);
    if (guest === undefined) return send(command);
    const key = `${guest.kind} ${guest.name}`;
    const isNew = !mine.has(key);
    // Noted before it is sent, so that no interrupt comes between.
    if (isNew && !(await letIn(guest)))
      return unsent("there are as many users and groups of ours as there may be");
    const answer = await send(command);
    if (answer.kind === "accepted") guests.confirm(guest);
    if (answer.kind === "accepted" || (answer.kind === "lost" && answer.cause !== "unsent"))
      mine.set(key, guest);
    else if (!mine.has(key)) guests.forget(guest);
    return answer;
  };
  return {
    send: scoped(noting, prefix, mark),
    wait: pause,
    [Symbol.asyncDispose]: () => guests.part(mine.values()),
  };
}
