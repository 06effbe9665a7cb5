import type { Answer, Command, OperationName } from "../models/contract/contract.ts";
import type { Kind, Site } from "../models/contract/site.ts";
import type { FactId, RuleId } from "../models/rules/rule.ts";

/** What a target is known to do otherwise than AWS, and why that is tolerated: a rule that it breaks, or an operation that it lacks. */
export interface Deviation {
  readonly rule?: RuleId | undefined;
  readonly operation?: OperationName | undefined;
  readonly because: string;
  /** The fact it contradicts, where there is one. */
  readonly fact?: FactId | undefined;
  /** The id of the defect by which the rule is broken, as reports tell it. */
  readonly defect?: string | undefined;
  /** A token with a story that shows it: while it does, the entry is not stale, however seldom a run comes upon it. */
  readonly story?: string | undefined;
}

/** Something that claims to keep the contract. */
export interface Target {
  readonly name: string;
  readonly kind: Kind;
  readonly version?: string | undefined;
  readonly endpoint?: string | undefined;
  /** True of an endpoint that is gone when the run is over. */
  readonly isPassing?: true;
  readonly region: string;
  readonly deviations: readonly Deviation[];
  /** True where we may touch everything, `default` included; false on accounts that others use. */
  readonly disposable: boolean;
  /** True of a target on a virtual clock: waiting for it takes no time. */
  readonly waitsForFree?: true;
  /** True of a target that can be spoken to by a second account. */
  readonly tellsAccountsApart?: true;
  /** True of a target with which several conversations can be held at once: no two see each other. */
  readonly takesMany?: true;
  /** How many requests left, whatever they were for, and how many of them were throttled and sent again. */
  readonly traffic?: { readonly requests: number; readonly throttled: number } | undefined;
  /** True where the budget of requests is spent, but for what it takes to leave. */
  readonly isSpent?: boolean;
  /** True where a client library of somebody else stands between: it has its own region and account, and shows no raw responses. */
  readonly isClient?: true;
  /** The same service spoken to without that client: it tells whose fault a broken rule is. */
  readonly beneath?: Target;
  /** Why nothing more can be sent there, once that is so: no journal can be written, say. */
  readonly trouble?: string | undefined;
  /**
   * Why a command may not be sent there, in a session of its own; nothing where it may. Nothing is sent for it. Not here: all may.
   */
  objection?(command: Command): Promise<string | undefined>;
  /**
   * Opens a session in which none of our earlier users exist. Once `ending` is aborted, nothing that the session does is waited
   * for any more, and nothing more is sent. Throws `Unreachable` where that fails.
   */
  open(ending?: AbortSignal): Promise<Session>;
  /** Names of users that we made and have not seen go, where the target is not ours to reset. */
  readonly leftBehind?: readonly string[];
  /** How many names we gave to what we made, and how many of them are seen to be gone, where the target is not ours to reset. */
  readonly names?: { readonly named: number; readonly gone: number } | undefined;
  /** The journal of what we made, while it names what is not known to be gone. */
  readonly journal?: string | undefined;
  /** Removes what is left of ours, and sends nothing more. Throws `Unreachable` where the target cannot be made to forget. */
  close(leaving?: Leaving): Promise<void>;
}

/** Where a target is, for whoever wants to ask it again. */
export const siteOf = ({ kind, endpoint, isPassing, region }: Target): Site => ({
  kind,
  region,
  ...(isPassing === true ? {} : { url: endpoint }),
});

/** How to leave a place that others use. */
export interface Leaving {
  /** Told each second how many users and groups of ours are waited for, and for how many seconds. */
  onWait?(left: number, waited: number): void;
  /** Once it is aborted, some seconds are left, whatever is under way. */
  readonly hurry?: AbortSignal;
}

/** A conversation with a target. Disposing of it removes what it created. */
export interface Session extends AsyncDisposable {
  send<K extends OperationName>(command: Command<K>): Promise<Answer<K>>;
  /** Lets so many seconds pass, of the target's own clock. */
  wait(seconds: number): Promise<void>;
}

/**
 * Sends one command to one place. Once `ending` is aborted, it is not waited for any more. What it rejects with is a defect of
 * ours, never an answer.
 */
export type Send = <K extends OperationName>(
  command: Command<K>,
  ending?: AbortSignal,
) => Promise<Answer<K>>;

/** A target that does not forget, though it answers that it did: what one conversation leaves would be held against the next. */
export class Unforgetful extends Error {
  override readonly name = "Unforgetful";
}

/** The target could not be reached, or speaks no ElastiCache: no verdict on it is possible. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}
