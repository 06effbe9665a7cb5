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
import { buildReport, storyOn } from "./report/build-report.ts";
import { allSupported, type Support } from "./run/probe.ts";
import type { Telling } from "./run/trace.ts";
import { acquittalIn, nameLastTellers, type Said, tellerOf } from "./shrink/acquittal.ts";
import type { Crash } from "./shrink/crashes.ts";
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
}

/** What came of telling one story again and again. */
interface Retelling {
  readonly conversation: Conversation;
  readonly talks: Talk[];
}

/** Judges what was recorded, by today's rules, without a target: what a run would have said of the same answers. */
export class Judging implements Reader {
  readonly #options: JudgingOptions;
  readonly #gathering: Gathering;
  readonly #retold = new Map<RuleId, Retelling[]>();
  readonly #acquittals = new Map<RuleId, readonly Said[]>();
  readonly #controls = new Map<string, Talk>();
  #header: RecordingHeader | undefined;
  #support: Support | undefined;
  #spent: Report["spent"] = { commands: 0, shrinkCommands: 0, seconds: 0 };
  #isEnded = false;
  /** What the suite that recorded it said of each rule. */
  readonly saidThen = new Map<string, string>();

  constructor(options: JudgingOptions) {
    this.#options = options;
    const { isWanted } = options;
    this.#gathering = new Gathering(isWanted === undefined ? {} : { isWanted });
  }

  header(header: RecordingHeader): void {
    this.#header ??= header;
  }

  support(support: Support): void {
    this.#support ??= support;
  }

  telling({ phase, rule, isDrawn, conversation, trace }: Telling): void {
    if (phase === "shrink") return;
    const talk = talkFrom(this.#header?.target.region ?? "", trace);
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
    const same = known.find((one) => JSON.stringify(one.conversation) === text);
    if (same === undefined) known.push({ conversation, talks: [talk] });
    else same.talks.push(talk);
  }

  outcomes(outcomes: Readonly<Record<string, string>>, spent: Report["spent"]): void {
    this.#isEnded = true;
    this.#spent = spent;
    for (const [rule, outcome] of Object.entries(outcomes)) this.saidThen.set(rule, outcome);
  }

  /** When the run began that was recorded, where that is known. */
  get date(): string | undefined {
    return this.#header?.date;
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
      this.#header ?? {};
    const searched = this.#gathering.all();
    const report = buildReport({
      target: this.#target(),
      options: { ...options, ...budget, seed },
      support: this.#support ?? allSupported,
      searched,
      stories: this.#stories(searched),
      crashes: this.#crashes(searched),
      retold: this.#listed(),
      spent: this.#spent,
      trouble: this.#isEnded ? undefined : "the recording ends before the run did",
      isCutShort: !this.#isEnded,
    });
    const { verdict, ...ruling } = rulingOn(report, { strict, baseline });
    return withoutAccounts(withoutLeaks({ ...report, verdict, ruling }));
  }

  #target(): Target {
    const { target } = this.#header ?? {};
    const {
      name = "recording",
      version,
      endpoint,
      kind = "endpoint",
      region = "",
      isClient,
    } = target ?? {};
    return {
      name,
      version,
      endpoint,
      kind,
      region,
      deviations: this.#options.deviations,
      disposable: false,
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

  /** What the last story of a rule came to when it was told again; that of its search where none was. */
  #verdictOn(rule: RuleId, story: Story, name = rule): ShrinkResult {
    const last = this.#retold.get(name)?.at(-1);
    if (last === undefined) return { kind: "inconclusive", because: "no later story was recorded" };
    return verdictOn(rule, story, last);
  }

  #crashes({ crashes }: SearchResult): readonly Crash[] {
    const all = [...this.#retold].filter(([rule]) => isCrash(rule));
    return all.flatMap(([rule, retellings]) => {
      const candidates = [...crashes.values()].filter(
        ({ story }) => story.failure.violation.rule === rule,
      );
      const [first] = candidates;
      if (first === undefined) return [];
      const count = candidates.reduce((sum, one) => sum + one.count, 0);
      // Of those that were made shorter, the longer ones were told twice only.
      return retellings
        .filter(({ talks }) => talks.length >= tellingsUnlessSaid)
        .map((one) => verdictOn(rule, first.story, one))
        .flatMap((story) => (story.kind === "confirmed" ? [{ story, count }] : []));
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
