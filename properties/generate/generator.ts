import type * as fc from "fast-check";

import { type State, stateOf, type World } from "../../models/belief/state.ts";
import type { Conversation } from "../../models/contract/command.ts";
import { type Command, isRead, type OperationName } from "../../models/contract/contract.ts";
import { type Prediction } from "../../models/judge/predict.ts";
import { model } from "../../models/model.ts";
import { type Aim, aims, cellOf } from "../../models/universe/coverage-table.ts";
import { AimedConversations } from "./aimed.ts";
import { CoverageGuide } from "./coverage-guide.ts";
import type { GeneratorOptions } from "./generator-options.ts";
import { canBeTwice, look, meeting, twins } from "./meetings.ts";
import { calledLikeIds, renamed } from "./names.ts";
import { openingOf, type Profile, profileFor } from "./profiles.ts";
import { type Place, routeOf } from "./route.ts";
import { Crowds } from "./scenarios.ts";
import { listedAtRest, settlingReadsIn } from "./settling-reads.ts";
import { viewsOf } from "./views.ts";
import { type Choice, choicesOf, pick, weigh, weighedBy } from "./weighted-choice.ts";

/** What is hardly taken yet is taken up when it can be. */
const hardly = 10;

/** Where the guide leads, of so many commands the best is said: of a few, once hardly anything is news. */
const [offersWhileNew, offersSeldom, offersLater] = [60, 24, 12];

/** While the guide is new, conversations have so many commands: long enough to build on, short enough to begin anew. */
const lengthWhileNew = 16;

/** How often another request is looked for in place of one that a client has no way to ask for. */
const mostInVain = 20;

/**
 * Makes conversations that follow the state which their answers would leave behind: they speak of users that exist, ask for wrong
 * things on purpose, and take the variations that were taken least so far. What it made before is what guides it.
 */
export class ConversationGenerator {
  readonly #generation: GeneratorOptions;
  readonly #choices: ReadonlyMap<OperationName, readonly Choice[]>;
  /** Those that the state seldom allows, while they were hardly taken. */
  #rare: readonly Choice[];
  /** How often each cell of the table of what can happen to users was gone for. */
  readonly #visits = new Map<string, number>();
  readonly #guide: CoverageGuide;
  readonly #crowds: Crowds;
  #aimed: AimedConversations | undefined;
  readonly #isForOne: boolean;
  /** Conversations that were aimed at nothing. */
  readonly #drawn = new WeakSet<Conversation>();

  /** One that is for a single conversation need not lead to what is new first. */
  constructor(generation: GeneratorOptions, isForOne = false) {
    this.#guide = new CoverageGuide(!isForOne);
    this.#isForOne = isForOne;
    this.#generation = generation;
    this.#crowds = new Crowds(generation);
    this.#choices = new Map(
      generation.supported.map((name) => [name, choicesOf(name, generation)]),
    );
    this.#rare = [...this.#choices.values()].flat().filter(({ isConditional }) => isConditional);
  }

  /** The next conversation, by the randomness given. */
  next(mrng: fc.Random, bias: number | undefined): Conversation {
    const { essentialOn } = this.#generation;
    if (essentialOn !== undefined) return this.#essential(essentialOn, mrng);
    if (this.#guide.isNew || this.#isForOne) return this.#random(mrng, bias);
    this.#aimed ??= new AimedConversations(this.#generation, this.#guide, {
      random: (...randomness) => this.#random(...randomness),
      further: (world, ...randomness) => this.#guided(world, {}, ...randomness, offersSeldom),
      choices: this.#choices,
      crowds: this.#crowds,
    });
    return this.#aimed.next(mrng, bias);
  }

  /** True once all conversations in which classes meet were made. */
  get hasCombined(): boolean {
    return this.#aimed?.hasCombined === true;
  }

  /** True of a conversation that was aimed at nothing: what such ones show, others like them would. */
  isDrawn(conversation: Conversation): boolean {
    return this.#drawn.has(conversation);
  }

  #random(mrng: fc.Random, bias: number | undefined): Conversation {
    const isGuided = this.#guide.isNew || mrng.nextInt(1, 4) === 1;
    const followed = this.#followed(isGuided, mrng, bias);
    const conversation = this.#guide.isNew
      ? followed
      : renamed(calledLikeIds(followed, mrng), mrng);
    if (!isGuided) this.#drawn.add(conversation);
    return conversation;
  }

  #followed(isGuided: boolean, mrng: fc.Random, bias: number | undefined): Conversation {
    const { supported, longest, isClient } = this.#generation;
    if (!isGuided && this.#crowds.canBe && mrng.nextInt(1, isClient ? 9 : 24) === 1)
      return this.#crowds.next(mrng);
    const profile = profileFor(supported, mrng);
    const places = routeOf(this.#generation, mrng);
    const length = this.#guide.isNew
      ? Math.min(lengthWhileNew, longest)
      : mrng.nextInt(2 + profile.prelude, longest);
    const commands: Command[] = [];
    let world = model.initial(this.#generation.region);
    const say = (command: Command, prediction = model.predict(world, command)): void => {
      commands.push(command);
      this.#guide.note(prediction);
      world = prediction.after;
    };
    for (const command of openingOf(profile, supported, mrng)) say(command);
    const canList = supported.includes("DescribeUsers");
    const isViewed = !isGuided && mrng.nextInt(1, 4) === 1;
    if (!isGuided && profile.aims > 0 && canList && mrng.nextInt(1, 12) === 1)
      return [...commands, ...meeting(mrng, supported)];
    while (commands.length < length) {
      const place = places[mrng.nextInt(0, places.length - 1)] ?? {};
      const state = stateOf(world, place);
      const isPrelude = commands.length < profile.prelude && supported.includes("CreateUser");
      const placed = (command: Command): Command => ({ ...command, ...place });
      const guided = isGuided && !isPrelude ? this.#guided(world, place, mrng, bias) : undefined;
      const command =
        guided?.command ??
        placed(
          isPrelude
            ? this.#foundation(state, mrng, bias)
            : this.#nextAsked(profile, state, mrng, bias),
        );
      const cell = cellOf(state, command);
      if (cell !== undefined) this.#visits.set(cell, 1 + (this.#visits.get(cell) ?? 0));
      // Which of those that are sent at once comes first, nobody knows: nothing but a last look is built on it.
      if (!isGuided && canBeTwice(command) && mrng.nextInt(1, 25) === 1)
        return [...commands, ...twins(command, mrng)];
      const elsewhere = places.find((one) => one !== place);
      // Whether it shows elsewhere is seen by a look before and one after.
      const isWatched =
        elsewhere !== undefined && canList && canBeTwice(command) && mrng.nextInt(1, 10) === 1;
      if (isWatched) for (const one of [look(elsewhere), command, look(elsewhere)]) say(one);
      else say(command, guided?.prediction);
      if (isViewed && !isRead(command.operation))
        for (const view of viewsOf(stateOf(world, place), supported)) say({ ...view, ...place });
    }
    return commands;
  }

  /** What most rules would speak of that have not spoken yet; nothing where none would. */
  #guided(
    world: World,
    place: Place,
    mrng: fc.Random,
    bias: number | undefined,
    count = this.#guide.isNew ? offersWhileNew : offersLater,
  ): { readonly command: Command; readonly prediction: Prediction } | undefined {
    const state = stateOf(world, place);
    const possible = [...this.#choices.values()]
      .flat()
      .filter((choice) => choice.isPossible(state));
    const weighed = weighedBy(possible, weigh);
    const offers = Array.from({ length: count }, () => {
      const choice = weighed.pick(mrng);
      const command = { ...choice.make(state, mrng, bias), ...place };
      return { choice, command, prediction: model.predict(world, command) };
    });
    const { isUnasked = () => false } = this.#generation;
    const best = this.#guide.best(offers.filter(({ command }) => !isUnasked(command)));
    if (best !== undefined) this.#count(best.choice);
    return best;
  }

  #essential(ids: readonly string[], mrng: fc.Random): Conversation {
    const { supported, longest, region } = this.#generation;
    const length = mrng.nextInt(2, longest);
    const commands: Command[] = [];
    let world = model.initial(region);
    while (commands.length < length) {
      const before = world;
      const taken = aims(stateOf(world, {}), supported, ids).filter(
        ({ command }) =>
          command.operation !== "DescribeUsers" &&
          model.predict(before, command).outcome !== "refused",
      );
      const operation = pick(
        [...new Set(taken.map(({ command }) => command.operation))],
        (name) => (name === "CreateUser" ? 3 : name === "ModifyUser" ? 2 : 1),
        mrng,
      );
      const possible = taken.filter((aim) => aim.command.operation === operation);
      const wish = pick([...new Set(possible.map((aim) => aim.wish))], () => 1, mrng);
      const { command, cell } = pick(
        possible.filter((aim) => aim.wish === wish),
        (aim) => this.#emptiness(aim),
        mrng,
      );
      // A copy: of two that are alike, one may be refused.
      commands.push({ ...command });
      world = model.predict(world, command).after;
      this.#visits.set(cell, 1 + (this.#visits.get(cell) ?? 0));
      if (mrng.nextInt(1, 3) === 1 || commands.length === length - 1)
        commands.push({ operation: "DescribeUsers", input: {} });
    }
    return commands;
  }

  /** The emptier a cell, the rather it is gone for: but those that lead to others are filled again. */
  #emptiness({ cell }: Aim): number {
    return Math.ceil(1000 / (1 + (this.#visits.get(cell) ?? 0)) ** 2);
  }

  /** A user for others to build on. */
  #foundation(state: State, mrng: fc.Random, bias: number | undefined): Command {
    const choices = this.#choices.get("CreateUser") ?? [];
    return this.#take(
      pick(
        choices.filter((choice) => choice.isFoundation && choice.isPossible(state)),
        weigh,
        mrng,
      ),
      state,
      mrng,
      bias,
    );
  }

  /** What to say next, and can be asked for, if something like that is soon found. */
  #nextAsked(profile: Profile, state: State, mrng: fc.Random, bias: number | undefined): Command {
    const { isUnasked = () => false } = this.#generation;
    let command = this.#next(profile, state, mrng, bias);
    for (let turn = 0; turn < mostInVain && isUnasked(command); turn += 1)
      command = this.#next(profile, state, mrng, bias);
    return command;
  }

  /**
   * What to say next: what was never said and is possible now, or a wait for what is changing, or what was hardly said, or a
   * cell of the table that is still empty; else any variation of any operation, those less often taken first.
   */
  #next(profile: Profile, state: State, mrng: fc.Random, bias: number | undefined): Command {
    const fits = ({ operation, isFoundation }: Choice): boolean =>
      profile.shares[operation] !== undefined &&
      (isFoundation || !profile.foundations.includes(operation));
    const rare = this.#rare.filter((choice) => fits(choice) && choice.isPossible(state));
    const unheard = rare.filter(({ uses }) => uses === 0);
    if (unheard.length > 0 && mrng.nextInt(1, 3) === 1)
      return this.#take(pick(unheard, weigh, mrng), state, mrng, bias);
    if (mrng.nextInt(1, 100) <= profile.aims) {
      const aimed = aims(state, this.#generation.supported);
      if (aimed.length > 0) return pick(aimed, (aim) => this.#emptiness(aim), mrng).command;
    }
    const [unsettled] = settlingReadsIn(state);
    if (
      unsettled !== undefined &&
      this.#generation.supported.includes(unsettled.operation) &&
      mrng.nextInt(1, 5) <= 3
    )
      // A lookup may itself bring to rest what a list would show as it is for ever.
      return mrng.nextInt(1, 4) === 1 ? listedAtRest(unsettled) : unsettled;
    if (rare.length > 0 && mrng.nextInt(1, 2) === 1)
      return this.#take(pick(rare, weigh, mrng), state, mrng, bias);
    return this.#any(profile, fits, state, mrng, bias);
  }

  #any(
    profile: Profile,
    fits: (choice: Choice) => boolean,
    state: State,
    mrng: fc.Random,
    bias: number | undefined,
  ): Command {
    let left = [...this.#choices].filter(([name]) => profile.shares[name] !== undefined);
    while (left.length > 0) {
      const chosen = pick(left, ([name]) => profile.shares[name] ?? 0, mrng);
      const possible = chosen[1].filter((choice) => fits(choice) && choice.isPossible(state));
      if (possible.length > 0) return this.#take(pick(possible, weigh, mrng), state, mrng, bias);
      left = left.filter((other) => other !== chosen);
    }
    // The profile has nothing for this state: whatever is possible will do.
    const possible = [...this.#choices.values()]
      .flat()
      .filter((choice) => choice.isPossible(state));
    return this.#take(pick(possible, weigh, mrng), state, mrng, bias);
  }

  #take(choice: Choice, state: State, mrng: fc.Random, bias: number | undefined): Command {
    this.#count(choice);
    return choice.make(state, mrng, bias);
  }

  #count(choice: Choice): void {
    choice.uses += 1 / choice.weight;
    if (choice.isConditional && choice.uses >= hardly)
      this.#rare = this.#rare.filter(({ uses }) => uses < hardly);
  }
}
