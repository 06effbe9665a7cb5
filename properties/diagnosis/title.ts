import type { ListedRule } from "../../models/operations/index.ts";
import type { Counterexample } from "../../reports/stored.ts";

/** The longest text that stands in a title. */
const longestShown = 40;

/** A sentence that says what the service does where a rule is broken, as the story shows it. */
export function titleOf(
  { id, operation, kind }: Pick<ListedRule, "id" | "operation" | "kind">,
  { expected, actual }: Pick<Counterexample, "expected" | "actual">,
): string {
  const subject = operation === "any" ? "Answers" : operation;
  const words = (id.split("/")[1] ?? id).replace(/^accepts-/, "").replaceAll("-", " ");
  if (actual === "accepted") return `${subject} accepts what AWS refuses: ${words}`;
  const code = /^refused with (?<code>\S+)/.exec(actual)?.groups?.["code"];
  if (code === undefined)
    return Math.max(expected.length, actual.length) > longestShown
      ? `${subject}: ${words} is not as AWS has it`
      : `${subject}: ${words}: ${actual} where AWS has ${expected}`;
  return kind === "ground"
    ? `${subject} refuses with ${code}, and AWS with another code: ${words}`
    : `${subject} refuses with ${code} what AWS accepts${id.endsWith("/unprovoked-refusal") ? "" : `: ${words}`}`;
}
