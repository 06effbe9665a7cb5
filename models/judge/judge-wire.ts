import type { Answer, Command, Exchange, Wire } from "../contract/contract.ts";
import { faultIn, readResult } from "../contract/reading.ts";
import { documentOf } from "../contract/xml.ts";
import type { Raw, RuleId, WireRule } from "../rules/rule.ts";
import { wireRules } from "../rules/wire.ts";
import { joined, silence, type Verdict, verdictOf } from "./verdict.ts";

/** Holds the raw response to the wire rules. */
export function judgeWire({ command, answer }: Exchange): Verdict {
  const { wire } = answer;
  if (wire === undefined) return silence;
  const raw = rawOf(command, answer, wire);
  const said = (rules: readonly WireRule[]): Verdict =>
    verdictOf(rules, (rule) => (speaksOf(rule, raw) ? rule.check(raw) : "silent"));
  const first = said(firstRules);
  return first.violations.some(({ rule }) => musts.has(rule))
    ? first
    : joined([first, said(lastRules)]);
}

const firstRules = wireRules.filter(({ isLast }) => isLast !== true);
const lastRules = wireRules.filter(({ isLast }) => isLast === true);
const musts: ReadonlySet<RuleId> = new Set(
  wireRules.filter(({ level }) => level === "must").map(({ id }) => id),
);

function rawOf(command: Command, answer: Answer, wire: Wire): Raw {
  const document = documentOf(wire);
  const root = document.kind === "well-formed" ? document.root : undefined;
  return {
    operation: command.operation,
    action: command.action,
    kind: kindOf(answer),
    wire,
    document,
    places:
      root === undefined || answer.kind !== "accepted"
        ? []
        : readResult(command.operation, root).places,
    fault: root === undefined || answer.kind !== "refused" ? undefined : faultIn(root),
    misread: "misread" in answer ? answer.misread : undefined,
  };
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
