import type { Answer, Exchange } from "../contract/contract.ts";
import { documentOf } from "../contract/xml.ts";
import type { Raw, WireRule } from "../rules/rule.ts";
import { wireRules } from "../rules/wire.ts";
import { silence, type Verdict, verdictOf } from "./verdict.ts";

/** Holds the raw response to the wire rules. */
export function judgeWire({ command, answer }: Exchange): Verdict {
  const { wire } = answer;
  if (wire === undefined) return silence;
  const raw: Raw = {
    operation: command.operation,
    action: command.action,
    kind: kindOf(answer),
    wire,
    document: documentOf(wire),
  };
  return verdictOf(wireRules, (rule) => (speaksOf(rule, raw) ? rule.check(raw) : "silent"));
}

const kindOf = (answer: Answer): Raw["kind"] =>
  answer.kind === "lost" && answer.cause === "unreadable"
    ? "unreadable"
    : answer.kind === "lost"
      ? "none"
      : answer.kind;

/** A response that cannot be read is held to the rules on that only; one that is none of the service's, to none. */
function speaksOf(rule: WireRule, raw: Raw): boolean {
  if (raw.action !== undefined) return rule.of === "unknown-action";
  if (raw.kind === "none" || raw.kind === "unsupported") return false;
  return raw.kind !== "unreadable" || rule.of === "claims";
}
