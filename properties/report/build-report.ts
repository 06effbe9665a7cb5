import { operationNames } from "../../models/contract/requests.ts";
import type { Site } from "../../models/contract/site.ts";
import { allRules, type ListedRule } from "../../models/operations/index.ts";
import { linksOf } from "../../models/rules/links.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import { counterexampleOf } from "../../reports/counterexample.ts";
import { type Report, type RuleReport, schemaVersion } from "../../reports/report.ts";
import { score } from "../../reports/score.ts";
import { type Counterexample } from "../../reports/stored.ts";
import { siteOf, type Target } from "../../targets/target.ts";
import type { Failure } from "../check/checked.ts";
import type { SearchResult } from "../gathering.ts";
import type { SurveySettings } from "../options.ts";
import type { Support } from "../run/probe.ts";
import type { Crash } from "../shrink/crashes.ts";
import { absencesOf, listedAs, type Retold } from "../shrink/listed.ts";
import type { Confirmed, ShrinkResult } from "../shrink/tellings.ts";
import { toldAside } from "./aside.ts";
import { left, scarcity } from "./left.ts";

/** What a run has come to. */
export interface Outcomes {
  readonly target: Target;
  readonly options: SurveySettings;
  readonly support: Support;
  readonly searched: SearchResult;
  /** Of a run that several machines share: whose parts were held. */
  readonly shards?: Report["shards"];
  readonly stories: ReadonlyMap<RuleId, ShrinkResult>;
  readonly crashes: readonly Crash[];
  /** What came of the stories of listed deviations that the search did not come upon. */
  readonly retold: ReadonlyMap<RuleId, Retold>;
  readonly spent: Report["spent"];
  /** Why nothing can be proved any more, where that is so. */
  readonly trouble: string | undefined;
  /** True where not all was said that was to be said. */
  readonly isCutShort: boolean;
}

/** All that a run has come to, as data. */
export function buildReport(outcomes: Outcomes): Report {
  const { target, options, support, searched, spent, trouble, isCutShort } = outcomes;
  const { isWanted = () => true } = options;
  const rules = allRules.filter(({ id }) => isWanted(id)).map((rule) => reported(rule, outcomes));
  const doubt = inconclusive(searched, support, rules, trouble, options.signal);
  return {
    schemaVersion,
    suite: { version: options.suiteVersion },
    target: {
      name: target.name,
      ...(target.version === undefined ? {} : { version: target.version }),
      ...(target.endpoint === undefined ? {} : { endpoint: target.endpoint }),
      kind: target.kind,
      region: target.region,
    },
    ...(options.replay === undefined ? {} : { replay: options.replay }),
    seed: options.seed,
    ...(outcomes.shards === undefined ? {} : { shards: outcomes.shards }),
    budget: {
      commands: options.commands,
      shrinkCommands: options.shrinkCommands,
      settleSeconds: options.settleSeconds,
      ...(options.minutes === undefined ? {} : { minutes: options.minutes }),
    },
    spent,
    operations: support,
    ...absencesOf(target, support),
    score: score(rules, doubt === undefined),
    ...(doubt === undefined ? {} : { inconclusive: doubt }),
    ...(options.exhaustive === undefined
      ? {}
      : {
          exhaustive: {
            length: options.exhaustive,
            conversations: searched.conversations,
            isComplete: !isCutShort,
          },
        }),
    ...toldAside(target, searched, outcomes.crashes),
    ...left(searched, target, support),
    questions: searched.answers.table(),
    rules,
  };
}

/** So many rules that are broken at times only, and more than those that are broken each time, prove nothing of the others. */
const fewestFlaky = 5;

/** Why the run proves nothing, where that is so. */
function inconclusive(
  { exercised }: SearchResult,
  support: Support,
  rules: readonly RuleReport[],
  trouble: string | undefined,
  signal: AbortSignal | undefined,
): string | undefined {
  if (signal?.aborted === true) return "it was interrupted";
  if (trouble !== undefined) return trouble;
  const denied = operationNames.filter((name) => support[name] === "denied");
  if (denied.length > 0)
    return `the caller lacks a permission: ${denied.map((name) => `elasticache:${name}`).join(", ")}`;
  if (exercised.size === 0) return "no rule was exercised: raise the budget";
  const lost = operationNames.filter((name) => support[name] === "lost");
  if (lost.length > 0) return `${lost.join(", ")} gave no answer`;
  const flaky = rules.filter(({ outcome }) => outcome === "flaky").length;
  const broken = rules.filter(({ outcome }) => outcome === "broken").length;
  if (flaky >= fewestFlaky && flaky > broken)
    return `${flaky} rules were broken once, and not each time when told again: the target, or the road to it, answers by chance`;
  const unconfirmed = rules.filter(({ outcome }) => outcome === "unconfirmed").length;
  return unconfirmed === 0
    ? undefined
    : `${unconfirmed} rules were broken once, and could not be tried again`;
}

/** A rule as reports show it, whatever became of it. */
const asListed = ({
  id,
  operation,
  level,
  clause,
}: ListedRule): Pick<RuleReport, "id" | "operation" | "level" | "clause"> => ({
  id,
  operation,
  level,
  clause: {
    ...clause,
    facts: [...clause.facts],
    links: [...linksOf(clause.source, operation)],
  },
});

/** What the run says of one rule. */
function reported(
  rule: ListedRule,
  { target, support, searched, stories: shrunk, trouble, retold }: Outcomes,
): RuleReport {
  const isInterrupted = trouble === undefined;
  const { id } = rule;
  const exercised = searched.exercised.get(id) ?? 0;
  const base = { ...asListed(rule), exercised };
  const deviation = target.deviations.find((listed) => listed.rule === id);
  const isSeen = searched.stories.has(id);
  const story = shrunk.get(id);
  if (deviation !== undefined) {
    const outcome = listedAs(deviation, { isSeen, exercised, told: retold.get(id) });
    const shown =
      story?.kind === "confirmed" ? { counterexample: storyOn(story, siteOf(target)) } : {};
    if (outcome !== undefined) return { ...base, outcome, because: deviation.because, ...shown };
  }
  if (story !== undefined) {
    if (story.kind === "not-reproduced")
      return {
        ...base,
        outcome: "flaky",
        because: `It was broken once, and then in ${story.seen} of ${story.tellings} tellings.`,
      };
    if (story.kind === "acquitted")
      return {
        ...base,
        outcome: "kept",
        because: `What is refused is refused alike where it has nothing to say: ${story.as} tells it.`,
      };
    if (story.kind === "inconclusive" && isPlain(rule.id, searched, isInterrupted))
      return { ...base, ...asFound(rule.id, searched, siteOf(target)) };
    if (story.kind === "inconclusive")
      return {
        ...base,
        outcome: "unconfirmed",
        because: `It was broken in ${counted(searched.broken.get(id) ?? 1, "session")}, and could not be told again (${story.because}).`,
      };
    const { failure } = story;
    const causes = causesOf(failure, searched);
    const cause = failure.violation.suspects?.find((suspect) => searched.stories.has(suspect));
    if (cause !== undefined)
      return { ...base, outcome: "kept", because: `Seen only together with ${cause}.` };
    return {
      ...base,
      outcome: "broken",
      ...(deviation === undefined ? {} : { because: notAsListed }),
      ...(causes.length === 0 ? {} : { followsFrom: causes }),
      ...(story.layer === undefined ? {} : { layer: story.layer }),
      counterexample: storyOn(story, siteOf(target)),
    };
  }
  return {
    ...base,
    ...(exercised > 0
      ? { outcome: "kept", ...scarcity(rule, exercised, searched.requests) }
      : unspoken(rule, target, support, searched)),
  };
}

const notAsListed = "It is listed for another story, which does not show it any more.";

/** A confirmed story as reports hold it. */
export const storyOn = ({ failure, conversation, talk }: Confirmed, site: Site): Counterexample =>
  counterexampleOf(failure.violation, conversation, talk.exchanges, site);

/** So many sessions that broke a rule, and so large a share of the answers that could, leave nothing to chance. */
const plain = { sessions: 3, share: 0.5 };

/** True of a rule of which no story could be told again, and that was broken so plainly that none needs to be. */
const isPlain = (rule: RuleId, searched: SearchResult, isInterrupted: boolean): boolean =>
  isInterrupted &&
  (searched.broken.get(rule) ?? 0) >= plain.sessions &&
  (searched.breaches.get(rule) ?? 0) >= plain.share * (searched.exercised.get(rule) ?? Infinity);

/** A broken rule with its story as it was found: not made shorter. */
function asFound(
  rule: RuleId,
  searched: SearchResult,
  site: Site,
): Pick<RuleReport, "outcome" | "because" | "followsFrom" | "counterexample"> {
  const story = searched.stories.get(rule);
  if (story === undefined) return { outcome: "unconfirmed" };
  const { conversation, failure, exchanges } = story;
  const causes = causesOf(failure, searched);
  return {
    outcome: "broken",
    because: `It was broken in ${counted(searched.broken.get(rule) ?? 1, "session")}; the run ended before its story was made shorter.`,
    ...(causes.length === 0 ? {} : { followsFrom: causes }),
    counterexample: counterexampleOf(failure.violation, conversation, exchanges, site),
  };
}

const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? "" : "s"}`;

/** Why no answer had anything to say of a rule. */
function unspoken(
  { id, operation, meanwhile }: ListedRule,
  { isClient }: Target,
  support: Support,
  searched: SearchResult,
): Pick<RuleReport, "outcome" | "because"> {
  if (operation !== "any" && support[operation] === "unsupported")
    return { outcome: "unsupported" };
  const unasked = searched.unasked.find(({ rules }) => rules.includes(id));
  if (unasked !== undefined) return { outcome: "unsupported", because: unasked.reason };
  if (operation !== "any" && support[operation] === "denied")
    return {
      outcome: "untried",
      because: `The caller lacks the permission elasticache:${operation}.`,
    };
  if (operation !== "any" && support[operation] === "lost")
    return { outcome: "untried", because: `${operation} gave no answer.` };
  const because =
    meanwhile === true && !hasSeenChange(searched)
      ? atRest
      : operation === "any" && isClient === true
        ? noWire
        : undefined;
  return { outcome: "untried", ...(because === undefined ? {} : { because }) };
}

const noWire = "A client shows no raw responses.";

const atRest = "Nothing was ever seen changing: the target settles at once.";

const hasSeenChange = ({ exercised }: SearchResult): boolean =>
  allRules.some(({ id, meanwhile }) => meanwhile === true && exercised.has(id));

/** What goes wrong in so many conversations is no cause of anything: it precedes everything. */
const commonplace = 0.5;

/** True of a rule that is broken in most conversations. */
const isCommonplace = (searched: SearchResult, rule: RuleId): boolean =>
  (searched.broken.get(rule) ?? 0) >= commonplace * searched.conversations;

/**
 * The rules broken before it in every story that was seen; where no rule was in all, those of its shortest story. What is
 * broken in most conversations is no cause.
 */
function causesOf({ violation, after }: Failure, searched: SearchResult): RuleId[] {
  const always = searched.causes.get(violation.rule) ?? [];
  const rare = after.filter((cause) => !isCommonplace(searched, cause));
  const common = rare.filter((cause) => always.includes(cause));
  return common.length > 0 ? common : rare;
}
