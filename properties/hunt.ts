import type { Conversation } from "../models/contract/command.ts";
import type { RuleId } from "../models/rules/rule.ts";
import type { Report } from "../reports/report.ts";
import { reference } from "../targets/reference/index.ts";
import type { Target } from "../targets/target.ts";
import { isBetter, type Story, storyOf } from "./gathering.ts";
import { metered, unmetered } from "./run/meter.ts";
import { settleTimeoutFor } from "./run/settle-timeout.ts";
import { shrink } from "./shrink/shrink.ts";
import type { ShrinkResult } from "./shrink/tellings.ts";
import { survey } from "./survey.ts";
import { talk } from "./talk.ts";

/** A conversation of a run, and the rules that it exercises on a sound service. */
export interface Rehearsed {
  readonly conversation: Conversation;
  readonly exercised: readonly RuleId[];
}

/** The default survey of the sound reference service, and its conversations. */
export async function rehearse(): Promise<{
  readonly report: Report;
  readonly rehearsed: readonly Rehearsed[];
}> {
  const rehearsed: Rehearsed[] = [];
  const report = await survey(reference(), {
    settleSeconds: 60,
    onTalk: (conversation, { exercised }) =>
      rehearsed.push({ conversation, exercised: [...new Set(exercised)] }),
  });
  return { report, rehearsed };
}

const settleSeconds = 10;

/** How many stories of a fault are held beside each other: a run holds all of its own. */
const fewStories = 8;

/**
 * Looks for one broken rule by the conversations of a run, and makes its story as short as it is wanted. Those that exercise
 * the rule on a sound service are said first: where one of them shows the fault, the whole run would have shown it too.
 */
export async function hunt(
  target: Target,
  rule: RuleId,
  rehearsed: readonly Rehearsed[],
  { shrinkCommands, longest }: { readonly shrinkCommands: number; readonly longest: number },
): Promise<ShrinkResult | undefined> {
  const patience = settleTimeoutFor(target, settleSeconds, 1);
  const likely = rehearsed.filter(({ exercised }) => exercised.includes(rule));
  const others = rehearsed.filter(({ exercised }) => !exercised.includes(rule));
  const stories: Story[] = [];
  try {
    for (const [turn, { conversation }] of [...likely, ...others].entries()) {
      if (stories.length === fewStories || (stories.length > 0 && turn >= likely.length)) break;
      const story = await brokenBy(target, rule, conversation, patience);
      if (story !== undefined) stories.push(story);
    }
    const [first, ...more] = stories;
    if (first === undefined) return undefined;
    const best = more.reduce((known, story) => (isBetter(story, known) ? story : known), first);
    return await shrink(target, rule, best, {
      meter: metered(shrinkCommands),
      patience,
      lastPatience: patience,
      isEnough: ({ length }) => length <= longest,
      // Nothing comes by chance there.
      tellings: 1,
    });
  } finally {
    await target.close();
  }
}

/** The first rule of those wanted that a conversation of a run shows to be broken by a target; nothing where none does. */
export async function toldIn(
  target: Target,
  rehearsed: readonly Rehearsed[],
  isWanted: (rule: RuleId) => boolean,
): Promise<RuleId | undefined> {
  const patience = settleTimeoutFor(target, settleSeconds, 1);
  try {
    for (const { conversation } of rehearsed) {
      const { failures } = await talk(target, conversation, unmetered, patience);
      const told = failures.find(({ violation }) => isWanted(violation.rule));
      if (told !== undefined) return told.violation.rule;
    }
    return undefined;
  } finally {
    await target.close();
  }
}

async function brokenBy(
  target: Target,
  rule: RuleId,
  conversation: Conversation,
  patience: ReturnType<typeof settleTimeoutFor>,
): Promise<Story | undefined> {
  const told = await talk(target, conversation, unmetered, patience);
  const failure = told.failures.find(({ violation }) => violation.rule === rule);
  return failure === undefined ? undefined : storyOf(conversation, failure, told);
}
