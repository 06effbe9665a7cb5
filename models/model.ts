import { initialWorld, type World } from "./belief/state.ts";
import type { Command, Exchange, OperationName } from "./contract/contract.ts";
import { check, type Judgement } from "./judge/judge.ts";
import { mayExercise, predict, type Prediction, reasonsAgainst } from "./judge/predict.ts";
import { step } from "./judge/step.ts";
import { operations } from "./operations/index.ts";
import type { Variation } from "./operations/operation.ts";
import type { QuestionId, RuleId } from "./rules/rule.ts";

/**
 * The whole model, as whoever speaks to a target sees it: a state machine of the kind that proptest-state-machine and Hypothesis
 * know, of which the state is what the answers so far entitle a client to believe. All of it is pure.
 */
export interface ReferenceModel {
  /** What is believed before the first request. Commands without a region go to `home`. */
  initial(home: string): World;
  /** The ways to make a request of an operation, each with the states that give it something to work on. */
  generate<K extends OperationName>(operation: K): readonly Variation<K>[];
  /** What a command would come to: a guide for what to say next, never a verdict. */
  predict(before: World, command: Command): Prediction;
  /** Whether a rule may speak of a command; true where that cannot be told. */
  mayExercise(before: World, command: Command, rule: RuleId): boolean;
  /** The reasons to refuse a command that may hold, and the questions that it leaves open: none where it is as plain as can be. */
  reasonsAgainst(before: World, command: Command): ReadonlySet<RuleId | QuestionId>;
  /** What is believed after an exchange. */
  step(before: World, exchange: Exchange): World;
  /** What an exchange says of the rules. */
  check(before: World, exchange: Exchange): Judgement;
}

export const model: ReferenceModel = {
  initial: initialWorld,
  generate: <K extends OperationName>(operation: K) => operations[operation].variations,
  predict,
  mayExercise,
  reasonsAgainst,
  step,
  check,
};
