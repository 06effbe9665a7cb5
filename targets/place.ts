import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import type { Input, OperationName } from "../models/contract.ts";
import { Farewell } from "./farewell.ts";
import { journalIn } from "./journal.ts";
import type { Guest } from "./listing.ts";
import type { Mark } from "./mark.ts";
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
  /** The tags by which what we make is known as ours. */
  readonly mark?: Mark | undefined;
  /** Called when nothing more will be sent. */
  leave?(): Promise<void>;
}

/** Every name of ours begins so; eight digits follow that are the run's own. */
const prefixOfAll = "ec";

/** A target at such a place. */
export function targetAt(place: Place): Target {
  const { send, forget, farewellSeconds = 600 } = place;
  const run = `${prefixOfAll}${randomBytes(4).toString("hex")}`;
  const journal =
    place.journals === undefined
      ? undefined
      : journalIn(place.journals, {
          run,
          target: place.name,
          endpoint: place.endpoint,
          region: place.region,
          account: place.account,
          begun: new Date().toISOString(),
        });
  const guests = new Farewell({
    send,
    isOurs: (name) => name.toLowerCase().includes(run),
    seconds: farewellSeconds,
    wait: pause,
    journal,
  });
  const door = doorTo(guests, place.mostLive, farewellSeconds);
  let sessions = 0;
  return {
    name: place.name,
    version: place.version,
    endpoint: place.endpoint,
    region: place.region,
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
      return named(send, `${run}${sessions.toString(36)}-`, guests, door, place.mark);
    },
    get leftBehind() {
      return guests.left;
    },
    get journal() {
      return guests.live === 0 ? undefined : journal?.path;
    },
    async close(onWait, isHurried) {
      try {
        if (forget === undefined) await guests.end(onWait, isHurried);
        else await forget();
      } finally {
        journal?.close(guests.live === 0);
        await place.beneath?.close();
        await place.leave?.();
      }
    },
  };
}

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
function named(
  send: Send,
  prefix: string,
  guests: Farewell,
  letIn: Door,
  mark: Mark | undefined,
): Session {
  const mine = new Map<string, Guest>();
  return {
    send: scoped(
      async (command) => {
        const guest = madeBy(command.operation, command.input);
        if (guest === undefined) return send(command);
        const key = `${guest.kind} ${guest.name}`;
        const isNew = !mine.has(key);
        // Noted before it is sent, so that no interrupt comes between.
        if (isNew && !(await letIn(guest)))
          return unsent("there are as many users and groups of ours as there may be");
        const answer = await send(command);
        if (answer.kind === "accepted" || (answer.kind === "lost" && answer.cause !== "unsent"))
          mine.set(key, guest);
        else if (!mine.has(key)) guests.forget(guest);
        return answer;
      },
      prefix,
      mark,
    ),
    wait: pause,
    [Symbol.asyncDispose]: () => guests.part(mine.values()),
  };
}
