import * as fc from "fast-check";

import { commandFrom } from "../models/command.ts";
import type { Command, OperationName } from "../models/contract.ts";
import { predict } from "../models/foresight.ts";
import type { Operation, Variation } from "../models/operation.ts";
import { operations } from "../models/operations/index.ts";
import { initialState, type State } from "../models/state.ts";
import { leavingIds, usersWith } from "../models/universe.ts";
import { simpler } from "./shrink.ts";

/** What is said to a target, in order. */
export type Conversation = readonly Command[];

export interface Mix {
  /** The operations to speak of. */
  readonly supported: readonly OperationName[];
  readonly region: string;
  /** Regions that some conversations go to instead. */
  readonly otherRegions: readonly string[];
  /** The most commands in one conversation. */
  readonly longest: number;
  /** False keeps off what belongs to AWS: `default`, and names with a dot. */
  readonly disposable: boolean;
}

const shares: Readonly<Record<OperationName, number>> = {
  CreateUser: 10,
  ModifyUser: 9,
  DescribeUsers: 6,
  DeleteUser: 3,
};

/**
 * Conversations that follow the state which their answers would leave behind: they speak of users that exist, ask for
 * wrong things on purpose, and take the variations that were taken least so far. They shrink by leaving commands out
 * and by simplifying those that stay.
 */
export function conversations(mix: Mix): fc.Arbitrary<Conversation> {
  return new Conversations(mix);
}

interface Choice {
  readonly weight: number;
  readonly isRare: boolean;
  readonly generate: (mrng: fc.Random, bias: number | undefined) => Command;
}

class Conversations extends fc.Arbitrary<Conversation> {
  readonly #mix: Mix;
  readonly #uses = new Map<string, number>();
  readonly #tried = new Set<string>();

  constructor(mix: Mix) {
    super();
    this.#mix = mix;
  }

  override generate(mrng: fc.Random, bias: number | undefined): fc.Value<Conversation> {
    const { region: home, otherRegions, longest } = this.#mix;
    const elsewhere = otherRegions.length > 0 && mrng.nextInt(1, 12) === 1;
    const region = elsewhere ? otherRegions[mrng.nextInt(0, otherRegions.length - 1)] : undefined;
    const length = mrng.nextInt(2, longest);
    const commands: Command[] = [];
    let state = initialState(region ?? home);
    while (commands.length < length) {
      const command = this.#next(state, mrng, bias);
      commands.push(region === undefined ? command : { ...command, region });
      state = predict(state, command);
    }
    return new fc.Value(commands, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Conversation {
    return Array.isArray(value);
  }

  override shrink(value: Conversation): fc.Stream<fc.Value<Conversation>> {
    return fc.stream(this.#untried(value));
  }

  *#untried(value: Conversation): IterableIterator<fc.Value<Conversation>> {
    for (const candidate of simpler(value)) {
      const key = JSON.stringify(candidate);
      if (this.#tried.has(key)) continue;
      this.#tried.add(key);
      yield new fc.Value(candidate, undefined);
    }
  }

  #next(state: State, mrng: fc.Random, bias: number | undefined): Command {
    const changing = [
      ...leavingIds(state),
      ...usersWith(state, ({ status }) => status === "modifying"),
    ];
    const unsettled = changing[0];
    if (unsettled !== undefined && mrng.nextInt(1, 3) <= 2)
      return { operation: "DescribeUsers", input: { UserId: unsettled }, until: "settled" };
    const rare = this.#mix.supported.flatMap((name) => this.#rareChoices(name, state));
    if (rare.length > 0 && mrng.nextInt(1, 2) === 1) return pick(rare, mrng).generate(mrng, bias);
    const supported = this.#mix.supported.map((name) => ({ name, weight: shares[name] }));
    const { name } = pick(supported, mrng);
    return pick(this.#choices(operations[name], state), mrng).generate(mrng, bias);
  }

  /** What the state seldom allows and was hardly taken yet: taken up when it can be. */
  #rareChoices(name: OperationName, state: State): readonly Choice[] {
    return this.#choices(operations[name], state).filter(({ isRare }) => isRare);
  }

  #choices<K extends OperationName>(operation: Operation<K>, state: State): readonly Choice[] {
    return operation.variations
      .filter((variation) => variation.when?.(state) ?? true)
      .filter(({ name }) => this.#mix.disposable || !/default|with a dot/.test(name))
      .map((variation) => this.#choice(operation, variation, state));
  }

  #choice<K extends OperationName>(
    operation: Operation<K>,
    variation: Variation<K>,
    state: State,
  ): Choice {
    const key = `${operation.name} ${variation.name}`;
    const uses = this.#uses.get(key) ?? 0;
    return {
      weight: Math.ceil((1000 * (variation.weight ?? 1)) / (1 + uses)),
      isRare: variation.when !== undefined && uses < 5,
      generate: (mrng, bias) => {
        this.#uses.set(key, uses + 1 / (variation.weight ?? 1));
        const input = variation.inputs(state).generate(mrng, bias).value;
        const { action, until } = variation;
        return commandFrom({ operation: operation.name, input, action, until });
      },
    };
  }
}

function pick<T extends { readonly weight: number }>(choices: readonly T[], mrng: fc.Random): T {
  let left = mrng.nextInt(
    1,
    choices.reduce((sum, { weight }) => sum + weight, 0),
  );
  for (const choice of choices) {
    left -= choice.weight;
    if (left <= 0) return choice;
  }
  throw new Error("there is nothing to choose from");
}
