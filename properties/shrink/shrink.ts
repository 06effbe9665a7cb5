import type { Conversation } from "../../models/command.ts";
import { merged } from "./mergers.ts";
import { fewer, withFirstNames, withPlainIds } from "./names.ts";
import { isAsMeant, type Setting } from "./outlook.ts";
import {
  sliced,
  withoutKinds,
  withoutPast,
  withoutPieces,
  withoutSubjects,
  withoutTrifles,
} from "./removals.ts";
import { plain, simplified, waitingForGroups } from "./simplifications.ts";

/** Where shrinking stands: the stage, and how far it has come with it. */
export interface Progress {
  readonly stage: number;
  readonly subject?: string;
  readonly piece?: { readonly size: number; readonly from: number };
}

export const beginning: Progress = { stage: 0 };

/** A simpler conversation, and where to go on once it is found to do as well. */
export interface Simpler {
  readonly conversation: Conversation;
  readonly next: Progress;
}

type Stage = (
  conversation: Conversation,
  setting: Setting,
  progress: Progress,
) => Iterable<Simpler>;

const going =
  (
    next: number,
    candidates: (conversation: Conversation, setting: Setting) => Iterable<Conversation>,
  ): Stage =>
  (conversation, setting) =>
    Iterator.from(candidates(conversation, setting)).map((candidate) => ({
      conversation: candidate,
      next: { stage: next },
    }));

const pieces = 5;
const details = 11;

/**
 * The ways to make a conversation simpler, in order: the bold ones first, then ever smaller ones. Whatever is left out takes
 * with it what would no longer be accepted without it, so that what stays is still what it was meant to be.
 */
const stages: readonly Stage[] = [
  going(0, sliced),
  going(1, fewer),
  going(2, withoutKinds),
  going(3, withoutPast),
  function* subjectsLeftOut(conversation, setting, { subject }) {
    for (const { conversation: candidate, at } of withoutSubjects(conversation, setting, subject))
      yield { conversation: candidate, next: { stage: 4, subject: at } };
  },
  function* piecesLeftOut(conversation, setting, { piece }) {
    for (const { conversation: candidate, at } of withoutPieces(conversation, setting, piece))
      yield { conversation: candidate, next: { stage: pieces, piece: at } };
  },
  going(6, withoutTrifles),
  going(pieces, merged),
  going(9, plain),
  going(pieces, waitingForGroups),
  going(pieces, withPlainIds),
  going(details, simplified),
  going(details + 1, withoutTrifles),
  going(details + 2, (conversation) => [withFirstNames(conversation)]),
];

/** Simpler conversations than this one, from where shrinking stands. */
export function* simpler(
  conversation: Conversation,
  progress: Progress,
  setting: Setting,
): Generator<Simpler> {
  for (const [index, candidates] of stages.entries())
    if (index >= progress.stage)
      for (const candidate of candidates(
        conversation,
        setting,
        index === progress.stage ? progress : { stage: index },
      ))
        if (isAsMeant(candidate.conversation, conversation, setting.home)) yield candidate;
}
