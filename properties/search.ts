import type { Conversation } from "../models/contract/command.ts";
import type { Command } from "../models/contract/contract.ts";
import type { Target } from "../targets/target.ts";
import { type SearchResult, Gathering, type GatheringOptions } from "./gathering.ts";
import { draws } from "./generate/draws.ts";
import { everyConversation } from "./generate/exhaustive.ts";
import { ConversationGenerator, type GeneratorOptions } from "./generate/generator.ts";
import { Wordless } from "./generate/wordless.ts";
import { giveWay } from "./run/breath.ts";
import type { Meter } from "./run/meter.ts";
import type { SettleTimeout } from "./run/settle-timeout.ts";
import { workers } from "./run/workers.ts";
import { type Talk, talk } from "./talk.ts";

export interface SearchOptions extends GatheringOptions {
  readonly seed: number;
  readonly generation: GeneratorOptions;
  readonly meter: Meter;
  readonly patience: SettleTimeout;
  /** How many conversations are held at once; one unless said. */
  readonly parallel?: number;
  /** Says every conversation of so many commands instead of random ones. */
  readonly exhaustive?: number | undefined;
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
    { ...options, generation, phrased: (conversation) => wordless.phrased(conversation) },
    (conversation, told) => {
      wordless.take(told.exchanges);
      gathering.take(conversation, told);
    },
  );
  return gathering.all();
}

type Note = (conversation: Conversation, told: Talk) => void;

/** Says random conversations, until the budget is spent. */
async function sayAnything(
  target: Target,
  {
    seed,
    generation,
    meter,
    patience,
    parallel = 1,
    phrased = (conversation) => conversation,
  }: SearchOptions & { readonly phrased?: (conversation: Conversation) => Conversation },
  note: Note,
): Promise<void> {
  const crew = workers(parallel);
  const generator = new ConversationGenerator(generation);
  let isOver = false;
  for (const { random, bias } of draws(seed)) {
    await giveWay();
    const conversation = phrased(generator.next(random, bias));
    await crew.take(
      async () => {
        const told = await talk(target, conversation, meter, patience);
        // Known at once, whatever is noted later: nobody else needs to begin.
        isOver ||= told.isCutShort;
        return told;
      },
      (told) => note(conversation, told),
    );
    if (isOver || meter.isOver()) break;
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
