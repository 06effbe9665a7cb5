import type { FaultCode } from "../contract/contract.ts";
import { documented, type FactId, type Level, type RefusalRule, type RuleId } from "./rule.ts";

/** The claims about every refusal of an operation. */
export interface Refusals {
  /** It has a ground. */
  readonly provocation: RefusalRule;
  /** Its code is one that the API model declares. */
  readonly declaration: RefusalRule;
  /** Its message names nobody else than the request is about. */
  readonly naming: RefusalRule;
}

/** The claims about every refusal of an operation. */
export const refusalRules = ({
  provocation,
  declaration,
  naming,
  fact,
  declared,
  level = "must",
}: {
  readonly provocation: RuleId;
  readonly declaration: RuleId;
  readonly naming: RuleId;
  readonly fact: FactId;
  readonly declared: readonly FaultCode[];
  /** `should` where siblings are known to answer with codes that the model does not declare (F362). */
  readonly level?: Level;
}): Refusals => ({
  provocation: {
    kind: "refusal",
    id: provocation,
    level: "must",
    clause: documented(
      [fact],
      "API Reference, Errors",
      "A request to which none of the errors applies is not refused.",
    ),
  },
  declaration: {
    kind: "refusal",
    id: declaration,
    level,
    clause: documented([fact], "API model 2015-02-02, errors", declared.join(", ")),
  },
  naming: {
    kind: "refusal",
    id: naming,
    level: "should",
    clause: documented(
      [fact],
      "API Reference, Errors",
      "An error is about what was asked for: a message that names a user or a group names none that the request has nothing to do with.",
    ),
  },
});
