import type * as fc from "fast-check";

import type { State } from "../../models/belief/state.ts";
import { commandFrom } from "../../models/contract/command.ts";
import type { Command, OperationName } from "../../models/contract/contract.ts";
import { model } from "../../models/model.ts";

/** A variation that can be taken. */
export interface Choice {
  readonly operation: OperationName;
  readonly isFoundation: boolean;
  /** True of one that the state seldom allows. */
  readonly isConditional: boolean;
  readonly weight: number;
  /** How often it was taken, for its weight. */
  uses: number;
  isPossible(state: State): boolean;
  make(state: State, mrng: fc.Random, bias: number | undefined): Command;
}

/** The variations of an operation, ready to be taken. */
export const choicesOf = (
  name: OperationName,
  { disposable, isClient }: { readonly disposable: boolean; readonly isClient: boolean },
): readonly Choice[] =>
  model
    .generate(name)
    .filter(({ isReserved }) => disposable || isReserved !== true)
    .filter(({ action }) => !isClient || action === undefined)
    .map(({ when, inputs, action, until, isFoundation, weight = 1 }) => ({
      operation: name,
      isFoundation: isFoundation === true,
      isConditional: when !== undefined,
      weight,
      uses: 0,
      isPossible: when ?? (() => true),
      make: (state, mrng, bias) =>
        commandFrom<OperationName>({
          operation: name,
          input: inputs(state).generate(mrng, bias).value,
          action,
          until,
        }),
    }));

/** What was never taken comes first, then what was taken less often than its weight says. */
export const weigh = ({ weight, uses }: Choice): number =>
  Math.ceil((weight * (uses === 0 ? 5000 : 1000)) / (1 + uses));

/** One of the choices, by their weights. */
export const pick = <T>(
  choices: readonly T[],
  weightOf: (choice: T) => number,
  mrng: fc.Random,
): T => weighedBy(choices, weightOf).pick(mrng);

/** Choices by their weights as they are now, to pick from more than once. */
export function weighedBy<T>(
  choices: readonly T[],
  weightOf: (choice: T) => number,
): { pick(mrng: fc.Random): T } {
  const weights = choices.map((choice) => weightOf(choice));
  const sum = weights.reduce((one, other) => one + other, 0);
  return {
    pick(mrng) {
      let left = mrng.nextInt(1, sum);
      for (const [index, choice] of choices.entries()) {
        left -= weights[index] ?? 0;
        if (left <= 0) return choice;
      }
      throw new Error("there is nothing to choose from");
    },
  };
}

/** All of them, in any order. */
export function shuffled<T>(all: readonly T[], mrng: fc.Random): T[] {
  const left = [...all];
  return all.flatMap(() => left.splice(mrng.nextInt(0, left.length - 1), 1));
}
