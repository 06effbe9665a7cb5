import type { RuleId } from "./rule.ts";
import { areSame, show } from "./show.ts";

export interface Violation {
  readonly rule: RuleId;
  readonly expected: string;
  readonly actual: string;
  /** Rules that each may be the cause: if one is broken by itself, this violation says nothing new. */
  readonly suspects?: readonly RuleId[];
}

/** What a part of the judge says of an exchange. */
export interface Verdict {
  readonly exercised: readonly RuleId[];
  readonly violations: readonly Violation[];
}

export const silence: Verdict = { exercised: [], violations: [] };

/** A violation, where what was found is not what was expected. */
export function difference(rule: RuleId, expected: unknown, actual: unknown): readonly Violation[] {
  if (areSame(expected, actual)) return [];
  const [wanted, found] = [show(expected), show(actual)];
  return wanted === found ? [] : [{ rule, expected: wanted, actual: found }];
}
