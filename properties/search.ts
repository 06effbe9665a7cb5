import type { Conversation } from "../models/contract/command.ts";
import type { Command } from "../models/contract/contract.ts";
import type { Target } from "../targets/target.ts";
import { type SearchResult, Gathering, type GatheringOptions } from "./gathering.ts";
import { draws } from "./generate/draws.ts";
import { everyConversation } from "./generate/exhaustive.ts";
import type { GeneratorOptions } from "./generate/generator-options.ts";
import { ConversationGenerator } from "./generate/generator.ts";
import { Wordless } from "./generate/wordless.ts";
import { giveWay } from "./run/breath.ts";
import type { Meter } from "./run/meter.ts";
import type { SettleTimeout } from "./run/settle-timeout.ts";
import { workers } from "./run/workers.ts";
import { Dealing, type Shard } from "./shard.ts";
import { type Talk, talk } from "./talk.ts";

export interface SearchOptions extends GatheringOptions {
  readonly seed: number;
  readonly generation: GeneratorOptions;
  /** Which part of the conversations of the seed it holds; all unless said. */
  readonly shard?: Shard | undefined;
  readonly meter: Meter;
  readonly patience: SettleTimeout;
  /** How many conversations are held at once; one unless said. */
  readonly parallel?: number;
  /** Says every conversation of so many commands instead of random ones. */
  readonly exhaustive?: number | undefined;
  /** Ends where the chance that a hundred requests more show anything new is no larger. */
  readonly untilQuiet?: number | undefined;
}

/** Says random conversations until the budget is spent, and keeps the best story of each broken rule. */
export async function search(target: Target, options: SearchOptions): Promise<SearchResult> {
  const gathering = new Gathering(options);
  const wordless = new Wordless();
  const generation =
    target.isClient === true
      ? { ...options.generation, isUnasked: (command: Command) => wordless.has(command) }
      : options.generation;
  await (options.exhaustive === undefined ? sayAnything : sayEverything)(
    target,
    {
      ...options,
      generation,
      phrased: (conversation) => wordless.phrased(conversation),
      isQuiet: (generator) => generator.hasCombined && gathering.isQuiet(options.untilQuiet),
    },
    (conversation, told, isDrawn) => {
      wordless.take(told.exchanges);
      gathering.take(conversation, told, isDrawn);
    },
  );
  return gathering.all();
}

type Note = (conversation: Conversation, told: Talk, isDrawn?: boolean) => void;

/** Says random conversations, until the budget is spent. */
async function sayAnything(
  target: Target,
  {
    seed,
    generation,
    shard,
    meter,
    patience,
    parallel = 1,
    isQuiet = () => false,
    phrased = (conversation) => conversation,
  }: SearchOptions & {
    readonly phrased?: (conversation: Conversation) => Conversation;
    /** True once enough was heard. */
    readonly isQuiet?: (generator: ConversationGenerator) => boolean;
  },
  note: Note,
): Promise<void> {
  const crew = workers(parallel);
  const generator = new ConversationGenerator(generation);
  const dealing = new Dealing(shard);
  let isOver = false;
  for (const { random, bias } of draws(seed)) {
    await giveWay();
    const made = generator.next(random, bias);
    if (!dealing.isMine(made)) continue;
    const conversation = phrased(made);
    const isDrawn = generator.isDrawn(made);
    await crew.take(
      async () => {
        const told = await talk(target, conversation, meter, patience, {
          phase: "search",
          ...(isDrawn ? { isDrawn } : {}),
        });
        // Known at once, whatever is noted later: nobody else needs to begin.
        isOver ||= told.isCutShort;
        return told;
      },
      (told) => note(conversation, told, isDrawn),
    );
    if (isOver || meter.isOver() || isQuiet(generator)) break;
  }
  await crew.end();
}

/** Says every conversation of a length, one after another. */
async function sayEverything(
  target: Target,
  { generation, meter, patience, parallel = 1, exhaustive = 1 }: SearchOptions,
  note: Note,
): Promise<void> {
  const crew = workers(parallel);
  for (const conversation of everyConversation(exhaustive, generation.supported)) {
    if (meter.isOver()) break;
    await giveWay();
    await crew.take(
      () => talk(target, conversation, meter, patience),
      (told) => note(conversation, told),
    );
  }
  await crew.end();
}
