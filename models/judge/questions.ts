import { speaksOfDoubtful } from "../belief/doubt.ts";
import type { Answer, OperationName } from "../contract/contract.ts";
import type { Operation } from "../operations/operation.ts";
import type { Asked, QuestionId } from "../rules/rule.ts";

/** The open questions that an answer to this request settles for this target: those that nothing else could have settled. */
export function questionsOf<K extends OperationName>(
  { name, questions: open, grounds }: Operation<K>,
  asked: Asked<K>,
  answer: Answer<K>,
): readonly QuestionId[] {
  if (answer.kind !== "accepted" && answer.kind !== "refused") return [];
  const questions = open.filter((question) => question.when(asked));
  if (questions.length === 0) return [];
  const isExplained = grounds.some((ground) => ground.when(asked) !== false);
  return isExplained || speaksOfDoubtful(asked.before, asked.input, name)
    ? []
    : questions.map(({ id }) => id);
}
