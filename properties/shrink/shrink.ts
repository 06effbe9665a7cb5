import { turnsOf } from "../../models/contract/command.ts";
import type { Conversation } from "../../models/contract/command.ts";
import { namedIn, resourceKey } from "../../models/contract/resource.ts";
import { model } from "../../models/model.ts";
import { canBeCause } from "../../models/operations/index.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import type { Target } from "../../targets/target.ts";
import { isCrash, otherLosses } from "../check/crash.ts";
import type { Story } from "../gathering.ts";
import { firstSectionIn } from "../run/clients.ts";
import { type Meter, metered, unrationed } from "../run/meter.ts";
import type { SettleTimeout } from "../run/settle-timeout.ts";
import { type Talk, talk } from "../talk.ts";
import { mended } from "./mending.ts";
import { smallest } from "./passes/passes.ts";
import { heldBeside, shownAs, type ShrinkResult, Tellings } from "./tellings.ts";

export interface ShrinkOptions {
  readonly meter: Meter;
  /** For the shorter stories that are tried. */
  readonly patience: SettleTimeout;
  /** Ends the shortening at a story that is short enough; the shortest that there is unless said. */
  readonly isEnough?: (conversation: Conversation) => boolean;
  /** For the last telling. */
  readonly lastPatience: SettleTimeout;
  /** How many shorter stories are told at once; one unless said. */
  readonly ahead?: number;
  /**
   * How often in a row the shortest must be true when it is told again: three times unless said. Where several clients speak,
   * once, and it may be missed between: who comes first may be another each time.
   */
  readonly tellings?: number;
  /** A target on which requests cost less: where the story is true there too, it is made shorter there. */
  readonly cheap?: { readonly target: Target; readonly patience: SettleTimeout } | undefined;
}

/** How often a shorter story is told where answers get lost or several clients speak. */
const fewTellings = 3;

/**
 * Makes a story as short as it gets within the meter, and tells it once more in a fresh
 * session. A story in which the rule is the first thing to go wrong stays one, and no more goes wrong in the shorter story
 * than in the longer one. Where a cheap target shows the same, the dear one is only asked whether the short story is true.
 */
export async function shrink(
  target: Target,
  rule: RuleId,
  story: Story,
  options: ShrinkOptions,
): Promise<ShrinkResult> {
  const { cheap } = options;
  if (cheap !== undefined) {
    const { isOver, ending } = options.meter;
    const rest = metered(cheapRequests, undefined, isOver, ending);
    const elsewhere = { ...options, ...cheap, meter: rest, lastPatience: cheap.patience };
    const there = await shrunk(cheap.target, rule, story, elsewhere);
    const short = await confirmed(cheap.target, rule, there, story, { ...elsewhere, tellings: 1 });
    if (short.kind === "confirmed" && there.length < story.conversation.length) {
      const here = await confirmed(target, rule, there, story, options);
      if (here.kind === "confirmed") return here;
    }
  }
  const conversation = await shrunk(target, rule, story, options);
  return confirmed(target, rule, conversation, story, options);
}

/** True of a story that ends with a list, and in which fewer are made than in another. */
const isThinned = (conversation: Conversation, before: Conversation): boolean => {
  const last = conversation.at(-1);
  return (
    last?.operation.startsWith("Describe") === true &&
    namedIn(last.input).length === 0 &&
    crowdIn(conversation) < crowdIn(before)
  );
};

/** How many are made by commands that are sent many times. */
const crowdIn = (conversation: Conversation): number =>
  conversation.reduce((sum, { times = 0 }) => sum + times, 0);

/** What may be spent on a cheap target for one story. */
const cheapRequests = 5000;

/** The shortest story found that is as true as this one. */
async function shrunk(
  target: Target,
  rule: RuleId,
  story: Story,
  { meter, patience, ahead = 1, isEnough = () => false }: ShrinkOptions,
): Promise<Conversation> {
  const isForeseen = !isCrash(rule) && isAbout(rule, story.conversation, target.region) === true;
  // Nothing is left to spend: no more is tried.
  let isDone = false;
  const isBrokenIn = (told: Talk): boolean => {
    const broken = new Set(
      told.failures
        .map(({ violation }) => violation.rule)
        .filter((one) => one === rule || canBeCause(one)),
    );
    return broken.size <= story.broken.size && shownAs(rule, story, told) !== undefined;
  };
  const isTrue = async (conversation: Conversation): Promise<boolean> => {
    // Where the rule would have nothing to say, it would be another story: no request is spent on it.
    if (isForeseen && isAbout(rule, conversation, target.region) === false) return false;
    // Whom others made fills pages too, today.
    if (!target.disposable && isThinned(conversation, story.conversation)) return false;
    // Where several clients speak, who comes first may be another each time; where answers are lost, what they left behind.
    const isRace = firstSectionIn(conversation) < conversation.length;
    for (let telling = 1; ; telling += 1) {
      const said = await talk(target, conversation, meter, patience, { phase: "shrink", rule });
      const told = heldBeside(story, said);
      isDone ||= told.isCutShort;
      if (told.isCutShort) return false;
      const isSure = otherLosses(rule, told).length === 0;
      if (isBrokenIn(told) && (isSure || telling === fewTellings)) return true;
      if (telling === fewTellings || (isSure && !isRace)) return false;
    }
  };
  const short = await smallest(
    story.conversation,
    { home: target.region, about: aboutWhom(story), refused: story.refused },
    { does: isTrue, isOver: () => isDone, isEnough, ahead },
  );
  return isCrash(rule) ? short : mended(rule, short, target.region, isTrue);
}

/**
 * Tells a story again in fresh sessions, until that comes to something. The last tellings are not rationed, but they end where the run
 * does.
 */
export async function confirmed(
  target: Target,
  rule: RuleId,
  conversation: Conversation,
  story: Story,
  {
    meter,
    lastPatience,
    tellings: wanted,
  }: Pick<ShrinkOptions, "meter" | "lastPatience" | "tellings">,
): Promise<ShrinkResult> {
  const last = unrationed(meter);
  const tellings = new Tellings(rule, story, conversation, wanted);
  while (!last.isOver()) {
    const told = await talk(target, conversation, last, lastPatience, { phase: "confirm", rule });
    const result = tellings.take(told);
    if (result !== undefined) return result;
  }
  return tellings.result();
}

/** The one user or group that a violation is about, of those that the story names. */
function aboutWhom({ conversation, failure }: Story): string | undefined {
  const named = new Set(
    conversation.flatMap(({ input }) => namedIn(input)).map((resource) => resourceKey(resource)),
  );
  const about = (failure.violation.about ?? []).map((resource) => resourceKey(resource));
  const [only, ...others] = new Set(about.filter((key) => named.has(key)));
  return others.length === 0 ? only : undefined;
}

/** Whether the rule could have something to say of the last command, by the model: nothing where no fact says what comes of one. */
function isAbout(rule: RuleId, conversation: Conversation, home: string): boolean | undefined {
  const last = conversation.at(-1);
  if (last === undefined) return false;
  let world = model.initial(home);
  for (const command of conversation.slice(0, -1).flatMap((one) => turnsOf(one))) {
    const { after, outcome } = model.predict(world, command);
    if (outcome === "open") return undefined;
    world = after;
  }
  return model.mayExercise(world, last, rule);
}
