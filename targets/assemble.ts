import { hostname } from "node:os";

import { type Answer, type Command, isUnsent } from "../models/contract/contract.ts";
import type { Kind } from "../models/contract/site.ts";
import { type Gate, gateFor, namesOf, openGate } from "./gate.ts";
import { type Journal, journalIn } from "./journal.ts";
import { Lease, ownedIn } from "./lease.ts";
import type { Owned } from "./listing.ts";
import { unsent } from "./loss.ts";
import type { Mark } from "./ownership-tag.ts";
import type { Allowance } from "./request-budget.ts";
import { rest } from "./rest.ts";
import { newRun } from "./run-name.ts";
import { scoped } from "./scope.ts";
import type { Deviation, Send, Session, Target } from "./target.ts";
import { paced } from "./throttle.ts";

/** Where commands go, whatever way they take, and what may be done there. */
export interface TargetParts {
  readonly name: string;
  readonly kind: Kind;
  readonly version?: string | undefined;
  readonly endpoint?: string | undefined;
  /** True where the endpoint is gone when the run is over. */
  readonly isPassing?: boolean;
  readonly region: string;
  /** Twelve digits, where it is known beforehand. */
  readonly account?: string | undefined;
  readonly deviations?: readonly Deviation[] | undefined;
  /** The way there, on which nothing leaves but by the gate. A rehearsed way leads nowhere: what gets through is lost. */
  road(gate: Gate, isRehearsal: boolean): Send;
  /** Where the requests are counted. */
  readonly allowance?: Allowance | undefined;
  /** Makes the place forget everything. Without it each session takes fresh names, and deletes at its end what it made. */
  readonly forget?: ((ending?: AbortSignal) => Promise<void>) | undefined;
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

/** A target at such a place. */
export function assembleTarget(parts: TargetParts): Target {
  const { forget, allowance, region } = parts;
  const stay = stayAt(parts);
  let sessions = 0;
  return {
    name: parts.name,
    kind: parts.kind,
    ...(parts.isPassing === true ? { isPassing: true } : {}),
    version: parts.version,
    endpoint: parts.endpoint,
    region,
    deviations: parts.deviations ?? [],
    disposable: forget !== undefined,
    ...(forget === undefined ? { takesMany: true, objection: stay.objection } : {}),
    ...(parts.tellsAccountsApart === true ? { tellsAccountsApart: true } : {}),
    ...(parts.isClient === true ? { isClient: true } : {}),
    ...(parts.beneath === undefined ? {} : { beneath: parts.beneath }),
    async open(ending) {
      if (forget !== undefined) {
        await forget(ending);
        return {
          send: (command) => stay.send(command, ending),
          wait: pausing(ending),
          [Symbol.asyncDispose]: async () => {},
        };
      }
      sessions += 1;
      return named(stay, sessions, ending);
    },
    get traffic() {
      return allowance && { requests: allowance.sent, throttled: stay.throttled };
    },
    get isSpent() {
      return stay.isSpent();
    },
    get trouble() {
      return stay.quota.trouble;
    },
    get names() {
      return forget === undefined ? stay.lease.account : undefined;
    },
    get leftBehind() {
      return stay.lease.left;
    },
    get journal() {
      return stay.lease.live === 0 ? undefined : stay.journal?.path;
    },
    async close(leaving) {
      try {
        if (forget === undefined) await stay.lease.end(leaving);
        else await forget();
      } finally {
        stay.journal?.close(stay.lease.live === 0);
        await parts.beneath?.close();
        await parts.leave?.();
      }
    },
  };
}

/** What a run needs at a place. */
interface Stay {
  /** With it begins every name of the run, where the place is not ours alone. */
  readonly run: string;
  /** Sends what is said; keeps enough of the budget to leave. */
  readonly send: Send;
  readonly throttled: number;
  readonly lease: Lease;
  readonly quota: Quota;
  readonly journal: Journal | undefined;
  readonly mark: Mark | undefined;
  isSpent(): boolean;
  objection(command: Command): Promise<string | undefined>;
}

function stayAt(parts: TargetParts): Stay {
  const { farewellSeconds = 600, allowance, name: target, endpoint, region, account } = parts;
  const run = newRun();
  const begun = new Date().toISOString();
  const gate = parts.forget === undefined ? gateFor(namesOf(run)) : openGate;
  const pace = paced(parts.road(gate, false));
  const writer = { id: process.pid, host: hostname() };
  const heading = { run, target, endpoint, region, account, begun, process: writer };
  const journal = parts.journals === undefined ? undefined : journalIn(parts.journals, heading);
  const mark = parts.mark === undefined ? undefined : { Key: parts.mark, Value: `${run} ${begun}` };
  const lease = new Lease({
    send: pace.send,
    isOurs: (name) => name.toLowerCase().includes(run),
    seconds: farewellSeconds,
    journal,
  });
  const isSpent = (): boolean => (allowance?.left ?? Infinity) <= reserve(lease.live);
  return {
    run,
    send: async (command, ending) =>
      isSpent()
        ? unsent("the budget of requests is spent, but for leaving")
        : pace.send(command, ending),
    get throttled() {
      return pace.throttled;
    },
    lease,
    quota: quotaOf(lease, parts.mostLive, farewellSeconds),
    journal,
    mark,
    isSpent,
    async objection(command) {
      const answer = await scoped(parts.road(gate, true), `${run}0-`, mark)(command);
      return answer.kind === "lost" && isUnsent(answer)
        ? answer.reason.replace(/^not sent: /, "")
        : undefined;
    },
  };
}

/** How many requests it may take to leave: to delete each, to ask for those that would not go, and to read the lists. */
const reserve = (live: number): number => 4 * live + 20;

const pausing =
  (ending: AbortSignal | undefined) =>
  (seconds: number): Promise<void> =>
    rest(seconds * 1000, ending);

/** How long to wait between two looks at who is gone, in seconds. */
const betweenLooks = 2;

/** Lets one more be made where there is room; where too many are on their way out, it waits for them to be gone. */
interface Quota {
  /** Names one; says why it may not be made. */
  take(owned: Owned, ending: AbortSignal | undefined): Promise<string | undefined>;
  /** Why none will be made any more. */
  readonly trouble: string | undefined;
}

function quotaOf(lease: Lease, mostLive = Infinity, seconds: number): Quota {
  let looking: ReturnType<Lease["look"]> | undefined;
  let trouble: string | undefined;
  const lookOnce = async (ending: AbortSignal | undefined): ReturnType<Lease["look"]> => {
    looking ??= lease.look(ending).finally(() => {
      looking = undefined;
    });
    return looking;
  };
  return {
    get trouble() {
      return trouble;
    },
    async take(owned, ending) {
      for (let waited = 0; lease.live >= mostLive; waited += betweenLooks) {
        // Those that nobody asked to go do not go.
        if (lease.left.length >= mostLive || waited > seconds || ending?.aborted === true)
          return "there are as many users and groups of ours as there may be";
        if (waited > 0) await rest(betweenLooks * 1000, ending);
        // Where nobody can see who goes, it is no use to wait for them.
        if ((await lookOnce(ending)) === undefined)
          return "there are as many users and groups of ours as there may be, and the lists cannot be read";
      }
      if (trouble !== undefined) return trouble;
      try {
        // At once, so that no other comes in between.
        lease.name(owned);
        return undefined;
      } catch (error) {
        // What is not written down is not made: nobody could sweep it.
        trouble = `the journal cannot be written (${error instanceof Error ? error.message : String(error)})`;
        return trouble;
      }
    },
  };
}

/** True of an answer to a create after which the thing may be there. */
const mayBeMade = (answer: Answer): boolean =>
  answer.kind === "accepted" ||
  (answer.kind === "lost" && !isUnsent(answer)) ||
  (answer.kind === "refused" && answer.isOwn === true);

/** A session under names of its own, which deletes at its end what it made. */
function named(
  { run, send, lease, quota, mark }: Stay,
  session: number,
  ending: AbortSignal | undefined,
): Session {
  const mine = new Map<string, Owned>();
  /** How many creates of a name are under way: what one of them was refused, another may have made. */
  const underWay = new Map<string, number>();
  const noting: Send = async (command) => {
    const owned = command.operation.startsWith("Create") ? ownedIn(command.input) : undefined;
    if (owned === undefined) {
      const answer = await send(command, ending);
      lease.hear(command, answer);
      return answer;
    }
    const key = `${owned.kind} ${owned.name}`;
    // Noted before it is sent, so that no interrupt comes between.
    const why = lease.isHeld(owned) ? undefined : await quota.take(owned, ending);
    if (why !== undefined) return unsent(why);
    underWay.set(key, (underWay.get(key) ?? 0) + 1);
    const answer = await send(command, ending);
    const others = (underWay.get(key) ?? 1) - 1;
    underWay.set(key, others);
    lease.hear(command, answer);
    if (mayBeMade(answer)) mine.set(key, owned);
    else if (!mine.has(key) && others === 0) lease.forget(owned);
    return answer;
  };
  return {
    send: scoped(noting, `${run}${session.toString(36)}-`, mark),
    wait: pausing(ending),
    [Symbol.asyncDispose]: () => lease.release(mine.values(), ending),
  };
}
