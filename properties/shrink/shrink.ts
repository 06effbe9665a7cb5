import type { Command } from "../../models/contract.ts";
import { merged } from "./mergers.ts";
import { fewer, renamed, withPlainIds } from "./names.ts";
import { isAsMeant, type Setting } from "./outlook.ts";
import { sliced, withoutKinds, withoutPieces, withoutSubjects } from "./removals.ts";
import { plain, simplified } from "./simplifications.ts";

type Conversation = readonly Command[];

/** A simpler conversation, and where to go on once it is found to do as well. */
export interface Simpler {
  readonly conversation: Conversation;
  readonly next: number;
}

type Stage = (conversation: Conversation, setting: Setting) => Iterable<Conversation>;

/**
 * The ways to make a conversation simpler, in order: the bold ones first, then ever smaller ones. Whatever is left out takes
 * with it what would no longer be accepted without it, so that what stays is still what it was meant to be.
 */
const stages: readonly { readonly candidates: Stage; readonly next: number }[] = [
  { candidates: sliced, next: 0 },
  { candidates: fewer, next: 1 },
  { candidates: withoutKinds, next: 2 },
  { candidates: withoutSubjects, next: 3 },
  { candidates: withoutPieces, next: 4 },
  { candidates: merged, next: 4 },
  { candidates: plain, next: 7 },
  { candidates: withPlainIds, next: 4 },
  { candidates: simplified, next: 8 },
  { candidates: renamed, next: 9 },
];

/** Simpler conversations than this one, from a stage on. */
export function* simpler(
  conversation: Conversation,
  from: number,
  setting: Setting,
): Generator<Simpler> {
  for (const [index, { candidates, next }] of stages.entries())
    if (index >= from)
      for (const candidate of candidates(conversation, setting))
        if (isAsMeant(candidate, conversation, setting.home))
          yield { conversation: candidate, next };
}
