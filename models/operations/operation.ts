import type * as fc from "fast-check";

import type { State } from "../belief/state.ts";
import type { Answer, FaultCode, Input, OperationName, Output } from "../contract/contract.ts";
import type { Asked, OpenQuestion, Rule } from "../rules/rule.ts";

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
  /** It makes what other requests can build on: conversations about groups and tags begin with these. */
  readonly isFoundation?: true;
  /** It uses what belongs to AWS: `default`, or a name with a dot. Left out on accounts that others use. */
  readonly isReserved?: true;
}

export type Refusal = Extract<Answer, { readonly kind: "refused" }>;

/** All that the model knows of one operation. */
export interface Operation<K extends OperationName> {
  readonly name: K;
  readonly rules: readonly Rule<K>[];
  readonly open: readonly OpenQuestion<K>[];
  /** The codes that the API model declares for it. */
  readonly declared: readonly FaultCode[];
  readonly variations: readonly Variation<K>[];
  /** Refusals that no rule may speak of, whatever applies. */
  tolerates?(asked: Asked<K>, refusal: Refusal): boolean;
  /** What AWS would answer to a request that it accepts, as far as we know. */
  predict(before: State, input: Input<K>): Output<K>;
  /** The state after an answer. Pure; a refusal changes nothing but what we watch for. */
  advance(before: State, input: Input<K>, answer: Answer<K>): State;
}
