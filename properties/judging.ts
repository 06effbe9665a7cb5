import type { Conversation } from "../models/contract/command.ts";
import type { RuleId } from "../models/rules/rule.ts";
import { withoutAccounts } from "../reports/accounts.ts";
import type { Report } from "../reports/report.ts";
import { commandOf } from "../reports/stored.ts";
import { storedStory } from "../reports/token.ts";
import { rulingOn } from "../reports/verdict.ts";
import { withoutLeaks } from "../targets/leaks.ts";
import { type Deviation, siteOf, type Target } from "../targets/target.ts";
import { isCrash } from "./check/crash.ts";
import type { Reader, RecordingHeader } from "./check/recording.ts";
import { type Ask, withControls } from "./diagnosis/controls.ts";
import { withDefects } from "./diagnosis/defects.ts";
import { withHidden } from "./diagnosis/hidden.ts";
import { Gathering, type SearchResult, type Story } from "./gathering.ts";
import { missing, shardsIn, spentIn, supportIn } from "./merging.ts";
import { buildReport, storyOn } from "./report/build-report.ts";
import type { Support } from "./run/probe.ts";
import type { Telling } from "./run/trace.ts";
import { acquittalIn, nameLastTellers, type Said, tellerOf } from "./shrink/acquittal.ts";
import { apart, type Crash } from "./shrink/crashes.ts";
import { type Retold, retoldAs } from "./shrink/listed.ts";
import {
  type ShrinkResult,
  Tellings,
  tellingsInDoubt,
  tellingsUnlessSaid,
} from "./shrink/tellings.ts";
import { type Talk, talkFrom } from "./talk.ts";

export interface JudgingOptions {
  readonly suiteVersion: string;
  readonly deviations: readonly Deviation[];
  readonly strict?: boolean;
  readonly baseline?: Report | undefined;
  readonly isWanted?: (rule: RuleId) => boolean;
  /** True where all shards of a run are to be judged together: as long as one is missing, nothing is proved. */
  readonly isMerged?: boolean;
}

/** What came of telling one story again and again. */
interface Retelling {
  /** In which of the recordings. */
  readonly recording: number;
  readonly conversation: Conversation;
  readonly talks: Talk[];
}

/**
 * Judges what was recorded, by today's rules, without a target: what a run would have said of the same answers. Several recordings, as
 * of the shards of a run, are judged as one run that heard all of it.
 */
export class Judging implements Reader {
  readonly #options: JudgingOptions;
  readonly #gathering: Gathering;
  readonly #retold = new Map<RuleId, Retelling[]>();
  readonly #acquittals = new Map<RuleId, readonly Said[]>();
  readonly #controls = new Map<string, Talk>();
  readonly #headers: RecordingHeader[] = [];
  readonly #supports: Support[] = [];
  readonly #spent: Report["spent"][] = [];
  /** What the suite that recorded it said of each rule. */
  readonly saidThen = new Map<string, string>();

  constructor(options: JudgingOptions) {
    this.#options = options;
    const { isWanted } = options;
    this.#gathering = new Gathering(isWanted === undefined ? {} : { isWanted });
  }

  header(header: RecordingHeader): void {
    this.#headers.push(header);
  }

  support(support: Support): void {
    this.#supports.push(support);
  }

  telling({ phase, rule, isDrawn, conversation, trace }: Telling): void {
    if (phase === "shrink") return;
    const talk = talkFrom(this.#headers[0]?.target.region ?? "", trace);
    if (phase === "search") {
      this.#gathering.take(conversation, talk, isDrawn);
      return;
    }
    if (rule === undefined) return;
    if (phase === "acquit") {
      this.#acquittals.set(rule, [...(this.#acquittals.get(rule) ?? []), { conversation, talk }]);
      return;
    }
    if (phase === "control") {
      this.#controls.set(`${rule} ${JSON.stringify(conversation)}`, talk);
      return;
    }
    const known = this.#retold.get(rule) ?? [];
    this.#retold.set(rule, known);
    const text = JSON.stringify(conversation);
    const recording = this.#headers.length;
    const same = known.find(
      (one) => one.recording === recording && JSON.stringify(one.conversation) === text,
    );
    if (same === undefined) known.push({ recording, conversation, talks: [talk] });
    else same.talks.push(talk);
  }

  outcomes(outcomes: Readonly<Record<string, string>>, spent: Report["spent"]): void {
    this.#spent.push(spent);
    for (const [rule, outcome] of Object.entries(outcomes)) this.saidThen.set(rule, outcome);
  }

  /** When the run began that was recorded, where that is known. */
  get date(): string | undefined {
    return this.#headers[0]?.date;
  }

  /** What each recording that was read begins with. */
  get headers(): readonly RecordingHeader[] {
    return this.#headers;
  }

  /** The report on all that was read, with what explains it. */
  async explained(): Promise<Report> {
    const ask: Ask = async (rule, conversation) =>
      this.#controls.get(`${rule} ${JSON.stringify(conversation)}`);
    const controlled = await withControls(await withDefects(this.report()), ask);
    const site = siteOf(this.#target());
    const all = this.#gathering.all();
    const whole = await withHidden(controlled, all, ask, async (rule, story, name) => {
      const found = this.#verdictOn(rule, story, name);
      return found.kind === "confirmed" ? storyOn(found, site) : undefined;
    });
    return withoutAccounts(withoutLeaks(whole));
  }

  /** The report on all that was read. */
  report(): Report {
    const { strict, baseline, ...options } = this.#options;
    const { seed = 0, budget = { commands: 0, shrinkCommands: 0, settleSeconds: 0 } } =
      this.#headers[0] ?? {};
    const commands = this.#headers.reduce((sum, one) => sum + one.budget.commands, 0);
    const shards = shardsIn(this.#headers);
    const isEnded = this.#headers.length > 0 && this.#spent.length === this.#headers.length;
    const searched = this.#gathering.all();
    const report = buildReport({
      target: this.#target(),
      options: { ...options, ...budget, commands, seed },
      support: supportIn(this.#supports),
      searched,
      ...(shards === undefined ? {} : { shards }),
      stories: this.#stories(searched),
      crashes: this.#crashes(searched),
      retold: this.#listed(),
      spent: spentIn(this.#spent),
      trouble: isEnded
        ? this.#options.isMerged === true
          ? missing(shards)
          : undefined
        : "the recording ends before the run did",
      isCutShort: !isEnded,
    });
    const { verdict, ...ruling } = rulingOn(report, { strict, baseline });
    return withoutAccounts(withoutLeaks({ ...report, verdict, ruling }));
  }

  #target(): Target {
    const { target } = this.#headers[0] ?? {};
    const {
      name = "recording",
      version,
      endpoint,
      kind = "endpoint",
      region = "",
      isClient,
      disposable = false,
    } = target ?? {};
    return {
      name,
      version,
      endpoint,
      kind,
      region,
      deviations: this.#options.deviations,
      disposable,
      ...(isClient === true ? { isClient: true } : {}),
      open: () => Promise.reject(new Error("a recording takes no requests")),
      close: async () => {},
    };
  }

  #stories(searched: SearchResult): ReadonlyMap<RuleId, ShrinkResult> {
    const stories = new Map(
      [...searched.stories].map(([rule, story]) => [rule, this.#verdictOn(rule, story)] as const),
    );
    for (const [rule, known] of stories) {
      if (known.kind !== "confirmed") continue;
      const acquittal = acquittalIn(known, searched, this.#acquittals.get(rule) ?? []);
      if (acquittal === undefined) continue;
      const as = tellerOf(stories, acquittal.as);
      const told = stories.get(as) ?? this.#verdictOn(as, acquittal.story);
      if (told.kind === "confirmed" && as !== rule)
        stories.set(as, told).set(rule, { kind: "acquitted", as });
    }
    nameLastTellers(stories);
    return stories;
  }

  /** What the last story of a rule came to when it was told again, the shortest of those of all recordings; that of its search where none was. */
  #verdictOn(rule: RuleId, story: Story, name = rule): ShrinkResult {
    const told = Map.groupBy(this.#retold.get(name) ?? [], ({ recording }) => recording);
    const [best] = [...told.values()]
      .flatMap((those) => those.slice(-1))
      .map((last) => verdictOn(rule, story, last))
      .toSorted((one, other) => lengthOf(one) - lengthOf(other));
    return best ?? { kind: "inconclusive", because: "no later story was recorded" };
  }

  #crashes({ crashes, harmless }: SearchResult): readonly Crash[] {
    const all = [...this.#retold].filter(([rule]) => isCrash(rule));
    return all.flatMap(([rule, retellings]) => {
      const candidates = [...crashes.values()].filter(
        ({ story }) => story.failure.violation.rule === rule,
      );
      const [first] = candidates;
      if (first === undefined) return [];
      const count = candidates.reduce((sum, one) => sum + one.count, 0);
      // Of those that were made shorter, the longer ones were told twice only.
      const told = retellings
        .filter(({ talks }) => talks.length >= tellingsUnlessSaid)
        .map((one) => ({ story: verdictOn(rule, first.story, one), from: one.recording }))
        .flatMap(({ story, from }) => (story.kind === "confirmed" ? [{ story, count, from }] : []));
      return apart(told, harmless);
    });
  }

  #listed(): ReadonlyMap<RuleId, Retold> {
    const retold = new Map<RuleId, Retold>();
    for (const { rule, story } of this.#options.deviations) {
      if (rule === undefined || story === undefined) continue;
      const listed = JSON.stringify(storedStory(story).commands.map((one) => commandOf(one)));
      const told = this.#retold
        .get(rule)
        ?.find(({ conversation }) => JSON.stringify(conversation) === listed);
      if (told !== undefined) retold.set(rule, retoldAs(rule, told.talks));
    }
    return retold;
  }
}

/** How long a story is that was confirmed; what was not comes after all that was. */
const lengthOf = (result: ShrinkResult): number =>
  result.kind === "confirmed" ? result.conversation.length : Infinity;

/** What telling a story again came to; where it was told again in doubt, what that came to. */
function verdictOn(rule: RuleId, story: Story, { conversation, talks }: Retelling): ShrinkResult {
  let tellings = new Tellings(rule, story, conversation);
  let result: ShrinkResult | undefined;
  for (const told of talks) {
    result = tellings.take(told);
    if (result !== undefined) tellings = new Tellings(rule, story, conversation, tellingsInDoubt);
  }
  return result ?? tellings.result();
}
