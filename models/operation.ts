import type * as fc from "fast-check";

import type { Answer, FaultCode, Input, OperationName, Output } from "./contract.ts";
import type { OpenQuestion, Rule } from "./rule.ts";
import type { State } from "./state.ts";

/** One way to make a request: a right one, or one with a thing wrong or special about it. */
export interface Variation<K extends OperationName> {
  readonly name: string;
  /** Left out where the state gives it nothing to work on. */
  readonly when?: (state: State) => boolean;
  readonly inputs: (state: State) => fc.Arbitrary<Input<K>>;
  /** How often it is taken beside others; 1 unless said. */
  readonly weight?: number;
  readonly action?: string;
  readonly until?: "listed" | "settled";
}

/** All that the model knows of one operation. */
export interface Operation<K extends OperationName> {
  readonly name: K;
  readonly rules: readonly Rule<K>[];
  readonly open: readonly OpenQuestion<K>[];
  /** The codes that the API model declares for it. */
  readonly declared: readonly FaultCode[];
  readonly variations: readonly Variation<K>[];
  /** What AWS would answer to a request that it accepts, as far as we know. */
  predict(before: State, input: Input<K>): Output<K>;
  /** The state after an answer. Pure; a refusal changes nothing but what we watch for. */
  advance(before: State, input: Input<K>, answer: Answer<K>): State;
}
