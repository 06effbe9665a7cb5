import type { RuleId } from "../models/rules/rule.ts";
import { withoutAccounts } from "../reports/accounts.ts";
import type { Report } from "../reports/report.ts";
import { rulingOn } from "../reports/verdict.ts";
import { withoutLeaks } from "../targets/leaks.ts";
import { siteOf, type Target, Unreachable } from "../targets/target.ts";
import { type Ask, withControls } from "./diagnosis/controls.ts";
import { withDefects } from "./diagnosis/defects.ts";
import { withHidden } from "./diagnosis/hidden.ts";
import type { SearchResult } from "./gathering.ts";
import { generatorOptionsFor } from "./generate/generator-options.ts";
import type { Progress, Stage, SurveyOptions, SurveySettings } from "./options.ts";
import { parallelAt, proven } from "./proving.ts";
import { buildReport, storyOn } from "./report/build-report.ts";
import { endOf } from "./run/end.ts";
import { type Meter, metered, unmetered, watchedRoad } from "./run/meter.ts";
import { probe, supportedBy } from "./run/probe.ts";
import { settleTimeoutFor } from "./run/settle-timeout.ts";
import { search } from "./search.ts";
import { shareOf } from "./shard.ts";
import { shrink } from "./shrink/shrink.ts";
import { talk } from "./talk.ts";
import { nodeTooOld, version } from "./version.ts";

/** A run for which nothing else is chosen: where the randomness starts, and its requests. */
export const defaultRun = {
  suiteVersion: version,
  seed: 42,
  commands: 15_000,
  shrinkCommands: 600,
  settleSeconds: 600,
} as const;

/** Finds every rule that a target breaks, each with its own shortest conversation, and what is wrong by which they are. Throws `Unreachable`. */
export async function survey(target: Target, given: SurveyOptions = {}): Promise<Report> {
  const { commands = defaultRun.commands, shard } = given;
  const options = { ...defaultRun, ...given, commands: shareOf(commands, shard) };
  const tooOld = nodeTooOld();
  if (tooOld !== undefined) throw new Error(tooOld);
  using end = endOf(target, options);
  const road = watchedRoad(options.onTelling);
  const budget = options.exhaustive === undefined ? options.commands : Infinity;
  const stage = staged(options, budget);
  const hurry = new AbortController();
  const hasten = (): void => hurry.abort();
  end.signal.addEventListener("abort", hasten, { once: true });
  let report: Report | undefined;
  let farewell: string | undefined;
  try {
    report = await told(target, options, { budget, road, end, stage });
  } finally {
    if (report === undefined || road.trouble !== undefined || end.hasCome()) hasten();
    farewell = await closed(target, options, stage, hurry.signal);
  }
  return ruled(report, target, farewell, options);
}

/** The most requests that are spent on showing what one defect is not about, and on looking whether another stands behind it. */
const mostForControls = 15;
const mostForHidden = 80;

/** What a search found, and what it takes to ask on. */
interface Findings {
  readonly searched: SearchResult;
  readonly stage: Stage;
  readonly newMeter: (most: number) => Meter;
}

/** The chance of news in a hundred requests that ends a search on AWS, where requests cost time and money. */
const quietOnAws = 0.01;

/** What a run goes by. */
interface Course {
  readonly budget: number;
  readonly road: ReturnType<typeof watchedRoad>;
  readonly end: ReturnType<typeof endOf>;
  readonly stage: Stage;
}

/** Probes a target, searches it, tells again what was found, and says what explains it. */
async function told(
  target: Target,
  options: SurveySettings,
  { budget, road, end, stage }: Course,
): Promise<Report> {
  const started = performance.now();
  const searching = metered(budget, road, end.hasCome, end.signal);
  const newMeter = (most: number) => metered(most, road, end.hasCome, end.signal);
  const support = await probe(target, searching);
  options.onSupport?.(support);
  // A cheap target that is not there is told at once, not when the search is done.
  if (options.cheap !== undefined) await probe(options.cheap, { ...unmetered, ending: end.signal });
  const { strength = 2 } = options;
  const generation = { ...generatorOptionsFor(target, supportedBy(support)), strength };
  const untilQuiet = options.untilQuiet ?? (target.kind === "aws" ? quietOnAws : undefined);
  const searched = await search(target, {
    ...options,
    generation,
    untilQuiet,
    meter: searching,
    patience: settleTimeoutFor(target, options.settleSeconds, 1, stage.onWait),
    parallel: parallelAt(target, options),
    onProgress: ({ exercised, stories }) =>
      stage.show({ sent: searching.sent, exercised: exercised.size, broken: stories.size }),
  });
  const { stories, crashes, retold, shrinkCommands } = await proven(target, options, {
    searched,
    support,
    stage,
    newMeter: () => newMeter(options.shrinkCommands),
  });
  const isQuiet =
    untilQuiet !== undefined && !searching.isOver() && options.exhaustive === undefined;
  const endedBy = end.by() ?? (isQuiet ? ("quiet" as const) : undefined);
  const report = buildReport({
    target,
    options,
    support,
    searched,
    ...(options.shard === undefined
      ? {}
      : { shards: { of: options.shard.of, held: [options.shard.index] } }),
    stories,
    crashes,
    retold,
    spent: {
      commands: searching.sent,
      shrinkCommands,
      seconds: Math.round((performance.now() - started) / 100) / 10,
      ...(endedBy === undefined ? {} : { endedBy }),
    },
    trouble: road.trouble ?? target.trouble,
    isCutShort: searching.isOver(),
  });
  return options.explains === false
    ? report
    : explained(report, target, options, { searched, stage, newMeter });
}

/** A report with what explains what is broken, and what it is not about. */
async function explained(
  report: Report,
  target: Target,
  { signal, settleSeconds, shrinkCommands }: SurveySettings,
  { searched, stage, newMeter }: Findings,
): Promise<Report> {
  const newPatience = () => settleTimeoutFor(target, settleSeconds, 1, stage.onWait);
  const askWithin = (most: number): Ask => {
    const meters = new Map<RuleId, Meter>();
    return async (rule, conversation) => {
      const meter = meters.get(rule) ?? newMeter(most);
      meters.set(rule, meter);
      const purpose = { phase: "control", rule } as const;
      const said = await talk(target, conversation, meter, newPatience(), purpose);
      return said.isCutShort ? undefined : said;
    };
  };
  const controlled = await withControls(
    await withDefects(report, { signal, stage }),
    askWithin(mostForControls),
  );
  return withHidden(controlled, searched, askWithin(mostForHidden), async (rule, story, name) => {
    const meter = notedAs(name, newMeter(shrinkCommands));
    const patience = newPatience();
    const found = await shrink(target, rule, story, { meter, patience, lastPatience: patience });
    return found.kind === "confirmed" ? storyOn(found, siteOf(target)) : undefined;
  });
}

/** The same meter, of which a record has what is told under another name. */
const notedAs = (rule: RuleId, { note, ...meter }: Meter): Meter => ({
  ...meter,
  note: note && ((telling) => note({ ...telling, rule })),
});

/** The report with what became of the target at the end, and the verdict on it all. */
function ruled(
  report: Report,
  target: Target,
  farewell: string | undefined,
  options: SurveySettings,
): Report {
  const { leftBehind = [], traffic, names } = target;
  const whole: Report = {
    ...report,
    // What was seen is told, even where the target could not be made to forget it.
    ...(farewell === undefined || report.inconclusive !== undefined
      ? {}
      : { inconclusive: farewell }),
    ...(traffic === undefined ? {} : { spent: { ...report.spent, ...traffic } }),
    ...(names === undefined ? {} : { names: { ...names } }),
    ...(leftBehind.length === 0 ? {} : { leftBehind: [...leftBehind] }),
  };
  const { verdict, ...ruling } = rulingOn(whole, options);
  const clean = withoutLeaks({ ...whole, verdict, ruling });
  return options.showsAccounts === true ? clean : withoutAccounts(clean);
}

/** Leaves the target. Returns why it could not be made to forget, where that is so. */
async function closed(
  target: Target,
  { cheap }: SurveySettings,
  stage: Stage,
  hurry: AbortSignal,
): Promise<string | undefined> {
  const onWait = (left: number, waited: number): void =>
    stage.show({
      phase: "leaving",
      waiting: `${left} users and groups of ours to go (${waited} s)`,
    });
  try {
    await cheap?.close({ hurry });
    await target.close({ onWait, hurry });
    return undefined;
  } catch (error) {
    if (error instanceof Unreachable) return error.message;
    throw error;
  }
}

function staged({ onProgress, settleSeconds }: SurveySettings, budget: number): Stage {
  let last: Progress = { phase: "searching", sent: 0, budget, exercised: 0, broken: 0 };
  return {
    show(news) {
      last = { ...last, ...news };
      onProgress?.(last);
    },
    onWait: (what, waited) =>
      onProgress?.({
        ...last,
        waiting: `${what} (${Math.round(waited)} s of at most ${settleSeconds} s)`,
      }),
  };
}
