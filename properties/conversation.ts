import * as fc from "fast-check";

import { commandFrom } from "../models/command.ts";
import type { Command, OperationName } from "../models/contract.ts";
import { predict } from "../models/foresight.ts";
import { isMoving } from "../models/membership.ts";
import type { Operation, Variation } from "../models/operation.ts";
import { operations } from "../models/operations/index.ts";
import { isMovingGroup } from "../models/rules/modify-user-group.ts";
import { initialWorld, type State, stateOf, withState } from "../models/state.ts";
import { leavingGroupIds, leavingIds, presentGroupIds, userIds } from "../models/universe.ts";
import { simpler } from "./shrink.ts";
import { canBeCrowd, canBeTwice, crowd, type Theme, themes, twins } from "./themes.ts";

/** What is said to a target, in order. */
export type Conversation = readonly Command[];

export interface Mix {
  /** The operations to speak of. */
  readonly supported: readonly OperationName[];
  readonly region: string;
  /** Regions that some conversations go to instead, or as well. */
  readonly otherRegions: readonly string[];
  /** True where the target tells a second account from the first. */
  readonly hasOtherAccount: boolean;
  /** The most commands in one conversation. */
  readonly longest: number;
  /** False keeps off what belongs to AWS: `default`, and names with a dot. */
  readonly disposable: boolean;
}

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
  /** The state seldom allows it, and it was hardly taken yet. */
  readonly isRare: boolean;
  readonly isNew: boolean;
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
    const { supported, longest } = this.#mix;
    if (canBeCrowd(supported) && mrng.nextInt(1, 40) === 1)
      return new fc.Value(crowd(mrng, supported), undefined);
    const theme = pick(
      themes.filter((one) => suits(one, supported)),
      mrng,
    );
    const places = this.#route(mrng);
    const length = mrng.nextInt(2 + theme.prelude, longest);
    const commands: Command[] = [...openingOf(theme, supported, mrng)];
    let world = initialWorld(this.#mix.region);
    for (const command of commands)
      world = withState(world, {}, predict(stateOf(world, {}), command), true);
    while (commands.length < length) {
      const place = places[mrng.nextInt(0, places.length - 1)] ?? {};
      const state = stateOf(world, place);
      const isPrelude = commands.length < theme.prelude && supported.includes("CreateUser");
      const next = isPrelude
        ? this.#foundation(state, mrng, bias)
        : this.#next(theme, state, mrng, bias);
      const command: Command = { ...next, ...place };
      commands.push(command);
      world = withState(world, place, predict(state, command), true);
      // Which of those that are sent at once comes first, nobody knows: nothing but a last look is built on it.
      if (canBeTwice(command) && mrng.nextInt(1, 25) === 1)
        return new fc.Value([...commands, ...twins(command, mrng)], undefined);
    }
    return new fc.Value(commands, undefined);
  }

  /** Where a conversation takes place: mostly at home, sometimes elsewhere, sometimes at two places in turn. */
  #route(mrng: fc.Random): readonly Place[] {
    const { otherRegions, hasOtherAccount } = this.#mix;
    const elsewhere: readonly Place[] = [
      ...otherRegions.map((region) => ({ region })),
      ...(hasOtherAccount ? [{ account: "other" as const }] : []),
    ];
    const other = elsewhere[mrng.nextInt(0, Math.max(0, elsewhere.length - 1))];
    const chance = mrng.nextInt(1, 12);
    if (other === undefined || chance > 3) return [{}];
    return chance === 1 && other.region !== undefined ? [other] : [{}, other];
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

  /** A user for others to build on. */
  #foundation(state: State, mrng: fc.Random, bias: number | undefined): Command {
    return pick(this.#choices(operations.CreateUser, state, true), mrng).generate(mrng, bias);
  }

  #next(theme: Theme, state: State, mrng: fc.Random, bias: number | undefined): Command {
    const possible = this.#mix.supported
      .map((name) => ({
        weight: theme.shares[name] ?? 0,
        choices: this.#choices(operations[name], state, theme.foundations.includes(name)),
      }))
      .filter(({ weight, choices }) => weight > 0 && choices.length > 0)
      // An operation of which the state allows only what was often taken has to wait for a better one.
      .map(({ weight, choices }) => ({
        weight: Math.ceil(weight * Math.sqrt(Math.max(...choices.map((choice) => choice.weight)))),
        choices,
      }));
    // What the state seldom allows and was hardly taken yet is taken up when it can be.
    const rare = possible.flatMap(({ choices }) => choices.filter(({ isRare }) => isRare));
    const unheard = rare.filter(({ isNew }) => isNew);
    if (unheard.length > 0 && mrng.nextInt(1, 3) === 1)
      return pick(unheard, mrng).generate(mrng, bias);
    const [unsettled] = unsettledIn(state);
    if (
      unsettled !== undefined &&
      this.#mix.supported.includes(unsettled.operation) &&
      mrng.nextInt(1, 5) <= 3
    )
      return unsettled;
    if (rare.length > 0 && mrng.nextInt(1, 2) === 1) return pick(rare, mrng).generate(mrng, bias);
    return pick(pick(possible, mrng).choices, mrng).generate(mrng, bias);
  }

  #choices<K extends OperationName>(
    operation: Operation<K>,
    state: State,
    areFoundations: boolean,
  ): readonly Choice[] {
    return operation.variations
      .filter(({ isFoundation }) => !areFoundations || isFoundation === true)
      .filter((variation) => variation.when?.(state) ?? true)
      .filter(({ isReserved }) => this.#mix.disposable || isReserved !== true)
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
      isNew: uses === 0,
      generate: (mrng, bias) => {
        this.#uses.set(key, uses + 1 / (variation.weight ?? 1));
        const input = variation.inputs(state).generate(mrng, bias).value;
        const { action, until } = variation;
        return commandFrom({ operation: operation.name, input, action, until });
      },
    };
  }
}

/** True of a theme with something to speak of at a target that has these operations. */
const suits = ({ shares }: Theme, supported: readonly OperationName[]): boolean =>
  supported.some((name) => shares[name] !== undefined);

function openingOf(
  { openings }: Theme,
  supported: readonly OperationName[],
  mrng: fc.Random,
): readonly Command[] {
  const opening = openings[mrng.nextInt(0, 3 * openings.length)] ?? [];
  return opening.every(({ operation }) => supported.includes(operation)) ? opening : [];
}

type Place = Pick<Command, "region" | "account">;

/** The reads that wait for what is changing, or may be. */
function unsettledIn(state: State): readonly Command[] {
  const users = [...leavingIds(state), ...userIds.filter((id) => isMoving(state, id))];
  const groups = [
    ...leavingGroupIds(state),
    ...presentGroupIds(state).filter((id) => isMovingGroup(state, id)),
  ];
  return [
    ...groups.map((UserGroupId): Command => ({
      operation: "DescribeUserGroups",
      input: { UserGroupId },
      until: "settled",
    })),
    ...users.map((UserId): Command => ({
      operation: "DescribeUsers",
      input: { UserId },
      until: "settled",
    })),
  ];
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
