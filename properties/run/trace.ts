import type { Conversation } from "../../models/contract/command.ts";
import type { Exchange } from "../../models/contract/contract.ts";
import type { RuleId } from "../../models/rules/rule.ts";

/** An exchange as it took place. */
export interface Said {
  readonly exchange: Exchange;
  /** The index of the command of the conversation that it belongs to. */
  readonly step: number;
  /** When it was asked and answered, in turns: what came before what. */
  readonly called: number;
  readonly returned: number;
  /** Where several clients spoke at once: the step at which they began. */
  readonly section?: number;
}

/** What was said to a target in one conversation and what it answered, and nothing that anybody thinks of it. */
export interface Trace {
  readonly said: readonly Said[];
  /** True where something ended it before its end. */
  readonly isCutShort: boolean;
}

/**
 * Why a conversation was held: to search, to find a shorter story of a rule, to see whether one is true each time, whether the rule is to
 * blame, or what it is not about.
 */
export interface Purpose {
  readonly phase: "search" | "shrink" | "confirm" | "acquit" | "control";
  /** The rule, or the crash, that the story is about. */
  readonly rule?: RuleId | undefined;
  /** It was aimed at nothing: what is estimated to be left is taken from such ones. */
  readonly isDrawn?: true;
}

/** A conversation that was held, why, and what was recorded. */
export interface Telling extends Purpose {
  readonly conversation: Conversation;
  readonly trace: Trace;
}
