import * as fc from "fast-check";

import type { Conversation } from "../models/contract/command.ts";
import { operationNames } from "../models/contract/requests.ts";
import type { GeneratorOptions } from "./generate/generator-options.ts";
import { ConversationGenerator } from "./generate/generator.ts";
import { beginning, type Progress, type Simpler, simpler } from "./shrink/passes/passes.ts";

/** What conversations are about: all operations, in us-east-1, where everything may be touched, unless said. */
export type ConversationOptions = Partial<GeneratorOptions>;

/**
 * Conversations as an arbitrary of fast-check's: the same seed and path give the same value, whatever was generated before, and values
 * shrink as stories of a survey do. For properties of your own about anything that takes commands.
 */
export const conversations = (options: ConversationOptions = {}): fc.Arbitrary<Conversation> =>
  new Conversations({ ...usual, ...options });

const usual: GeneratorOptions = {
  supported: operationNames,
  region: "us-east-1",
  otherRegions: [],
  hasOtherAccount: false,
  longest: 30,
  disposable: true,
  isClient: false,
};

class Conversations extends fc.Arbitrary<Conversation> {
  readonly #generation: GeneratorOptions;

  constructor(generation: GeneratorOptions) {
    super();
    this.#generation = generation;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<Conversation> {
    // A generator that made conversations before would make another one now.
    return new fc.Value(
      new ConversationGenerator(this.#generation, true).next(random, bias),
      undefined,
    );
  }

  override canShrinkWithoutContext(value: unknown): value is Conversation {
    return Array.isArray(value);
  }

  override shrink(value: Conversation, context: unknown): fc.Stream<fc.Value<Conversation>> {
    return fc.stream(this.#simpler(value, isTrail(context) ? context : { progress: beginning }));
  }

  *#simpler(value: Conversation, trail: Trail): IterableIterator<fc.Value<Conversation>> {
    const tried = triedOn(trail).add(JSON.stringify(value));
    let last: Trail = trail;
    const setting = { home: this.#generation.region };
    const ways = [ended(value), simpler(value, trail.progress, setting)];
    for (const { conversation, next } of inTurn(ways)) {
      const key = JSON.stringify(conversation);
      if (tried.has(key)) continue;
      tried.add(key);
      last = { progress: next, key, before: last };
      yield new fc.Value(conversation, last);
    }
  }
}

function* inTurn<T>(ways: readonly Iterable<T>[]): Iterable<T> {
  for (const way of ways) yield* way;
}

/** The same, ended sooner: in a story of a survey the last command shows it, in a property of anybody's any may. */
function* ended(conversation: Conversation): Iterable<Simpler> {
  for (let length = 1; length < conversation.length; length += 1)
    yield { conversation: conversation.slice(0, length), next: beginning };
}

/** Where shrinking stands, and all that was tried on the way there: nothing leads back to it. */
interface Trail {
  readonly progress: Progress;
  readonly key?: string;
  readonly before?: Trail;
}

const isTrail = (context: unknown): context is Trail =>
  typeof context === "object" && context !== null && "progress" in context;

function triedOn(trail: Trail): Set<string> {
  const keys = new Set<string>();
  for (let at: Trail | undefined = trail; at !== undefined; at = at.before)
    if (at.key !== undefined) keys.add(at.key);
  return keys;
}
