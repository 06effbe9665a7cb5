import type { Resource } from "../contract/resource.ts";
import type { Check } from "../rules/check.ts";
import type { RuleId } from "../rules/rule.ts";
import { show } from "../rules/show.ts";

export interface Violation {
  readonly rule: RuleId;
  readonly expected: string;
  readonly actual: string;
  /** What was decided of the request is wrong, not what an answer shows. */
  readonly isDecision?: true;
  /** Whom it is about: those that are shown wrongly. */
  readonly about?: readonly Resource[];
  /** Rules that each may be the cause: if one is broken by itself, this violation says nothing new. */
  readonly suspects?: readonly RuleId[];
}

/** What a part of the judge says of an exchange. */
export interface Verdict {
  readonly exercised: readonly RuleId[];
  readonly violations: readonly Violation[];
}

export const silence: Verdict = { exercised: [], violations: [] };

/** What one rule says. */
export function verdictOf(rule: RuleId, check: Check): Verdict {
  if (check === "silent") return silence;
  if (check === "kept") return { exercised: [rule], violations: [] };
  const { expected, actual, about } = check;
  const violation = { rule, expected: show(expected), actual: show(actual) };
  return { exercised: [rule], violations: [{ ...violation, ...(about && { about }) }] };
}

export const joined = (verdicts: readonly Verdict[]): Verdict => ({
  exercised: verdicts.flatMap(({ exercised }) => exercised),
  violations: verdicts.flatMap(({ violations }) => violations),
});
