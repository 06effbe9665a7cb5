import type { ListedRule } from "../../models/operations/index.ts";
import type { Counterexample } from "../../reports/stored.ts";

/** True of what tells somebody something in a title: it is short, and no list of lists. */
const isTelling = (text: string): boolean => text.length <= 40 && !text.startsWith("[[");

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
    return isTelling(expected) && isTelling(actual) && expected !== actual
      ? `${subject}: ${words}: ${actual} where AWS has ${expected}`
      : `${subject}: ${words} is not as AWS has it`;
  return kind === "ground"
    ? `${subject} refuses with ${code}, and AWS with another code: ${words}`
    : `${subject} refuses with ${code} what AWS accepts${id.endsWith("/unprovoked-refusal") ? "" : `: ${words}`}`;
}

/** What AWS does, and what came instead. */
export const becauseOf = ({
  expected,
  actual,
}: Pick<Counterexample, "expected" | "actual">): string => `AWS: ${expected}. Here: ${actual}.`;
