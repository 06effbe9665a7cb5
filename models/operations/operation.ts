import type * as fc from "fast-check";

import type { State } from "../belief/state.ts";
import type { Combinations } from "../combinations/parameter.ts";
import type { Answer, FaultCode, Input, OperationName, Output } from "../contract/contract.ts";
import type { Refusals } from "../rules/refusals.ts";
import type {
  Allowance,
  Asked,
  Ground,
  Guarantee,
  OpenQuestion,
  RefusalRule,
  Rule,
  Wording,
} from "../rules/rule.ts";

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

/** What is written down of one operation. */
interface Definition<K extends OperationName> {
  readonly name: K;
  /** In the order of reports; those on refusals in general come last. */
  readonly rules: readonly Rule<K>[];
  readonly refusals: Refusals;
  readonly questions: readonly OpenQuestion<K>[];
  /** The codes that the API model declares for it. */
  readonly declared: readonly FaultCode[];
  readonly variations: readonly Variation<K>[];
  /** What its requests are put together from, by classes of which any two are said together once. */
  readonly combinations: readonly Combinations[];
  /** Refusals that no rule may speak of, whatever applies. */
  tolerates?(asked: Asked<K>, refusal: Refusal): boolean;
  /**
   * True of a request that may be refused for all that facts at `must` say, whomever it names: what else is wrong with it may
   * come second (F058).
   */
  isDoubtful?(asked: Asked<K>): boolean;
  /** False of a request of which no fact at `must` says that it is accepted; true unless said. */
  isCarried?(asked: Asked<K>): boolean;
  /** What AWS would answer to a request that it accepts, as far as we know. */
  predict(before: State, input: Input<K>): Output<K>;
  /** The state after an answer. Pure; a refusal changes nothing but what we watch for. */
  step(before: State, input: Input<K>, answer: Answer<K>, isOverdue?: boolean): State;
}

/** All that the model knows of one operation. */
export interface Operation<K extends OperationName> extends Omit<Definition<K>, "rules"> {
  readonly rules: readonly (Rule<K> | RefusalRule)[];
  readonly grounds: readonly Ground<K>[];
  readonly allowances: readonly Allowance<K>[];
  readonly guarantees: readonly Guarantee<K>[];
  readonly wordings: readonly Wording[];
}

/** An operation, with its rules by their kind too. */
export const operationOf = <K extends OperationName>({
  rules,
  ...parts
}: Definition<K>): Operation<K> => ({
  ...parts,
  rules: [...rules, ...Object.values(parts.refusals)],
  grounds: rules.filter((rule) => rule.kind === "ground"),
  allowances: rules.filter((rule) => rule.kind === "allowance"),
  guarantees: rules.filter((rule) => rule.kind === "guarantee"),
  wordings: rules.filter((rule) => rule.kind === "wording"),
});
