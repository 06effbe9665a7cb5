import { isDeepStrictEqual } from "node:util";

import { type Conversation, turnsOf } from "../../models/contract/command.ts";
import type { Exchange } from "../../models/contract/contract.ts";
import { operationNames } from "../../models/contract/requests.ts";
import { model } from "../../models/model.ts";
import { operations } from "../../models/operations/index.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import type { Failure } from "../check/checked.ts";
import { neighbours } from "../diagnosis/neighbours.ts";
import { type SearchResult, type Story, storyOf } from "../gathering.ts";
import type { Talk } from "../talk.ts";
import { mends } from "./mending.ts";
import type { ShrinkResult } from "./tellings.ts";

/** How many neighbours of a story are said at most. */
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
  { failure, conversation, talk }: Extract<ShrinkResult, { readonly kind: "confirmed" }>,
  searched: SearchResult,
  home: string,
  say: (conversation: Conversation) => Promise<Talk>,
): Promise<Acquittal | undefined> {
  if (!isRefusal(failure)) return undefined;
  const apart = [...neighbours(conversation).map((one) => one.conversation), ...mends(conversation)]
    .values()
    .filter((one) => isApartFrom(failure.violation.rule, one, home, talk.exchanges))
    .take(mostTries);
  const said: Said[] = [];
  for (const other of apart) {
    said.push({ conversation: other, talk: await say(other) });
    const acquittal = acquittalIn(failure, searched, said);
    if (isAtTimesKept(failure, searched) === (acquittal !== undefined)) return acquittal;
  }
  return acquittalIn(failure, searched, said);
}

/** True of a rule that some answers kept: what it is about is not what is refused each time. */
const isAtTimesKept = (
  { violation: { rule } }: Failure,
  { exercised, breaches }: SearchResult,
): boolean => (breaches.get(rule) ?? 0) < (exercised.get(rule) ?? 0);

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
  failure: Failure,
  searched: SearchResult,
  said: readonly Said[],
): Acquittal | undefined {
  const all = said.map((one) => alikeIn(failure, one));
  const isEnough = isAtTimesKept(failure, searched) || !all.includes(undefined);
  return isEnough ? all.find((one) => one !== undefined) : undefined;
}

function alikeIn(
  { violation: { rule, actual } }: Failure,
  { conversation, talk: told }: Said,
): Acquittal | undefined {
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

/**
 * True of a conversation that AWS takes to its end, where the rule has nothing to say of the last request. What it begins with as the
 * story did, is answered as it was there: whoever was not created then, is not there now.
 */
function isApartFrom(
  rule: RuleId,
  conversation: Conversation,
  home: string,
  exchanges: readonly Exchange[],
): boolean {
  const last = conversation.at(-1);
  if (last === undefined || last.times !== undefined) return false;
  let world = model.initial(home);
  let isAsTold = true;
  for (const [index, command] of conversation.slice(0, -1).flatMap(turnsOf).entries()) {
    const { outcome, after } = model.predict(world, command);
    if (outcome !== "accepted") return false;
    const told = exchanges[index];
    isAsTold &&= told !== undefined && isDeepStrictEqual(told.command, command);
    world = isAsTold && told !== undefined ? model.step(world, told) : after;
  }
  if (model.predict(world, last).outcome !== "accepted") return false;
  return isWording(rule) || !model.mayExercise(world, last, rule);
}
