import type * as fc from "fast-check";

import type { World } from "../../models/belief/state.ts";
import type { Conversation } from "../../models/contract/command.ts";
import type { Command, OperationName } from "../../models/contract/contract.ts";
import type { Prediction } from "../../models/judge/predict.ts";
import { model } from "../../models/model.ts";
import { combiningConversations } from "./combining.ts";
import type { CoverageGuide } from "./coverage-guide.ts";
import type { GeneratorOptions } from "./generator-options.ts";
import { meetingsOf } from "./meetings.ts";
import { renamed } from "./names.ts";
import { Repetitions } from "./repeating.ts";
import type { Crowds } from "./scenarios.ts";
import { Seldom } from "./seldom.ts";
import { respelled } from "./spelling.ts";
import type { Choice } from "./weighted-choice.ts";

/** How many of eleven commands each kind of conversation has, as long as there is one of it. */
const shares = { combined: 6, seldom: 3, random: 2 } as const;

/** After so many commands those in which classes meet come first: by then a run that ends soon has heard some of each kind. */
const inTurn = 4000;

type Kind = keyof typeof shares;

/** So many others stand among the conversations in which classes meet: of four one is a crowd, and in three something is done again and again. */
const [others, crowdEach] = [36, 4] as const;

/** So many commands follow where a conversation led to what was seldom heard. */
const furtherOn = 5;

/** How conversations are made that are aimed at nothing, and what goes on best in a state. */
export interface Making {
  random(mrng: fc.Random, bias: number | undefined): Conversation;
  further(
    world: World,
    mrng: fc.Random,
    bias: number | undefined,
  ): { readonly command: Command; readonly prediction: Prediction } | undefined;
  readonly crowds: Crowds;
  /** The variations of each operation. */
  readonly choices: ReadonlyMap<OperationName, readonly Choice[]>;
}

/**
 * Conversations once hardly anything is news: those in which any two classes meet, those that lead to where hardly a rule spoke, and in
 * between some that are aimed at nothing.
 */
export class AimedConversations {
  readonly #generation: GeneratorOptions;
  readonly #guide: CoverageGuide;
  readonly #making: Making;
  readonly #rules: Seldom;
  readonly #repetitions: Repetitions;
  /** Those in which classes meet that are still to be held; worked out when the first is. */
  #combining: Conversation[] | undefined;
  /** How many commands were said, by the kind of conversation. */
  readonly #said = { combined: 0, seldom: 0, random: 0 };

  constructor(generation: GeneratorOptions, guide: CoverageGuide, making: Making) {
    this.#generation = generation;
    this.#guide = guide;
    this.#making = making;
    this.#rules = new Seldom(generation);
    this.#repetitions = new Repetitions(generation, making.choices);
  }

  get hasCombined(): boolean {
    return this.#combining?.length === 0;
  }

  next(mrng: fc.Random, bias: number | undefined): Conversation {
    for (const kind of this.#kindsInTurn()) {
      const conversation = this.#ofKind(kind, mrng, bias);
      if (conversation === undefined) continue;
      this.#said[kind] += conversation.reduce((sum, { times = 1 }) => sum + times, 0);
      return conversation;
    }
    return this.#making.random(mrng, bias);
  }

  /** The kinds of conversations, that first of which the fewest commands were said for its share. */
  #kindsInTurn(): readonly Kind[] {
    const { combined, seldom, random } = this.#said;
    if (combined + seldom + random > inTurn && !this.hasCombined)
      return ["combined", "seldom", "random"];
    const said = (kind: Kind): number => this.#said[kind] / shares[kind];
    return (["combined", "seldom", "random"] as const).toSorted(
      (one, other) => said(one) - said(other),
    );
  }

  #ofKind(kind: Kind, mrng: fc.Random, bias: number | undefined): Conversation | undefined {
    switch (kind) {
      case "combined":
        return this.#combined(mrng, bias);
      case "seldom":
        return this.#seldom(mrng, bias);
      case "random":
        return this.#making.random(mrng, bias);
    }
  }

  /** One in which classes meet, until all have met; then those in which several clients ask at once. */
  #combined(mrng: fc.Random, bias: number | undefined): Conversation | undefined {
    const { strength, supported, disposable } = this.#generation;
    if (strength === undefined) return undefined;
    this.#combining ??= [
      // Said last.
      ...meetingsOf(supported),
      ...this.#withScenarios(
        combiningConversations({ supported, disposable, strength }, mrng),
        mrng,
        bias,
      ),
    ];
    for (;;) {
      const made = this.#combining.pop();
      const conversation = made?.filter((command) => this.#canBeAsked(command));
      if (conversation?.length === 0) continue;
      if (conversation !== undefined) this.#noted(conversation);
      return conversation;
    }
  }

  /** In between, some of more users or groups than a page holds, and some in which something is done again and again. */
  #withScenarios(
    all: readonly Conversation[],
    mrng: fc.Random,
    bias: number | undefined,
  ): Conversation[] {
    const between = Math.ceil(all.length / others);
    const { crowds } = this.#making;
    return all.flatMap((one, index) => {
      if (index % between > 0) return [one];
      const isCrowd = (index / between) % crowdEach === 0;
      if (isCrowd) return crowds.canBe ? [one, crowds.next(mrng)] : [one];
      const repeated = this.#repetitions.next(mrng, bias);
      return repeated === undefined ? [one] : [one, repeated];
    });
  }

  /** One that leads to where hardly a rule spoke, and goes on from there. */
  #seldom(mrng: fc.Random, bias: number | undefined): Conversation | undefined {
    const way = this.#rules.next(
      mrng,
      (rule) => this.#guide.heard(rule),
      (command) => this.#canBeAsked(command),
    );
    if (way === undefined) return undefined;
    const commands = [...way];
    let world = this.#noted(way);
    for (let left = isOfOne(way) ? furtherOn : 0; left > 0; left -= 1) {
      const next = this.#making.further(world, mrng, bias);
      if (next === undefined) break;
      commands.push(next.command);
      this.#guide.note(next.prediction);
      world = next.prediction.after;
    }
    return renamed(commands, mrng);
  }

  /** False of what a client has no way to ask for, in either spelling. */
  #canBeAsked(command: Command): boolean {
    const { isUnasked = () => false } = this.#generation;
    return !isUnasked(command) || !isUnasked(respelled(command));
  }

  /** What is believed after a conversation, of which the guide takes note. */
  #noted(conversation: Conversation): World {
    let world = model.initial(this.#generation.region);
    for (const command of conversation) {
      const prediction = model.predict(world, command);
      this.#guide.note(prediction);
      world = prediction.after;
    }
    return world;
  }
}

/** True of what one client says at home, each once: on anything else nothing can be built. */
const isOfOne = (conversation: Conversation): boolean =>
  conversation.every(({ client, times, region, account }) =>
    [client, times, region, account].every((one) => one === undefined),
  );
