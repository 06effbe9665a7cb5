import type * as fc from "fast-check";

import { stateOf, type World } from "../../models/belief/state.ts";
import type { Conversation } from "../../models/contract/command.ts";
import { type Command, isOnTags, type OperationName } from "../../models/contract/contract.ts";
import { type Resource, subjectOf } from "../../models/contract/resource.ts";
import { model } from "../../models/model.ts";
import type { GeneratorOptions } from "./generator-options.ts";
import { openPlace, valkeyGroup } from "./profiles.ts";
import { settlingReadsIn } from "./settling-reads.ts";
import { viewsOf } from "./views.ts";
import type { Choice } from "./weighted-choice.ts";

/** What is done again and again with one user or group, each time in another way, and what comes before. */
interface Repetition {
  readonly about: Resource;
  /** Ways to begin. */
  readonly openings: readonly Conversation[];
  /** Operations on it that lead to where it can be repeated. */
  readonly before: readonly OperationName[];
  /** The operations of one turn. */
  readonly turn: readonly OperationName[];
}

const user: Resource = { kind: "user", id: "u-0" };
const group: Resource = { kind: "usergroup", id: "g-0" };
const none: readonly Conversation[] = [[]];
const groups = [openPlace, valkeyGroup];
const withoutGroup = groups.map((opening) =>
  opening.filter(({ operation }) => !operation.includes("Group")),
);

const repetitions: readonly Repetition[] = [
  { about: user, openings: none, before: ["CreateUser"], turn: ["ModifyUser"] },
  { about: user, openings: none, before: [], turn: ["CreateUser", "DeleteUser"] },
  { about: user, openings: none, before: ["CreateUser"], turn: ["ModifyUser"] },
  { about: user, openings: none, before: ["CreateUser"], turn: ["AddTagsToResource"] },
  {
    about: user,
    openings: none,
    before: ["CreateUser"],
    turn: ["AddTagsToResource", "RemoveTagsFromResource"],
  },
  { about: user, openings: none, before: ["CreateUser"], turn: ["ModifyUser"] },
  { about: group, openings: groups, before: [], turn: ["ModifyUserGroup"] },
  {
    about: group,
    openings: withoutGroup,
    before: [],
    turn: ["CreateUserGroup", "DeleteUserGroup"],
  },
  {
    about: group,
    openings: groups,
    before: [],
    turn: ["AddTagsToResource", "RemoveTagsFromResource"],
  },
];

/** So many turns a conversation has, and so many requests are made up for one that is taken. */
const [turns, tries] = [4, 60] as const;

/**
 * Conversations in which something is done the second time, the third and the fourth to one user or group, each time otherwise, and is
 * seen in every view after each.
 */
export class Repetitions {
  readonly #generation: GeneratorOptions;
  readonly #choices: ReadonlyMap<OperationName, readonly Choice[]>;
  readonly #possible: readonly Repetition[];
  #place = 0;
  /** How often requests had these members at this turn: a fault may need both. */
  readonly #asked = new Map<string, number>();

  constructor(
    generation: GeneratorOptions,
    choices: ReadonlyMap<OperationName, readonly Choice[]>,
  ) {
    this.#generation = generation;
    this.#choices = choices;
    const has = (name: OperationName): boolean => generation.supported.includes(name);
    this.#possible = repetitions.filter(
      ({ openings, before, turn }) =>
        [...before, ...turn].every(has) && openings.flat().every(({ operation }) => has(operation)),
    );
  }

  /** The next one; nothing where the target has no such operations. */
  next(mrng: fc.Random, bias: number | undefined): Conversation | undefined {
    const chosen = this.#possible[this.#place % Math.max(1, this.#possible.length)];
    if (chosen === undefined) return undefined;
    this.#place += 1;
    const { region, supported } = this.#generation;
    const commands: Command[] = [];
    let world = model.initial(region);
    const say = (command: Command): void => {
      commands.push(command);
      world = model.predict(world, command).after;
    };
    for (const command of anyOf(chosen.openings, mrng) ?? []) say(command);
    const rounds = Array.from({ length: turns }, () => chosen.turn);
    for (const [turn, operations] of [chosen.before, ...rounds].entries())
      for (const operation of operations) {
        const command = this.#taken(operation, chosen.about, turn, world, mrng, bias);
        if (command === undefined) continue;
        say(command);
        for (const read of settlingReadsIn(stateOf(world, {}))) say(read);
        for (const view of viewsOf(stateOf(world, {}), supported)) say(view);
      }
    return commands.filter(({ operation }) => supported.includes(operation));
  }

  /** A request about somebody that is taken, with the members that were asked for least at this turn; nothing where none is soon found. */
  #taken(
    operation: OperationName,
    about: Resource,
    turn: number,
    world: World,
    ...randomness: readonly [fc.Random, number | undefined]
  ): Command | undefined {
    const state = stateOf(world, {});
    const [mrng] = randomness;
    const choices = (this.#choices.get(operation) ?? []).filter((one) => one.isPossible(state));
    let best:
      | { readonly command: Command; readonly key: string; readonly count: number }
      | undefined;
    for (let left = tries; left > 0; left -= 1) {
      const made = anyOf(choices, mrng)?.make(state, ...randomness);
      if (made === undefined) return undefined;
      const { until: _, ...command } = made;
      const subject = subjectOf(command.input);
      const key = `${operation} ${turn} ${Object.keys(command.input).toSorted().join()}`;
      const count = this.#asked.get(key) ?? 0;
      if (subject?.kind !== about.kind || subject.id !== about.id) continue;
      if (best !== undefined && best.count <= count) continue;
      if (model.predict(world, command).outcome === "accepted") best = { command, key, count };
    }
    if (best === undefined) return undefined;
    this.#asked.set(best.key, best.count + 1);
    // Another is refused for a while after one (F197).
    return isOnTags(operation) ? { ...best.command, until: "settled" } : best.command;
  }
}

/** One of them; nothing of none. */
const anyOf = <T>(all: readonly T[], mrng: fc.Random): T | undefined =>
  all.length === 0 ? undefined : all[mrng.nextInt(0, all.length - 1)];
