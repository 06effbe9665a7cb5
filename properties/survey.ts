import { cells, nameOf } from "../models/cells.ts";
import { allRules, type ListedRule } from "../models/operations/index.ts";
import type { RuleId } from "../models/rule.ts";
import { counterexampleOf } from "../reports/counterexample.ts";
import { type Report, type RuleReport, schemaVersion } from "../reports/report.ts";
import { score } from "../reports/score.ts";
import type { Target } from "../targets/target.ts";
import type { Conversation } from "./conversation.ts";
import { metered, type Road, watchedRoad } from "./meter.ts";
import { mixFor } from "./mix.ts";
import { patient } from "./patience.ts";
import { probe, type Support, supportedBy } from "./probe.ts";
import { type Harvest, isCommonplace, search } from "./search.ts";
import { shorten, type Shortened } from "./shorten.ts";
import type { Finding, Loss, Talk } from "./talk.ts";

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
  /** Told of every conversation of the search, and of what became of it. */
  readonly onTalk?: (conversation: Conversation, talk: Talk) => void;
}

export interface Progress {
  readonly phase: "searching" | "shortening" | "leaving";
  readonly sent: number;
  readonly budget: number;
  readonly exercised: number;
  readonly broken: number;
  /** The rule whose story is being made shorter. */
  readonly rule?: RuleId;
  /** What is waited for, where a real clock must run. */
  readonly waiting?: string;
}

/** Finds every rule that a target breaks, each with its own shortest conversation. Throws `Unreachable`. */
export async function survey(target: Target, options: SurveyOptions): Promise<Report> {
  const started = performance.now();
  const deadline = options.minutes === undefined ? Infinity : started + options.minutes * 60_000;
  const hasEnded = (): boolean => performance.now() > deadline || options.signal?.aborted === true;
  const road = watchedRoad();
  const searching = metered(options.commands, road, hasEnded);
  const { settleSeconds } = options;
  let last: Progress = {
    phase: "searching",
    sent: 0,
    budget: options.commands,
    exercised: 0,
    broken: 0,
  };
  const show = (news: Partial<Progress>): void => {
    last = { ...last, ...news };
    options.onProgress?.(last);
  };
  const onWait = (status: string, waited: number): void =>
    options.onProgress?.({
      ...last,
      waiting: `a user that is ${status} (${Math.round(waited)} s of at most ${settleSeconds} s)`,
    });
  let report: Report;
  try {
    const support = await probe(target, searching);
    const mix = mixFor(target, supportedBy(support));
    const harvest = await search(target, {
      seed: options.seed,
      mix,
      meter: searching,
      patience: patient(target, settleSeconds, 1, onWait),
      isWanted: options.isWanted ?? (() => true),
      ...(options.onTalk === undefined ? {} : { onTalk: options.onTalk }),
      onProgress: ({ exercised, stories }) =>
        show({ sent: searching.sent, exercised: exercised.size, broken: stories.size }),
    });
    // A user that never settles is waited out once while stories get shorter, and once for each that needs it at the end.
    const patience = patient(target, settleSeconds, 1, onWait);
    const stories = new Map<RuleId, Shortened>();
    let shrinkCommands = 0;
    for (const [rule, story] of [...harvest.stories].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      if (isTolerated(target, rule)) continue;
      show({ phase: "shortening", rule, sent: shrinkCommands });
      const meter = metered(options.shrinkCommands, road, hasEnded);
      const lastPatience = patient(target, settleSeconds, 1, onWait);
      stories.set(rule, await shorten(target, rule, story, { mix, meter, patience, lastPatience }));
      shrinkCommands += meter.sent;
    }
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const spent = { commands: searching.sent, shrinkCommands, seconds };
    report = reportOn(target, options, support, harvest, stories, spent, road);
  } finally {
    await target.close(
      (left) => show({ phase: "leaving", waiting: `${left} users and groups of ours to go` }),
      () => hasEnded() || road.trouble !== undefined,
    );
  }
  const { leftBehind = [] } = target;
  return leftBehind.length === 0 ? report : { ...report, leftBehind: [...leftBehind] };
}

function reportOn(
  target: Target,
  options: SurveyOptions,
  support: Support,
  harvest: Harvest,
  stories: ReadonlyMap<RuleId, Shortened>,
  spent: Report["spent"],
  { trouble }: Road,
): Report {
  const { isWanted = () => true } = options;
  const rules = allRules
    .filter(({ id }) => isWanted(id))
    .map((rule) => reported(rule, target, support, harvest, stories));
  const doubt = inconclusive(harvest, rules, trouble, options.signal);
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
    score: score(rules, doubt === undefined),
    ...(doubt === undefined ? {} : { inconclusive: doubt }),
    lost: summed(harvest.lost),
    cells: tableOf(harvest.cells, support),
    rules,
  };
}

const isTolerated = (target: Target, rule: RuleId): boolean =>
  target.deviations.some((deviation) => deviation.rule === rule);

/** Why the run proves nothing, where that is so. */
function inconclusive(
  { exercised }: Harvest,
  rules: readonly RuleReport[],
  trouble: string | undefined,
  signal: AbortSignal | undefined,
): string | undefined {
  if (signal?.aborted === true) return "it was interrupted";
  if (trouble !== undefined) return trouble;
  if (exercised.size === 0) return "no rule was exercised: raise the budget";
  const unconfirmed = rules.filter(({ outcome }) => outcome === "unconfirmed").length;
  return unconfirmed === 0
    ? undefined
    : `${unconfirmed} rules were broken once, and could not be tried again`;
}

/** What the run says of one rule. */
function reported(
  { id, operation, level, clause, meanwhile }: ListedRule,
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
    if (story.kind === "held")
      return {
        ...base,
        outcome: "flaky",
        because: "It was broken once, and held when told again.",
      };
    if (story.kind === "untold")
      return {
        ...base,
        outcome: "unconfirmed",
        because: `It was broken once, and could not be told again (${story.because}).`,
      };
    const { finding } = story;
    const causes = causesOf(finding, harvest);
    const cause = finding.violation.suspects?.find((suspect) => harvest.stories.has(suspect));
    if (cause !== undefined)
      return { ...base, outcome: "kept", because: `Seen only together with ${cause}.` };
    return {
      ...base,
      outcome: "broken",
      ...(causes.length === 0 ? {} : { followsFrom: causes }),
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
  if (isUnsupported) return { ...base, outcome: "unsupported" };
  const isAtRest = meanwhile === true && !hasSeenChange(harvest);
  return { ...base, outcome: "untried", ...(isAtRest ? { because: atRest } : {}) };
}

const atRest = "Nothing was ever seen changing: the target settles at once.";

const hasSeenChange = ({ exercised }: Harvest): boolean =>
  allRules.some(({ id, meanwhile }) => meanwhile === true && exercised.has(id));

/**
 * The rules broken before it in every story that was seen; where no rule was in all, those of its shortest story. What is
 * broken in most conversations is no cause.
 */
function causesOf({ violation, after }: Finding, harvest: Harvest): RuleId[] {
  const always = harvest.causes.get(violation.rule) ?? [];
  const rare = after.filter((cause) => !isCommonplace(harvest, cause));
  const common = rare.filter((cause) => always.includes(cause));
  return common.length > 0 ? common : rare;
}

/** How much of the table of what can happen to users was met. What is never seen changing cannot be met so. */
function tableOf(reached: ReadonlySet<string>, support: Support): NonNullable<Report["cells"]> {
  const seen = new Set(
    cells.filter((cell) => reached.has(nameOf(cell))).map(({ status }) => status),
  );
  const reachable = cells
    .filter(({ operation, status }) => support[operation] === "supported" && seen.has(status))
    .map((cell) => nameOf(cell));
  return {
    reached: reachable.filter((name) => reached.has(name)).length,
    reachable: reachable.length,
    unreached: reachable.filter((name) => !reached.has(name)),
  };
}

function summed(lost: readonly Loss[]): Report["lost"] {
  const counts = new Map<string, Report["lost"][number]>();
  for (const { operation, reason } of lost) {
    const key = `${operation} ${reason}`;
    counts.set(key, { operation, reason, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count).slice(0, 20);
}
