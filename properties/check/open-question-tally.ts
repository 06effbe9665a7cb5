import type { Answer, Command } from "../../models/contract/contract.ts";
import { keyOf, namedIn } from "../../models/contract/resource.ts";
import { openQuestions } from "../../models/operations/index.ts";
import type { QuestionId } from "../../models/rules/rule.ts";
import type { Report } from "../../reports/report.ts";
import type { Answered } from "./checked.ts";

type Question = NonNullable<Report["questions"]>[number];

/** How a target answered the open questions: how often in which way, each with the first request that was answered so. */
export class OpenQuestionTally {
  readonly #known = new Map<
    QuestionId,
    Map<string, { count: number; readonly command: Command }>
  >();

  take({ question, exchange: { command, answer } }: Answered): void {
    const ways = this.#known.get(question) ?? new Map();
    this.#known.set(question, ways);
    const way = wayOf(command, answer);
    const known = ways.get(way) ?? { count: 0, command };
    known.count += 1;
    ways.set(way, known);
  }

  /** Every open question, those that nobody asked among them. */
  table(): Question[] {
    return openQuestions.map(({ id, operation, question, settledBy }) => ({
      id,
      operation,
      question,
      settledBy,
      answers: [...(this.#known.get(id) ?? [])]
        .map(([answer, { count, command }]) => ({
          answer,
          count,
          command,
        }))
        .toSorted((a, b) => b.count - a.count),
    }));
  }
}

/** What was done, without the names of this time: those of the request, and others of a form that we give. */
function wayOf({ input }: Command, answer: Answer): string {
  if (answer.kind !== "refused") return answer.kind;
  const named = new Set(namedIn(input).map(({ id }) => id));
  const text = answer.message
    .replaceAll(/[\w-]+/g, (word) => (named.has(keyOf(word)) ? "<id>" : word))
    .replaceAll(/\b(?:u|g|p|q)-\w+/gi, "<id>")
    .replaceAll(/\s+/g, " ");
  return `refused with ${answer.code}: ${text.slice(0, 160)}`.replace(/: $/, "");
}
