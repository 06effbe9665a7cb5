import type { Exchange } from "../../models/contract/contract.ts";
import type { Violation } from "../../models/judge/judge.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import type { Checked, Loss } from "./checked.ts";

/** Where the ids of crashes begin: no rule is named so. */
const family = "crash/";

/** True of the id of a crash: a request that is lost each time, in the same way, while others are answered. */
export const isCrash = (id: string): boolean => id.startsWith(family);

/** The losses of a telling that are not those which a story is about. */
export const otherLosses = (rule: RuleId, { lost }: Pick<Checked, "lost">): readonly Loss[] =>
  lost.filter(({ crash }) => crash !== rule);

/** What a road answers by itself, with nobody behind it: a proxy that asks who you are, or has enough of you. */
const byTheRoad = new Set([401, 403, 407, 408, 429]);

/**
 * What an answer that did not come would be, if it came back each time: nothing where the reason is known, or is the road's. Of an
 * answer without words it is its status by which it is known again.
 */
export function crashIn({ command, answer }: Exchange): Violation | undefined {
  if (answer.kind !== "lost") return undefined;
  const { cause, wire, reason, code } = answer;
  if (cause !== undefined && cause !== "timeout" && cause !== "oversized") return undefined;
  const status = wire?.status;
  if (status !== undefined && (status < 400 || byTheRoad.has(status))) return undefined;
  // With a code it was answered: refused for want of something, a quota or a role.
  if (code !== undefined && (status ?? 0) < 500) return undefined;
  const how = status === undefined ? (cause ?? "no answer") : `HTTP ${status}`;
  return {
    rule: `${family}${command.action ?? command.operation}: ${how}`,
    expected: "an answer",
    actual: reason,
  };
}
