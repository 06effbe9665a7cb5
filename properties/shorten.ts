import * as fc from "fast-check";

import { turnsOf } from "../models/command.ts";
import { couldSpeak, foresee } from "../models/foresight.ts";
import { canBeCause } from "../models/operations/index.ts";
import { namedIn, resourceKey } from "../models/resource.ts";
import type { RuleId } from "../models/rule.ts";
import { initialWorld, stateOf, withState } from "../models/state.ts";
import type { Target } from "../targets/target.ts";
import { type Conversation, conversations, type Mix } from "./conversation.ts";
import type { Meter } from "./meter.ts";
import type { Patience } from "./patience.ts";
import type { Story } from "./search.ts";
import { type Finding, type Talk, talk } from "./talk.ts";

/** What came of telling a story once more, in a fresh session: it is true, it is not, or nobody knows. */
export type Shortened =
  | {
      readonly kind: "confirmed";
      readonly conversation: Conversation;
      readonly talk: Talk;
      readonly finding: Finding;
    }
  | { readonly kind: "held" }
  | { readonly kind: "untold"; readonly because: string };

export interface ShorteningOptions {
  readonly mix: Mix;
  readonly meter: Meter;
  /** For the shorter stories that are tried. */
  readonly patience: Patience;
  /** Ends the shortening at a story that is short enough; the shortest that there is unless said. */
  readonly isEnough?: (conversation: Conversation) => boolean;
  /** For the last telling. */
  readonly lastPatience: Patience;
}

/** How often a story is told at the end, where answers get lost. */
const lastTellings = 3;

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
  { mix, meter, patience, lastPatience, isEnough = () => false }: ShorteningOptions,
): Promise<Shortened> {
  const causes = new Set(story.finding.after);
  const fits = ({ violation, after }: Finding): boolean =>
    violation.rule === rule && after.every((cause) => causes.has(cause));
  const isForeseen = isAbout(rule, story.conversation, target.region);
  const known = JSON.stringify(story.conversation);
  let isShort = false;
  const property = fc.asyncProperty(
    conversations({ ...mix, story: knownOf(story) }),
    async (conversation) => {
      if (isShort) return;
      // That it is broken in the story itself is known.
      if (JSON.stringify(conversation) === known) throw new StillBroken(rule);
      // Where the rule would have nothing to say, it would be another story: no request is spent on it.
      if (isForeseen && !isAbout(rule, conversation, target.region)) return;
      const { findings, isCutShort } = await talk(target, conversation, meter, patience);
      const broken = new Set(
        findings
          .map(({ violation }) => violation.rule)
          .filter((one) => one === rule || canBeCause(one)),
      );
      const isPure = broken.size <= story.broken.size;
      if (isCutShort || !isPure || !findings.some((finding) => fits(finding))) return;
      isShort = isEnough(conversation);
      throw new StillBroken(rule);
    },
  );
  const details = await fc.check(property, {
    seed: 1,
    numRuns: 1,
    examples: [[story.conversation]],
  });
  if (details.failed && !(details.errorInstance instanceof StillBroken))
    throw details.errorInstance ?? new Error("shrinking failed without saying why");
  const conversation = details.counterexample?.[0] ?? story.conversation;
  // The last tellings are not rationed, but they end where the run does.
  const last: Meter = { ...meter, spend: () => !meter.isOver() };
  let because = "the run ended before";
  for (let telling = 1; telling <= lastTellings && !last.isOver(); telling += 1) {
    const told = await talk(target, conversation, last, lastPatience);
    const finding = told.findings.find((found) => fits(found));
    if (finding !== undefined) return { kind: "confirmed", conversation, talk: told, finding };
    const [loss] = told.lost;
    if (loss === undefined && !told.isCutShort) return { kind: "held" };
    if (loss !== undefined) because = `${loss.operation} was lost: ${loss.reason}`;
  }
  return { kind: "untold", because };
}

const knownOf = (story: Story): NonNullable<Mix["story"]> => ({
  about: aboutWhom(story),
  refused: story.refused,
});

/** The one user or group that a violation names; of lists, where they differ. */
function aboutWhom({ conversation, finding }: Story): string | undefined {
  const { expected, actual } = finding.violation;
  const words = new Set(differences(expected, actual).split(/[^\w.-]+/));
  const named = conversation
    .flatMap(({ input }) => namedIn(input))
    .filter(({ id }) => words.has(id))
    .map((resource) => resourceKey(resource));
  const [only, ...others] = new Set(named);
  return others.length === 0 ? only : undefined;
}

function differences(expected: string, actual: string): string {
  const [wanted, found] = [listIn(expected), listIn(actual)];
  if (wanted === undefined || found === undefined) return `${expected} ${actual}`;
  return [
    ...wanted.filter((item) => !found.includes(item)),
    ...found.filter((item) => !wanted.includes(item)),
  ].join(" ");
}

/** The members of a list that is shown as text; nothing where it shows something else. */
function listIn(text: string): readonly string[] | undefined {
  if (!text.startsWith("[[")) return undefined;
  const list: unknown = JSON.parse(text);
  return Array.isArray(list) ? list.map((item) => JSON.stringify(item)) : undefined;
}

/** Whether the rule could have something to say of the last command, by the model: true where no fact says what comes of one. */
function isAbout(rule: RuleId, conversation: Conversation, home: string): boolean {
  const last = conversation.at(-1);
  if (last === undefined) return false;
  let world = initialWorld(home);
  for (const command of conversation.slice(0, -1).flatMap((one) => turnsOf(one))) {
    const { after, outcome } = foresee(stateOf(world, command), command);
    if (outcome === "open") return true;
    world = withState(world, command, after, true);
  }
  return couldSpeak(rule, stateOf(world, last), last);
}
