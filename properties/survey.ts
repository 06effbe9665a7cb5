import { allRules, type ListedRule } from "../models/operations/index.ts";
import type { RuleId } from "../models/rule.ts";
import { counterexampleOf } from "../reports/counterexample.ts";
import { type Report, type RuleReport, schemaVersion } from "../reports/report.ts";
import { score } from "../reports/score.ts";
import type { Target } from "../targets/target.ts";
import type { Mix } from "./conversation.ts";
import { metered } from "./meter.ts";
import { mixFor } from "./mix.ts";
import { patient } from "./patience.ts";
import { probe, type Support, supportedBy } from "./probe.ts";
import { type Harvest, search } from "./search.ts";
import { shorten, type Shortened } from "./shorten.ts";
import type { Finding, Loss } from "./talk.ts";

export interface SurveyOptions {
  readonly suiteVersion: string;
  readonly seed: number;
  /** The most requests to send while searching. */
  readonly commands: number;
  /** The most requests to spend on making one story shorter. */
  readonly shrinkCommands: number;
  readonly minutes?: number | undefined;
  /** How long a changing user may take to settle, in seconds. */
  readonly settleSeconds: number;
  /** Only these rules are looked for; all unless said. */
  readonly isWanted?: (rule: RuleId) => boolean;
  /** Ends the run early; what was found until then is reported as inconclusive. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly phase: "searching" | "shortening";
  readonly sent: number;
  readonly budget: number;
  readonly exercised: number;
  readonly broken: number;
  /** The rule whose story is being made shorter. */
  readonly rule?: RuleId;
}

/** Finds every rule that a target breaks, each with its own shortest conversation. Throws `Unreachable`. */
export async function survey(target: Target, options: SurveyOptions): Promise<Report> {
  const started = performance.now();
  const deadline = options.minutes === undefined ? Infinity : started + options.minutes * 60_000;
  const hasEnded = (): boolean => performance.now() > deadline || options.signal?.aborted === true;
  const searching = metered(options.commands, hasEnded);
  try {
    const support = await probe(target, searching);
    const mix = mixFor(target, supportedBy(support));
    const harvest = await search(target, {
      seed: options.seed,
      mix,
      meter: searching,
      patience: patient(target, options.settleSeconds, 1),
      isWanted: options.isWanted ?? (() => true),
      onProgress: ({ exercised, stories }) =>
        options.onProgress?.({
          phase: "searching",
          sent: searching.sent,
          budget: options.commands,
          exercised: exercised.size,
          broken: stories.size,
        }),
    });
    const shortening = await shortenAll(target, harvest, mix, options, hasEnded);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const spent = { commands: searching.sent, shrinkCommands: shortening.sent, seconds };
    return reportOn(target, options, support, harvest, shortening.stories, spent);
  } finally {
    await target.close();
  }
}

/** Makes the story of each broken rule shorter, but for those that a deviation lists. */
async function shortenAll(
  target: Target,
  harvest: Harvest,
  mix: Mix,
  { shrinkCommands, settleSeconds, commands, onProgress }: SurveyOptions,
  hasEnded: () => boolean,
): Promise<{ readonly stories: ReadonlyMap<RuleId, Shortened>; readonly sent: number }> {
  const stories = new Map<RuleId, Shortened>();
  let sent = 0;
  for (const [rule, story] of [...harvest.stories].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (isTolerated(target, rule)) continue;
    const { exercised, stories: broken } = harvest;
    onProgress?.({
      phase: "shortening",
      rule,
      sent,
      budget: commands,
      exercised: exercised.size,
      broken: broken.size,
    });
    const meter = metered(shrinkCommands, hasEnded);
    stories.set(rule, await shorten(target, rule, story, mix, meter, settleSeconds));
    sent += meter.sent;
  }
  return { stories, sent };
}

function reportOn(
  target: Target,
  options: SurveyOptions,
  support: Support,
  harvest: Harvest,
  stories: ReadonlyMap<RuleId, Shortened>,
  spent: Report["spent"],
): Report {
  const { isWanted = () => true } = options;
  const rules = allRules
    .filter(({ id }) => isWanted(id))
    .map((rule) => reported(rule, target, support, harvest, stories));
  return {
    schemaVersion,
    suite: { version: options.suiteVersion },
    target: {
      name: target.name,
      ...(target.version === undefined ? {} : { version: target.version }),
      ...(target.endpoint === undefined ? {} : { endpoint: target.endpoint }),
    },
    seed: options.seed,
    budget: {
      commands: options.commands,
      shrinkCommands: options.shrinkCommands,
      settleSeconds: options.settleSeconds,
      ...(options.minutes === undefined ? {} : { minutes: options.minutes }),
    },
    spent,
    operations: support,
    score: score(rules),
    ...inconclusive(harvest, options.signal),
    lost: summed(harvest.lost),
    rules,
  };
}

const isTolerated = (target: Target, rule: RuleId): boolean =>
  target.deviations.some((deviation) => deviation.rule === rule);

const inconclusive = (
  { ended, exercised }: Harvest,
  signal: AbortSignal | undefined,
): Pick<Report, "inconclusive"> => {
  if (signal?.aborted === true) return { inconclusive: "it was interrupted" };
  if (ended !== undefined) return { inconclusive: ended };
  return exercised.size === 0 ? { inconclusive: "no rule was exercised: raise the budget" } : {};
};

/** What the run says of one rule. */
function reported(
  { id, operation, level, clause }: ListedRule,
  target: Target,
  support: Support,
  harvest: Harvest,
  shortened: ReadonlyMap<RuleId, Shortened>,
): RuleReport {
  const exercised = harvest.exercised.get(id) ?? 0;
  const base = {
    id,
    operation,
    level,
    clause: { ...clause, facts: [...clause.facts] },
    exercised,
  };
  const deviation = target.deviations.find(({ rule }) => rule === id);
  const isSeen = harvest.stories.has(id);
  if (deviation !== undefined && (isSeen || exercised > 0))
    return { ...base, outcome: isSeen ? "tolerated" : "stale", because: deviation.because };
  const story = shortened.get(id);
  if (story !== undefined) {
    const { finding } = story;
    if (finding === undefined)
      return {
        ...base,
        outcome: "flaky",
        because: "It was broken once, and held when told again.",
      };
    const cause = finding.violation.suspects?.find((suspect) => harvest.stories.has(suspect));
    if (cause !== undefined)
      return { ...base, outcome: "kept", because: `Seen only together with ${cause}.` };
    return {
      ...base,
      outcome: "broken",
      ...(finding.isFirst ? {} : { followsFrom: causesOf(finding, harvest) }),
      counterexample: counterexampleOf(
        finding.violation,
        story.conversation,
        story.talk.exchanges,
        target.endpoint,
      ),
    };
  }
  if (exercised > 0) return { ...base, outcome: "kept" };
  const isUnsupported = operation !== "any" && support[operation] === "unsupported";
  return { ...base, outcome: isUnsupported ? "unsupported" : "untried" };
}

/** The rules broken before it in every story that was seen; where no rule was in all, those of its shortest story. */
function causesOf({ violation, after }: Finding, { causes }: Harvest): RuleId[] {
  const always = causes.get(violation.rule) ?? [];
  const common = after.filter((cause) => always.includes(cause));
  return common.length > 0 ? common : [...after];
}

function summed(lost: readonly Loss[]): Report["lost"] {
  const counts = new Map<string, Report["lost"][number]>();
  for (const { operation, reason } of lost) {
    const key = `${operation} ${reason}`;
    counts.set(key, { operation, reason, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count).slice(0, 20);
}
