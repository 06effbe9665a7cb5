import type { RuleId } from "../../../models/rule.ts";
import type { Fault } from "../service.ts";

/** A small fault of the reference service, the rule that catches it, and the fewest commands that show it. */
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
