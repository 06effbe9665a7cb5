import { allRules } from "../models/operations/index.ts";
import type { RuleId } from "../models/rules/rule.ts";
import type { Target } from "../targets/target.ts";
import type { Stage, SurveyOptions } from "./options.ts";
import { type metered, unrationed } from "./run/meter.ts";
import { type Patience, patient } from "./run/patience.ts";
import type { Support } from "./run/probe.ts";
import { workers } from "./run/workers.ts";
import type { Harvest } from "./search.ts";
import { blamed } from "./shrink/blame.ts";
import { type Crash, crashesIn } from "./shrink/crashes.ts";
import { isTolerated, type Retold, retoldListed } from "./shrink/listed.ts";
import { confirmed, shorten, type Shortened } from "./shrink/shorten.ts";

/** What is left of what a search found, once it was told again. */
export interface Proven {
  readonly stories: ReadonlyMap<RuleId, Shortened>;
  readonly crashes: readonly Crash[];
  readonly retold: ReadonlyMap<RuleId, Retold>;
  readonly shrinkCommands: number;
}

/** What a search found, and what telling it again takes. */
export interface Found {
  readonly harvest: Harvest;
  readonly support: Support;
  readonly stage: Stage;
  readonly newMeter: () => ReturnType<typeof metered>;
}

/** Tells again what a search found, each as short as it gets, and what the target is listed for and the search did not come upon. */
export async function proven(
  target: Target,
  options: SurveyOptions,
  found: Found,
): Promise<Proven> {
  const { harvest, support, stage, newMeter } = found;
  const newPatience = (): Patience => patient(target, options.settleSeconds, 1, stage.onWait);
  const { crashes, sent } = await crashesIn(target, harvest, {
    newMeter,
    patience: newPatience(),
    onTry: (rule) => stage.show({ phase: "shortening", rule, sent: 0 }),
  });
  const unseen = target.deviations.filter(
    ({ rule }) => rule !== undefined && !harvest.stories.has(rule) && isAskedFor(rule, support),
  );
  const retold = await retoldListed(target, unseen, unrationed(newMeter()), newPatience());
  const { stories, shrinkCommands } = await shortenAll(target, options, found);
  return { stories, crashes, retold, shrinkCommands: sent + shrinkCommands };
}

/** True of a rule whose operation the target has. */
const isAskedFor = (id: RuleId, support: Support): boolean =>
  allRules.some(
    (rule) =>
      rule.id === id && (rule.operation === "any" || support[rule.operation] === "supported"),
  );

/** How many conversations can be held there at once. */
export const parallelAt = (target: Target, { parallel = 1 }: SurveyOptions): number =>
  target.takesMany === true ? parallel : 1;

/** Makes each story as short as it gets: several at once where the target takes many. */
async function shortenAll(
  target: Target,
  options: SurveyOptions,
  { harvest, stage: { show, onWait }, newMeter }: Found,
): Promise<Pick<Proven, "stories" | "shrinkCommands">> {
  const { settleSeconds, cheap } = options;
  const parallel = parallelAt(target, options);
  // A user that never settles is waited out once while stories get shorter, and once for each that needs it at the end.
  const patience = patient(target, settleSeconds, 1, onWait);
  const stories = new Map<RuleId, Shortened>();
  let shrinkCommands = 0;
  const found = [...harvest.stories]
    .filter(([rule]) => options.tellsTolerated === true || !isTolerated(target, rule))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  // Where there are more workers than stories, each story has several.
  const ahead = Math.max(1, Math.floor(parallel / Math.max(1, found.length)));
  const crew = workers(parallel);
  for (const [rule, story] of found) {
    show({ phase: "shortening", rule, sent: shrinkCommands });
    const meter = newMeter();
    const lastPatience = patient(target, settleSeconds, 1, onWait);
    const there =
      cheap === undefined
        ? undefined
        : { target: cheap, patience: patient(cheap, settleSeconds, 1) };
    await crew.take(
      async () => {
        const shortened = await shorten(target, rule, story, {
          meter,
          patience,
          lastPatience,
          ahead,
          cheap: there,
        });
        const { beneath } = target;
        if (beneath === undefined || shortened.kind !== "confirmed") return shortened;
        const { conversation } = shortened;
        const layer = await blamed(beneath, rule, conversation, meter, lastPatience);
        return { ...shortened, layer };
      },
      (shortened) => {
        stories.set(rule, shortened);
        shrinkCommands += meter.sent;
      },
    );
  }
  await crew.end();
  if ([...stories.values()].some(({ kind }) => kind === "held"))
    await doubted(target, harvest, stories, newMeter, patience);
  return { stories, shrinkCommands };
}

/** How often more a story is told where others of the run came by chance. */
const tellingsInDoubt = 5;

/** Where some stories were true at times only, those that were true each time are told again, oftener. */
async function doubted(
  target: Target,
  harvest: Harvest,
  stories: Map<RuleId, Shortened>,
  newMeter: () => ReturnType<typeof metered>,
  lastPatience: Patience,
): Promise<void> {
  for (const [rule, known] of stories) {
    const story = harvest.stories.get(rule);
    if (known.kind !== "confirmed" || story === undefined) continue;
    // What was waited out to its deadline is no accident.
    if (known.talk.exchanges.some(({ overdue }) => overdue === true)) continue;
    const meter = newMeter();
    const options = { meter, lastPatience, tellings: tellingsInDoubt };
    const again = await confirmed(target, rule, known.conversation, story, options);
    if (again.kind === "held") stories.set(rule, again);
  }
}
