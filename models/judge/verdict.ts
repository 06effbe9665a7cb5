import type { RuleId } from "../rules/rule.ts";
import { areSame, show } from "./show.ts";

export interface Violation {
  readonly rule: RuleId;
  readonly expected: string;
  readonly actual: string;
  /** What was decided of the request is wrong, not what an answer shows. */
  readonly isDecision?: true;
  /** The values that should be the same, where there are such: of lists, what is in one and not in the other. */
  readonly values?: readonly unknown[];
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
  if (wanted === found) return [];
  return [{ rule, expected: wanted, actual: found, values: apart(expected, actual) }];
}

/** Two values; of two lists, what is in one and not in the other. */
const apart = (one: unknown, other: unknown): readonly unknown[] =>
  Array.isArray(one) && Array.isArray(other)
    ? [...lacking(one, other), ...lacking(other, one)]
    : [one, other];

const lacking = (items: readonly unknown[], others: readonly unknown[]): readonly unknown[] =>
  items.filter((item) => !others.some((one) => areSame(item, one)));
