import { allRules } from "../models/operations/index.ts";
import type { RuleId } from "../models/rules/rule.ts";
import type { Target } from "../targets/target.ts";
import type { SearchResult } from "./gathering.ts";
import type { Stage, SurveySettings } from "./options.ts";
import { type metered, unrationed } from "./run/meter.ts";
import type { Support } from "./run/probe.ts";
import { isWaitedOut } from "./run/said.ts";
import { type SettleTimeout, settleTimeoutFor } from "./run/settle-timeout.ts";
import { workers } from "./run/workers.ts";
import { acquittalOf, nameLastTellers, tellerOf } from "./shrink/acquittal.ts";
import { attributed } from "./shrink/attribution.ts";
import { type Crash, crashesIn } from "./shrink/crashes.ts";
import { isTolerated, type Retold, retoldListed } from "./shrink/listed.ts";
import { confirmed, shrink } from "./shrink/shrink.ts";
import { type ShrinkResult, tellingsInDoubt } from "./shrink/tellings.ts";
import { talk } from "./talk.ts";

/** What is left of what a search found, once it was told again. */
export interface Proven {
  readonly stories: ReadonlyMap<RuleId, ShrinkResult>;
  readonly crashes: readonly Crash[];
  readonly retold: ReadonlyMap<RuleId, Retold>;
  readonly shrinkCommands: number;
}

/** What a search found, and what telling it again takes. */
export interface Found {
  readonly searched: SearchResult;
  readonly support: Support;
  readonly stage: Stage;
  readonly newMeter: () => ReturnType<typeof metered>;
}

/** Tells again what a search found, each as short as it gets, and what the target is listed for and the search did not come upon. */
export async function proven(
  target: Target,
  options: SurveySettings,
  found: Found,
): Promise<Proven> {
  const { searched, support, stage, newMeter } = found;
  const newPatience = (): SettleTimeout =>
    settleTimeoutFor(target, options.settleSeconds, 1, stage.onWait);
  const { crashes, sent } = await crashesIn(target, searched, {
    newMeter,
    patience: newPatience(),
    onTry: (rule) => stage.show({ phase: "shortening", rule, sent: 0 }),
  });
  const listed = target.deviations.filter(
    ({ rule }) => rule !== undefined && isAskedFor(rule, support),
  );
  const retold = await retoldListed(target, listed, unrationed(newMeter()), newPatience());
  const { stories, shrinkCommands } = await shrinkAll(target, options, found, retold);
  return { stories, crashes, retold, shrinkCommands: sent + shrinkCommands };
}

/** True of a rule whose operation the target has. */
const isAskedFor = (id: RuleId, support: Support): boolean =>
  allRules.some(
    (rule) =>
      rule.id === id && (rule.operation === "any" || support[rule.operation] === "supported"),
  );

/** How many conversations can be held there at once. */
export const parallelAt = (target: Target, { parallel = 1 }: SurveySettings): number =>
  target.takesMany === true ? parallel : 1;

/** Makes each story as short as it gets: several at once where the target takes many. */
async function shrinkAll(
  target: Target,
  options: SurveySettings,
  { searched, stage: { show, onWait }, newMeter }: Found,
  retold: Proven["retold"],
): Promise<Pick<Proven, "stories" | "shrinkCommands">> {
  const { settleSeconds, cheap } = options;
  const parallel = parallelAt(target, options);
  // A user that never settles is waited out once while stories get shorter, and once for each that needs it at the end.
  const patience = settleTimeoutFor(target, settleSeconds, 1, onWait);
  const stories = new Map<RuleId, ShrinkResult>();
  let shrinkCommands = 0;
  const found = [...searched.stories]
    .filter(
      ([rule]) => options.tellsTolerated === true || !isTolerated(target, rule, retold.get(rule)),
    )
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  // Where there are more workers than stories, each story has several.
  const ahead = Math.max(1, Math.floor(parallel / Math.max(1, found.length)));
  const crew = workers(parallel);
  for (const [rule, story] of found) {
    show({ phase: "shortening", rule, sent: shrinkCommands });
    const meter = newMeter();
    const lastPatience = settleTimeoutFor(target, settleSeconds, 1, onWait, new Set());
    const there =
      cheap === undefined
        ? undefined
        : { target: cheap, patience: settleTimeoutFor(cheap, settleSeconds, 1) };
    await crew.take(
      async () => {
        const shrunk = await shrink(target, rule, story, {
          meter,
          patience,
          lastPatience,
          ahead,
          cheap: there,
        });
        const { beneath } = target;
        if (beneath === undefined || shrunk.kind !== "confirmed") return shrunk;
        const { conversation } = shrunk;
        const layer = await attributed(beneath, rule, conversation, meter, lastPatience);
        return { ...shrunk, layer };
      },
      (shrunk) => {
        stories.set(rule, shrunk);
        shrinkCommands += meter.sent;
      },
    );
  }
  await crew.end();
  if ([...stories.values()].some(({ kind }) => kind === "not-reproduced"))
    await doubted(target, searched, stories, newMeter, patience);
  await acquitted(target, searched, stories, newMeter, patience);
  return { stories, shrinkCommands };
}

/** Where a rule is not to blame for what it was found by, the one that is takes its place. */
async function acquitted(
  target: Target,
  searched: SearchResult,
  stories: Map<RuleId, ShrinkResult>,
  newMeter: () => ReturnType<typeof metered>,
  patience: SettleTimeout,
): Promise<void> {
  for (const [rule, known] of stories) {
    if (known.kind !== "confirmed") continue;
    const meter = unrationed(newMeter());
    const acquittal = await acquittalOf(known, searched, (conversation) =>
      talk(target, conversation, meter, patience, { phase: "acquit", rule }),
    );
    if (acquittal === undefined) continue;
    const { story } = acquittal;
    const as = tellerOf(stories, acquittal.as);
    const told =
      stories.get(as) ??
      (await confirmed(target, as, story.conversation, story, { meter, lastPatience: patience }));
    if (told.kind === "confirmed" && as !== rule)
      stories.set(as, told).set(rule, { kind: "acquitted", as });
  }
  nameLastTellers(stories);
}

/** Where some stories were true at times only, those that were true each time are told again, oftener. */
async function doubted(
  target: Target,
  searched: SearchResult,
  stories: Map<RuleId, ShrinkResult>,
  newMeter: () => ReturnType<typeof metered>,
  lastPatience: SettleTimeout,
): Promise<void> {
  for (const [rule, known] of stories) {
    const story = searched.stories.get(rule);
    if (known.kind !== "confirmed" || story === undefined) continue;
    if (known.talk.exchanges.some(isWaitedOut)) continue;
    const meter = newMeter();
    const options = { meter, lastPatience, tellings: tellingsInDoubt };
    const again = await confirmed(target, rule, known.conversation, story, options);
    if (again.kind !== "confirmed") stories.set(rule, again);
  }
}
