import type { Command } from "../../models/contract/contract.ts";
import { traitsOf } from "../../models/contract/traits.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import type { Target } from "../../targets/target.ts";
import type { SearchResult, Story } from "../gathering.ts";
import type { Meter } from "../run/meter.ts";
import type { SettleTimeout } from "../run/settle-timeout.ts";
import { confirmed, shrink } from "./shrink.ts";
import type { Confirmed, ShrinkResult } from "./tellings.ts";

/** A request that is lost each time. */
export interface Crash {
  readonly story: Confirmed;
  /** How often it was met in the search. */
  readonly count: number;
}

export interface CrashOptions {
  readonly newMeter: () => Meter & { readonly sent: number };
  readonly patience: SettleTimeout;
  readonly onTry: (rule: RuleId) => void;
}

/** The most stories of crashes that are made shorter. */
const mostCrashes = 20;
/** So many of a kind that did not come back, and it is the road. */
const mostInVain = 3;
/** How often a story must come back before it is made shorter. */
const tellingsBefore = 2;

/**
 * What of all that was lost comes back each time it is told again: each with its shortest story. Whatever looks like one that is
 * known, and was lost in the same way, is the same.
 */
export async function crashesIn(
  target: Target,
  { crashes: candidates, harmless }: SearchResult,
  { newMeter, patience, onTry }: CrashOptions,
): Promise<{ readonly crashes: readonly Crash[]; readonly sent: number }> {
  const known: Known[] = [];
  const inVain = new Map<RuleId, number>();
  let sent = 0;
  for (const { story, count } of plainestFirst([...candidates.values()])) {
    const { rule } = story.failure.violation;
    const twin = known.find((one) => one.rule === rule && one.looksLike(lastOf(story)));
    if (twin !== undefined) twin.count += count;
    if (twin !== undefined || known.length >= mostCrashes) continue;
    if ((inVain.get(rule) ?? 0) >= mostInVain) continue;
    const meter = newMeter();
    // What hangs whatever it is asked is told by its operation.
    if (meter.isHanging(lastOf(story).operation)) continue;
    onTry(rule);
    const shortest = await shortestOf(target, rule, story, { meter, patience });
    sent += meter.sent;
    if (shortest?.kind !== "confirmed") {
      inVain.set(rule, (inVain.get(rule) ?? 0) + 1);
      continue;
    }
    const found = { rule, story: shortest, count, looksLike: likenessTo(shortest, harmless) };
    // What is plainer tells of what has more to it.
    const alike = known.filter((one) => one.rule === rule && found.looksLike(lastOf(one.story)));
    for (const one of alike) {
      found.count += one.count;
      known.splice(known.indexOf(one), 1);
    }
    known.push(found);
  }
  return { crashes: known, sent };
}

interface Known extends Crash {
  readonly rule: RuleId;
  count: number;
  looksLike(command: Command): boolean;
}

/**
 * Whether a request has something in it that the last of a story has too, and no request that was answered: one cause is enough for both.
 * Where there is no such thing, all that it has.
 */
function likenessTo(
  story: Pick<Story, "conversation">,
  harmless: SearchResult["harmless"],
): (command: Command) => boolean {
  const last = lastOf(story);
  const all = traitsOf(last);
  const telling = all.filter((trait) => !harmless.has(`${last.operation} ${trait}`));
  // Where no request of the operation was ever answered, it is the operation that tells.
  const isWhole = telling.includes(last.action ?? last.operation);
  return (command) => {
    if (isWhole) return (command.action ?? command.operation) === (last.action ?? last.operation);
    const traits = new Set(traitsOf(command));
    return telling.length > 0
      ? telling.some((trait) => traits.has(trait))
      : all.every((trait) => traits.has(trait));
  };
}

/** Crashes of one rule as several runs came upon them: one of a run that looks like another's is that. */
export function apart(
  told: readonly (Crash & { readonly from: number })[],
  harmless: SearchResult["harmless"],
): readonly Crash[] {
  const known: (Crash & { readonly from: number })[] = [];
  for (const crash of plainestFirst(told)) {
    const isKnown = known.some(
      ({ story, from }) => from !== crash.from && likenessTo(story, harmless)(lastOf(crash.story)),
    );
    if (!isKnown) known.push(crash);
  }
  return told
    .filter((crash) => known.includes(crash))
    .map(({ story, count }) => ({ story, count }));
}

async function shortestOf(
  target: Target,
  rule: RuleId,
  story: Story,
  { meter, patience }: { readonly meter: Meter; readonly patience: SettleTimeout },
): Promise<ShrinkResult | undefined> {
  // What comes back is no trouble of the road.
  const settleTimeoutFor: Meter = {
    ...meter,
    isHanging: () => false,
    hear: (answer, operation) => {
      if (answer.kind !== "lost") meter.hear(answer, operation);
    },
  };
  const options = { meter: settleTimeoutFor, patience, lastPatience: patience };
  const isBack = await confirmed(target, rule, story.conversation, story, {
    ...options,
    tellings: tellingsBefore,
  });
  if (isBack.kind !== "confirmed") return undefined;
  // What is waited for in vain takes its time: it is told as it is.
  return rule.endsWith("timeout") ? isBack : shrink(target, rule, story, options);
}

/** The plainest first: of the fewest traits, and then the shortest. */
function plainestFirst<T extends { readonly story: Pick<Story, "conversation"> }>(
  candidates: readonly T[],
): readonly T[] {
  const size = ({ story }: T): number =>
    100 * traitsOf(lastOf(story)).length + story.conversation.length;
  return candidates.toSorted((a, b) => size(a) - size(b));
}

const lastOf = ({ conversation }: Pick<Story, "conversation">): Command => {
  const last = conversation.at(-1);
  if (last === undefined) throw new Error("a story has commands");
  return last;
};
