import { isDeepStrictEqual } from "node:util";

import type { World } from "../../models/belief/state.ts";
import { type Conversation, turnsOf } from "../../models/contract/command.ts";
import { operationNames } from "../../models/contract/requests.ts";
import { model } from "../../models/model.ts";
import { operations } from "../../models/operations/index.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import type { Failure } from "../check/checked.ts";
import { neighbours } from "../diagnosis/neighbours.ts";
import { type SearchResult, type Story, storyOf } from "../gathering.ts";
import type { Talk } from "../talk.ts";
import { mends } from "./mending.ts";
import type { Confirmed, ShrinkResult } from "./tellings.ts";

/** How many neighbours of a story are said at most: of those where the rule has nothing to say, and of those where it has. */
const mostTries = 3;

/** A rule that what looked like another is told by, and the story of it. */
export interface Acquittal {
  readonly as: RuleId;
  readonly story: Story;
}

/**
 * Asks whether a request is refused in the same way where the rule that is blamed for it has nothing to say: the nearest requests that
 * AWS takes and that lack what the rule is about. What is refused there is what is wrong, and the rule is not to blame.
 */
export async function acquittalOf(
  known: Confirmed,
  searched: SearchResult,
  say: (conversation: Conversation) => Promise<Talk>,
): Promise<Acquittal | undefined> {
  if (!isRefusal(known.failure)) return undefined;
  const others = [
    ...neighbours(known.conversation).map((one) => one.conversation),
    ...mends(known.conversation),
  ];
  const said: Said[] = [];
  const isKept = (): boolean => isAtTimesKept(known, searched, said);
  const isAlike = (): boolean => said.some((one) => alikeIn(known, one) !== undefined);
  const ask = async (
    fits: (known: Confirmed, other: Conversation) => boolean,
    isEnough: () => boolean,
  ): Promise<void> => {
    for (const conversation of others
      .values()
      .filter((one) => fits(known, one))
      .take(mostTries)) {
      said.push({ conversation, talk: await say(conversation) });
      if (isEnough()) return;
    }
  };
  await ask(isApartFrom, () => isKept() && isAlike());
  if (isAlike() && !isKept()) await ask(isSpokenOf, isKept);
  return acquittalIn(known, searched, said);
}

/** True of a rule that some answers kept: what it is about is not what is refused each time. */
const isAtTimesKept = (
  { failure }: Confirmed,
  { exercised, breaches }: SearchResult,
  said: readonly Said[],
): boolean => {
  const { rule } = failure.violation;
  const isKeptIn = ({ talk }: Said): boolean =>
    talk.exercised.includes(rule) &&
    !talk.failures.some(({ violation }) => violation.rule === rule);
  return (breaches.get(rule) ?? 0) < (exercised.get(rule) ?? 0) || said.some(isKeptIn);
};

/** A conversation that was said once, and what came of it. */
export interface Said {
  readonly conversation: Conversation;
  readonly talk: Talk;
}

/**
 * What neighbours show, of which one is refused as the story was; and each, where no answer ever kept the rule: what one that is not
 * refused lacks may be the cause, and what one that is has in its place may be another's.
 */
export function acquittalIn(
  known: Confirmed,
  searched: SearchResult,
  said: readonly Said[],
): Acquittal | undefined {
  const all = said
    .filter(({ conversation }) => isApartFrom(known, conversation))
    .map((one) => alikeIn(known, one));
  const isEnough = isAtTimesKept(known, searched, said) || !all.includes(undefined);
  return isEnough ? all.find((one) => one !== undefined) : undefined;
}

function alikeIn(known: Confirmed, { conversation, talk: told }: Said): Acquittal | undefined {
  const { rule, actual } = known.failure.violation;
  const failure = told.failures.find(
    ({ violation, step }) =>
      step === conversation.length - 1 &&
      violation.isDecision === true &&
      violation.rule !== rule &&
      (violation.actual === actual || messageIn(told) === actual),
  );
  return failure === undefined
    ? undefined
    : { as: failure.violation.rule, story: storyOf(conversation, failure, told) };
}

/** The rule that tells what one is acquitted of: where that was acquitted too, the one that tells it in its place. */
export function tellerOf(stories: ReadonlyMap<RuleId, ShrinkResult>, as: RuleId): RuleId {
  const known = stories.get(as);
  return known?.kind === "acquitted" ? tellerOf(stories, known.as) : as;
}

/** Lets each rule that was acquitted name the one that tells it at last: that which told it first may have been acquitted since. */
export function nameLastTellers(stories: Map<RuleId, ShrinkResult>): void {
  for (const [rule, known] of stories)
    if (known.kind === "acquitted")
      stories.set(rule, { ...known, as: tellerOf(stories, known.as) });
}

const messageIn = ({ exchanges }: Talk): string | undefined => {
  const answer = exchanges.at(-1)?.answer;
  return answer?.kind === "refused" ? answer.message : undefined;
};

/** True of what is wrong in a refusal: that there is one, its code, or how it reads. */
const isRefusal = ({ violation: { rule, isDecision, actual } }: Failure): boolean =>
  isWording(rule) || (isDecision === true && actual !== "accepted");

const wordings: ReadonlySet<RuleId> = new Set(
  operationNames.flatMap((name) => operations[name].wordings.map(({ id }) => id)),
);

const isWording = (rule: RuleId): boolean => wordings.has(rule);

/** True of a conversation that AWS takes to its end, where the rule has nothing to say of the last request. */
function isApartFrom(known: Confirmed, conversation: Conversation): boolean {
  const { rule } = known.failure.violation;
  const world = worldAfter(conversation.slice(0, -1), known.talk);
  const last = conversation.at(-1);
  if (world === undefined || last === undefined || last.times !== undefined) return false;
  if (model.predict(world, last).outcome !== "accepted") return false;
  return isWording(rule) || !model.mayExercise(world, last, rule);
}

/** True of a conversation that AWS takes to its last request, of which the rule may say that it was kept. */
function isSpokenOf(known: Confirmed, conversation: Conversation): boolean {
  const world = worldAfter(conversation.slice(0, -1), known.talk);
  const last = conversation.at(-1);
  if (world === undefined || last === undefined) return false;
  return model.mayExercise(world, last, known.failure.violation.rule);
}

/**
 * What is believed after a conversation that AWS takes to its end; nothing of others. What it begins with as the story did, is
 * answered as it was there: whoever was not created then, is not there now.
 */
function worldAfter(conversation: Conversation, { home, exchanges }: Talk): World | undefined {
  let world = model.initial(home);
  let isAsTold = true;
  for (const [index, command] of conversation.flatMap(turnsOf).entries()) {
    const { outcome, after } = model.predict(world, command);
    if (outcome !== "accepted") return undefined;
    const told = exchanges[index];
    isAsTold &&= told !== undefined && isDeepStrictEqual(told.command, command);
    world = isAsTold && told !== undefined ? model.step(world, told) : after;
  }
  return world;
}
