import type { RuleId } from "../../models/rules/rule.ts";
import { flaws } from "../../targets/reference/flaws/index.ts";
import { mutants } from "../../targets/reference/mutants/index.ts";
import type { Fault } from "../../targets/reference/service.ts";

/** What may be wrong with a service: one of the faults that a reference service can have. */
export interface Hypothesis {
  readonly name: string;
  /** A sentence that says what the service does, where the fault is one at large. */
  readonly title?: string;
  /** The rule that catches it, where it is the fault of one. */
  readonly rule?: RuleId;
  readonly fault: Fault;
  /** What stands in the names of the rules that tell it best. */
  readonly by?: string;
}

/** Everything that may be wrong: the faults that prove each rule, and those at large. */
export const hypotheses: readonly Hypothesis[] = [
  ...mutants.map(({ rule, fault }, index) => ({ name: `${rule} ${index}`, rule, fault })),
  ...flaws,
];

/** True where a fault is one of the form of answers. */
export const isOfForm = ({ fault, rule }: Hypothesis): boolean =>
  fault.response !== undefined || rule?.startsWith("wire/") === true;
