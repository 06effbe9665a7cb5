import type { Command, Exchange } from "../../models/contract/contract.ts";
import type { Violation } from "../../models/judge/judge.ts";
import type { QuestionId, RuleId } from "../../models/rules/rule.ts";

/** A rule broken in a conversation: by which command, and whether nothing had gone wrong before. */
export interface Failure {
  readonly violation: Violation;
  /** The index of the command that brought it about. */
  readonly step: number;
  /** At which of its requests: of a command that is sent many times, the turn. */
  readonly turn: number;
  readonly isFirst: boolean;
  /** The rules that were broken by earlier answers, of those that can be the cause of anything. */
  readonly after: readonly RuleId[];
}

/** What a trace shows. */
export interface Checked {
  readonly exchanges: readonly Exchange[];
  readonly exercised: readonly RuleId[];
  readonly failures: readonly Failure[];
  /** Answers that a service might give for want of a better one, as failures: crashes, if they come back. */
  readonly crashes: readonly Failure[];
  readonly lost: readonly Loss[];
  readonly unasked: readonly Unasked[];
  /** The cells of the table of what can happen to users that were answered, by name. */
  readonly cells: readonly string[];
  /** What the target did where no fact says what AWS does. */
  readonly settled: readonly Answered[];
}

/** What a trace of nothing shows. */
export const nothingChecked: Checked = {
  exchanges: [],
  exercised: [],
  failures: [],
  crashes: [],
  lost: [],
  unasked: [],
  cells: [],
  settled: [],
};

/** A request that a client has no way to ask in full, and why; the rules that would have spoken of it. */
export interface Unasked {
  readonly command: Command;
  readonly reason: string;
  readonly rules: readonly RuleId[];
}

/** How a target answered an open question. */
export interface Answered {
  readonly question: QuestionId;
  readonly exchange: Exchange;
}

export interface Loss {
  /** The Action that was asked for: an operation, or one that nobody has. */
  readonly operation: string;
  readonly reason: string;
  /** What it would be if it came back each time: the id of a crash. */
  readonly crash?: RuleId | undefined;
}
