import type { RuleId } from "../../../models/rules/rule.ts";
import type { Fault } from "../service.ts";

/** A small fault of the reference service, the rule that catches it, and how many commands it takes to show it at most. */
export interface Mutant {
  readonly rule: RuleId;
  readonly story: number;
  readonly fault: Fault;
}

export const mutant = (rule: RuleId, story: number, fault: Fault): Mutant => ({
  rule,
  story,
  fault,
});
