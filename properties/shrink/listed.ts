import type { RuleId } from "../../models/rules/rule.ts";
import { type Report } from "../../reports/report.ts";
import { commandOf } from "../../reports/stored.ts";
import { storedStory } from "../../reports/token.ts";
import type { Deviation, Target } from "../../targets/target.ts";
import type { Meter } from "../run/meter.ts";
import type { Support } from "../run/probe.ts";
import type { SettleTimeout } from "../run/settle-timeout.ts";
import { type Talk, talk } from "../talk.ts";

/** What came of the story of a listed deviation: it shows it still, or it does not any more; `untold`: nobody knows. */
export type Retold = "shown" | "not-reproduced" | "inconclusive";

/** How often a story must not show a deviation any more before it is said to be mended: some need luck. */
const tellings = 3;

/**
 * Tells the stories of listed deviations: of those that the search did not come upon, so that none is called stale for want of luck;
 * of the others, so that none hides another defect that breaks the same rule.
 */
export async function retoldListed(
  target: Target,
  deviations: readonly Deviation[],
  meter: Meter,
  patience: SettleTimeout,
): Promise<ReadonlyMap<RuleId, Retold>> {
  const retold = new Map<RuleId, Retold>();
  for (const { rule, story } of deviations)
    if (rule !== undefined && story !== undefined)
      retold.set(rule, await toldAgain(target, rule, story, meter, patience));
  return retold;
}

async function toldAgain(
  target: Target,
  rule: RuleId,
  story: string,
  meter: Meter,
  patience: SettleTimeout,
): Promise<Retold> {
  const conversation = storedStory(story).commands.map((command) => commandOf(command));
  const talks: Talk[] = [];
  for (let telling = 1; telling <= tellings; telling += 1) {
    const told = await talk(target, conversation, meter, patience, { phase: "confirm", rule });
    talks.push(told);
    if (told.isCutShort || retoldAs(rule, talks) === "shown") break;
  }
  return retoldAs(rule, talks);
}

/** What came of telling the story of a rule: what was lost, or cut short, or went another way, says nothing. */
export function retoldAs(rule: RuleId, talks: readonly Talk[]): Retold {
  const isShown = talks.some(({ failures }) =>
    failures.some(({ violation }) => violation.rule === rule),
  );
  const isHeld = talks.every(
    ({ lost, exercised, isCutShort }) =>
      !isCutShort && lost.length === 0 && exercised.includes(rule),
  );
  return isShown ? "shown" : isHeld ? "not-reproduced" : "inconclusive";
}

/**
 * What became of a listed deviation. Its own story tells whether it is mended: if it is, and the rule is broken all the same, then in a
 * way that is not listed. One without a story is mended where answers had something to say of it and none broke it. Nothing where
 * nobody knows, or it is another that breaks the rule.
 */
export function listedAs(
  { story }: Deviation,
  {
    isSeen,
    exercised,
    told,
  }: {
    readonly isSeen: boolean;
    readonly exercised: number;
    readonly told: Retold | undefined;
  },
): "tolerated" | "stale" | undefined {
  if (isSeen) return told === "not-reproduced" ? undefined : "tolerated";
  if (told !== undefined) return told === "not-reproduced" ? "stale" : "tolerated";
  return story === undefined && exercised > 0 ? "stale" : undefined;
}

/** The operations that a target is listed to lack. */
export function absencesOf({ deviations }: Target, support: Support): Pick<Report, "absences"> {
  const absences = deviations.flatMap(({ operation, because }) =>
    operation === undefined
      ? []
      : [
          {
            operation,
            outcome:
              support[operation] === "supported" ? ("stale" as const) : ("tolerated" as const),
            because,
          },
        ],
  );
  return absences.length === 0 ? {} : { absences };
}

/** True of a rule that the target is listed to break, as far as the story that it is listed for shows it still: no other is told. */
export const isTolerated = (target: Target, rule: RuleId, told: Retold | undefined): boolean =>
  told !== "not-reproduced" && target.deviations.some((deviation) => deviation.rule === rule);
