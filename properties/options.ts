import type { Conversation } from "../models/contract/command.ts";
import type { RuleId } from "../models/rules/rule.ts";
import type { Report } from "../reports/report.ts";
import type { Target } from "../targets/target.ts";
import type { Support } from "./run/probe.ts";
import type { Telling } from "./run/trace.ts";
import type { Shard } from "./shard.ts";
import type { Talk } from "./talk.ts";

/** What may be said of a survey: what is not, has a default. */
export type SurveyOptions = Partial<SurveySettings>;

/** All that a survey goes by. */
export interface SurveySettings {
  readonly suiteVersion: string;
  readonly seed: number;
  /** The most requests to send while searching. */
  readonly commands: number;
  /** Which part of the conversations, and of these requests, this run has; all of them unless said. */
  readonly shard?: Shard | undefined;
  /** The most requests to spend on making one story shorter. */
  readonly shrinkCommands: number;
  readonly minutes?: number | undefined;
  /** How many classes of members and states at a time meet in some request: pairs unless said. */
  readonly strength?: number | undefined;
  /**
   * Ends the search once any two classes have met and the chance that a hundred requests more show anything new is no larger than this;
   * 0.01 on AWS unless said, and else the requests are all spent.
   */
  readonly untilQuiet?: number | undefined;
  /** How long a changing user may take to settle, in seconds. */
  readonly settleSeconds: number;
  /** How many conversations are held at once, where the target takes many; one unless said. */
  readonly parallel?: number;
  /** Says every conversation of up to so many commands over two users, instead of random ones, whatever it takes. */
  readonly exhaustive?: number | undefined;
  /** A target on which requests cost less: stories that are true there too are made shorter there. */
  readonly cheap?: Target;
  /** Broken `should` rules count too; they do not unless said. */
  readonly strict?: boolean;
  /** Tells the stories of what is tolerated too; they are not told unless said. */
  readonly tellsTolerated?: boolean;
  /** False where nobody asks what explains that which is broken: it takes its time. */
  readonly explains?: boolean;
  /** True to leave the accounts in the report that ARNs name; they are masked unless said. */
  readonly showsAccounts?: boolean;
  /** An earlier report: what was broken in it does not count again. */
  readonly baseline?: Report | undefined;
  /** How a story is told again, for whoever reads the report: the program, and the options that lead to the target. */
  readonly replay?: Report["replay"];
  /** Only these rules are looked for; all unless said. */
  readonly isWanted?: (rule: RuleId) => boolean;
  /** Ends the run early; what was found until then is reported as inconclusive. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Told of every conversation that is held, why, and what was recorded. */
  readonly onTelling?: (telling: Telling) => void;
  /** Told of what the target has, once that is known. */
  readonly onSupport?: (support: Support) => void;
  /** Told of every conversation of the search, and of what became of it. */
  readonly onTalk?: (conversation: Conversation, talk: Talk) => void;
}

export interface Progress {
  readonly phase: "searching" | "shortening" | "leaving" | "diagnosing";
  readonly sent: number;
  readonly budget: number;
  readonly exercised: number;
  readonly broken: number;
  /** The rule whose story is being made shorter. */
  readonly rule?: RuleId;
  /** What is waited for, where a real clock must run. */
  readonly waiting?: string;
}

/** How far a run has come, for whoever watches. */
export interface Stage {
  show(news: Partial<Progress>): void;
  onWait(what: string, waited: number): void;
}
