import type { Conversation } from "../../models/contract/command.ts";
import type { Violation } from "../../models/judge/judge.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import type { Failure } from "../check/checked.ts";

/** A broken rule, and the story that shows it. */
export interface Symptom {
  readonly rule: RuleId;
  readonly conversation: Conversation;
  /** Rules that were broken before it in every story that was seen. */
  readonly follows: readonly string[];
  readonly failure: Pick<Failure, "violation" | "step">;
}

/**
 * True of breaches of one rule that look alike: where it was decided otherwise, in the same way; where something else was shown,
 * whatever it is, as no two services show the same.
 */
export const alike = (one: Violation, other: Violation): boolean =>
  one.rule === other.rule &&
  one.isDecision === other.isDecision &&
  (one.isDecision !== true || one.actual === other.actual);

/** The name of a rule, whichever operation has it. */
export const nameIn = (rule = ""): string => rule.replace(/^[^/]*/, "");
