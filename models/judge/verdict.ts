import type { Resource } from "../contract/resource.ts";
import type { Breach, Check } from "../rules/check.ts";
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

/** What rules say of an exchange, each in its way. */
export function verdictOf<R extends { readonly id: RuleId }>(
  rules: readonly R[],
  checkOf: (rule: R) => Check,
): Verdict {
  const exercised: RuleId[] = [];
  const violations: Violation[] = [];
  for (const rule of rules) {
    const check = checkOf(rule);
    if (check === "silent") continue;
    exercised.push(rule.id);
    if (check !== "kept") violations.push(violationOf(rule.id, check));
  }
  return { exercised, violations };
}

function violationOf(rule: RuleId, { expected, actual, about }: Breach): Violation {
  const violation = { rule, expected: show(expected), actual: show(actual) };
  return about === undefined ? violation : { ...violation, about };
}

export const joined = (verdicts: readonly Verdict[]): Verdict => ({
  exercised: verdicts.flatMap(({ exercised }) => exercised),
  violations: verdicts.flatMap(({ violations }) => violations),
});
