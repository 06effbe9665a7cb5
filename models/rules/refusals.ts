import type { FaultCode } from "../contract/contract.ts";
import { documented, type FactId, type Level, type RefusalRule } from "./rule.ts";

/** The two claims about every refusal of an operation: it has a ground, and its code is one that the API model declares. */
export const refusalRules = (
  prefix: string,
  fact: FactId,
  declared: readonly FaultCode[],
  /** `should` where siblings are known to answer with codes that the model does not declare (F362). */
  level: Level = "must",
): readonly RefusalRule[] => [
  {
    kind: "refusal",
    about: "provocation",
    id: `${prefix}/unprovoked-refusal`,
    level: "must",
    clause: documented(
      [fact],
      "API Reference, Errors",
      "A request to which none of the errors applies is not refused.",
    ),
  },
  {
    kind: "refusal",
    about: "declaration",
    id: `${prefix}/declared-codes`,
    level,
    clause: documented([fact], "API model 2015-02-02, errors", declared.join(", ")),
  },
];
