import * as fc from "fast-check";

import { predict } from "../models/foresight.ts";
import type { RuleId } from "../models/rule.ts";
import { believed, initialState } from "../models/state.ts";
import type { Target } from "../targets/target.ts";
import { type Conversation, conversations, type Mix } from "./conversation.ts";
import { patient } from "./patience.ts";
import type { Story } from "./search.ts";
import { type Finding, type Meter, type Talk, talk } from "./talk.ts";

export interface Shortened {
  readonly conversation: Conversation;
  readonly talk: Talk;
  /** Nothing where the rule held when the story was told once more. */
  readonly finding: Finding | undefined;
}

class StillBroken extends Error {
  override readonly name = "StillBroken";
}

/**
 * Makes a story as short as it gets within the meter, by fast-check's own shrinking, and tells it once more in a fresh
 * session. A story in which the rule is the first thing to go wrong stays one, and no more goes wrong in the shorter story
 * than in the longer one.
 */
export async function shorten(
  target: Target,
  rule: RuleId,
  story: Story,
  mix: Mix,
  meter: Meter,
  settleSeconds: number,
): Promise<Shortened> {
  const patience = patient(target, settleSeconds, 2);
  const causes = new Set(story.finding.after);
  const fits = ({ violation, after }: Finding): boolean =>
    violation.rule === rule && after.every((cause) => causes.has(cause));
  const needed = standing(story.conversation, target.region);
  const property = fc.asyncProperty(conversations(mix), async (conversation) => {
    // A last command that meets its user in another state would be another story: no request is spent on it.
    if (clash(standing(conversation, target.region), needed) && !rule.startsWith("wire/")) return;
    const { findings, isCutShort } = await talk(target, conversation, meter, patience);
    const broken = new Set(findings.map(({ violation }) => violation.rule));
    const isPure = broken.size <= story.broken.size;
    if (!isCutShort && isPure && findings.some((finding) => fits(finding)))
      throw new StillBroken(rule);
  });
  const details = await fc.check(property, {
    seed: 1,
    numRuns: 1,
    examples: [[story.conversation]],
  });
  if (details.failed && !(details.errorInstance instanceof StillBroken))
    throw details.errorInstance ?? new Error("shrinking failed without saying why");
  const conversation = details.counterexample?.[0] ?? story.conversation;
  const told = await talk(target, conversation, unlimited, patient(target, settleSeconds, 1));
  return { conversation, talk: told, finding: told.findings.find((finding) => fits(finding)) };
}

/** Whether the user that the last command speaks of would be there, by the model. */
function standing(conversation: Conversation, home: string): string | undefined {
  const last = conversation.at(-1);
  if (last?.input.UserId === undefined) return undefined;
  const before = conversation
    .slice(0, -1)
    .reduce((state, command) => predict(state, command), initialState(last.region ?? home));
  return believed(before, last.input.UserId).kind;
}

/** True of a user that is there in one story and not in the other; who is leaving may be either. */
const clash = (one: string | undefined, other: string | undefined): boolean =>
  [one, other].includes("absent") && [one, other].includes("present");

/** Telling a story for the last time is not rationed. */
const unlimited: Meter = { spend: () => true };
