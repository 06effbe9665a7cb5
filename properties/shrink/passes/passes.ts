import type { Conversation } from "../../../models/contract/command.ts";
import { giveWay } from "../../run/breath.ts";
import { merged } from "./mergers.ts";
import { fewer, withFirstNames, withPlainIds } from "./names.ts";
import { isAsMeant, type Setting } from "./outlook.ts";
import {
  type Piece,
  sliced,
  withoutKinds,
  withoutPast,
  withoutPieces,
  withoutSubjects,
  withoutTrifles,
} from "./removals.ts";
import { plain, simplified, waitingForGroups } from "./simplifications.ts";

/** Where shrinking stands: the pass, and how far it has come with it. */
export interface Progress {
  readonly pass: PassName;
  readonly subject?: string;
  readonly piece?: Piece;
}

/** A simpler conversation, and where to go on once it is found to do as well. */
export interface Simpler {
  readonly conversation: Conversation;
  readonly next: Progress;
}

/** One way to make a conversation simpler. */
interface Pass {
  readonly name: string;
  candidates(
    conversation: Conversation,
    setting: Setting,
    progress: Omit<Progress, "pass">,
  ): Iterable<{ readonly conversation: Conversation; readonly at?: Omit<Progress, "pass"> }>;
}

const pass = <N extends string>(
  name: N,
  candidates: (conversation: Conversation, setting: Setting) => Iterable<Conversation>,
) => ({
  name,
  candidates: (conversation: Conversation, setting: Setting) =>
    Iterator.from(candidates(conversation, setting)).map((candidate) => ({
      conversation: candidate,
    })),
});

/**
 * The ways to make a conversation simpler, in order: the bold ones first, then ever smaller ones. Whatever is left out takes
 * with it what would no longer be accepted without it, so that what stays is still what it was meant to be.
 */
const passes = [
  pass("slice", sliced),
  pass("fewer turns", fewer),
  pass("leave kinds out", withoutKinds),
  pass("leave the past out", withoutPast),
  {
    name: "leave subjects out",
    *candidates(conversation, setting, { subject }) {
      for (const { conversation: candidate, at } of withoutSubjects(conversation, setting, subject))
        yield { conversation: candidate, at: { subject: at } };
    },
  },
  {
    name: "leave pieces out",
    *candidates(conversation, setting, { piece }) {
      for (const { conversation: candidate, at } of withoutPieces(conversation, setting, piece))
        yield { conversation: candidate, at: { piece: at } };
    },
  },
  pass("leave trifles out", withoutTrifles),
  pass("merge", merged),
  pass("make plain", plain),
  pass("wait for groups", waitingForGroups),
  pass("give plain ids", withPlainIds),
  pass("simplify details", simplified),
  pass("leave trifles out again", withoutTrifles),
  pass("give first names", (conversation) => [withFirstNames(conversation)]),
] as const satisfies readonly Pass[];

type PassName = (typeof passes)[number]["name"];

const named: readonly (Pass & { readonly name: PassName })[] = passes;

/** The pass to go on with, where it is another than that which was of use: what it changed may be left out now. */
const goingOnWith: { readonly [N in PassName]?: PassName } = {
  merge: "leave pieces out",
  "make plain": "wait for groups",
  "wait for groups": "leave pieces out",
  "give plain ids": "leave pieces out",
};

/** Simpler conversations than this one, from where shrinking stands. */
export function* simpler(
  conversation: Conversation,
  progress: Progress,
  setting: Setting,
): Generator<Simpler> {
  const first = passes.findIndex(({ name }) => name === progress.pass);
  for (const [index, { name, candidates }] of named.entries())
    if (index >= first)
      for (const { conversation: candidate, at } of candidates(
        conversation,
        setting,
        index === first ? progress : {},
      ))
        if (isAsMeant(candidate, conversation, setting))
          yield {
            conversation: candidate,
            next: { pass: goingOnWith[name] ?? name, ...at },
          };
}

export const beginning: Progress = { pass: passes[0].name };

/** How simpler conversations are tried. */
export interface Trial {
  /** True of one that shows the same. */
  does(conversation: Conversation): Promise<boolean>;
  /** True once no more are to be tried. */
  isOver(): boolean;
  /** True of one that need not be any simpler. */
  isEnough?(conversation: Conversation): boolean;
  /** How many are tried at once; one unless said. The first that shows the same counts, in their order. */
  readonly ahead?: number;
}

/** Makes a conversation as simple as it gets while it shows the same. What was tried once is not tried again. */
export async function smallest(
  conversation: Conversation,
  setting: Setting,
  { does, isOver, isEnough = () => false, ahead = 1 }: Trial,
): Promise<Conversation> {
  const tried = new Set([JSON.stringify(conversation)]);
  const running: Promise<unknown>[] = [];
  let best = conversation;
  let progress = beginning;
  const next = async (): Promise<Simpler | undefined> => {
    for (const batch of batches(simpler(best, progress, setting), tried, ahead)) {
      await giveWay();
      if (isOver()) return undefined;
      const results = batch.map((candidate) => does(candidate.conversation));
      running.push(...results);
      for (const [index, candidate] of batch.entries()) if (await results[index]) return candidate;
    }
    return undefined;
  };
  try {
    for (let found = await next(); found !== undefined; found = await next()) {
      best = found.conversation;
      progress = found.next;
      if (isEnough(best)) break;
    }
    return best;
  } finally {
    // Those that were tried ahead of time are waited for, so that nothing is left on its way.
    await Promise.allSettled(running);
  }
}

/** So many at a time of those that were not tried yet. */
function* batches(
  candidates: Iterable<Simpler>,
  tried: Set<string>,
  size: number,
): Generator<readonly Simpler[]> {
  let batch: Simpler[] = [];
  for (const candidate of candidates) {
    const key = JSON.stringify(candidate.conversation);
    if (tried.has(key)) continue;
    tried.add(key);
    batch.push(candidate);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
