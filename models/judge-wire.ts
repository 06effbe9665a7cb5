import type { Exchange } from "./contract.ts";
import type { Raw, WireRule } from "./rule.ts";
import { wireRules } from "./rules/wire.ts";
import { difference, silence, type Verdict } from "./verdict.ts";
import { looksLikeAnswer, parse } from "./xml.ts";

/** Holds the raw response to the wire rules. */
export function judgeWire({ command, answer }: Exchange): Verdict {
  const { wire } = answer;
  if (wire === undefined) return silence;
  const raw: Raw = {
    operation: command.operation,
    action: command.action,
    kind: answer.kind,
    wire,
    document: parse(wire.body),
  };
  const holding = wireRules.filter((rule) => speaksOf(rule, raw));
  return {
    exercised: holding.map(({ id }) => id),
    violations: holding.flatMap((rule) =>
      difference(rule.id, rule.expected(raw), rule.actual(raw)),
    ),
  };
}

/** A response that is no answer is held to two rules only: XML of the service is well formed, and an unknown Action is not accepted. */
function speaksOf(rule: WireRule, raw: Raw): boolean {
  if (raw.action !== undefined) return rule.of === "unknown-action";
  if (raw.kind === "unsupported") return false;
  if (raw.kind === "lost")
    return rule.of === "losses" && raw.wire.status < 500 && looksLikeAnswer(raw.wire.body);
  return rule.when?.(raw) ?? true;
}
