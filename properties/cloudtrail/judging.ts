import { type Believed } from "../../models/belief/believed.ts";
import {
  initialWorld,
  stateOf,
  withGroup,
  withState,
  withUser,
  type World,
} from "../../models/belief/state.ts";
import type { Command, Exchange } from "../../models/contract/contract.ts";
import { namedIn, type Resource, resourceKey } from "../../models/contract/resource.ts";
import type { Judgement, Violation } from "../../models/judge/judge.ts";
import { model } from "../../models/model.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import type { Report } from "../../reports/report.ts";
import { rulingOn } from "../../reports/verdict.ts";
import { withoutLeaks } from "../../targets/leaks.ts";
import type { Target } from "../../targets/target.ts";
import { nothingChecked } from "../check/checked.ts";
import { Gathering } from "../gathering.ts";
import type { JudgingOptions } from "../judging.ts";
import { buildReport } from "../report/build-report.ts";
import { allSupported } from "../run/probe.ts";
import type { ShrinkResult } from "../shrink/tellings.ts";
import type { Talk } from "../talk.ts";
import type { Trail, TrailEvent } from "./events.ts";
import { exchangesOf, type Possibilities } from "./exchanges.ts";
import { Veil } from "./veil.ts";

/** So many events before the one that breaks a rule are told with it, of those about the same user or group. */
const longestPast = 8;

/**
 * Judges what CloudTrail recorded of an account. What an event does not show may have been anything that it can have been: a rule
 * is kept, or broken, where it is so whatever it was, and untried elsewhere. What rests on earlier events, of which the export may
 * lack some, confirms nothing.
 */
export class TrailJudging {
  readonly #options: JudgingOptions;
  readonly #gathering: Gathering;
  readonly #events = new Map<string, TrailEvent>();
  readonly #veil = new Veil();
  readonly #proofs = new Map<RuleId, ShrinkResult>();
  readonly #silent = new Map<string, number>();
  #others = 0;
  #judged = 0;

  constructor(options: JudgingOptions) {
    this.#options = options;
    const { isWanted } = options;
    this.#gathering = new Gathering(isWanted === undefined ? {} : { isWanted });
  }

  take({ events, others }: Trail): void {
    for (const [id, event] of events) this.#events.set(id, event);
    this.#others += others;
  }

  /** What was not judged: why, and how many events. */
  get leftOut(): readonly (readonly [because: string, count: number])[] {
    return [
      ...this.#silent,
      ...(this.#others === 0
        ? []
        : [
            [
              "it is none of an operation on users, user groups or their tags",
              this.#others,
            ] as const,
          ]),
    ];
  }

  /** The report on all that was taken. */
  report(): Report {
    const { strict, baseline, ...options } = this.#options;
    const events = [...this.#events.values()].toSorted((one, other) => one.time - other.time);
    const accounts = Map.groupBy(events, ({ account }) => account);
    for (const ofAccount of accounts.values()) this.#judge(ofAccount);
    const searched = this.#gathering.all();
    const report = buildReport({
      target: this.#target(events[0]?.region ?? ""),
      options: { ...options, commands: 0, shrinkCommands: 0, settleSeconds: 0, seed: 0 },
      support: allSupported,
      searched,
      stories: new Map(
        [...searched.stories.keys()].map((rule) => [rule, this.#proofs.get(rule) ?? unproven]),
      ),
      crashes: [],
      retold: new Map(),
      spent: { commands: this.#judged, shrinkCommands: 0, seconds: 0 },
      trouble: undefined,
      isCutShort: false,
    });
    const { verdict, ...ruling } = rulingOn(report, { strict, baseline });
    return withoutLeaks({ ...report, verdict, ruling });
  }

  /** Judges the events of one account, second by second. */
  #judge(events: readonly TrailEvent[]): void {
    const home = events[0]?.region ?? "";
    const past = new Map<string, readonly Exchange[]>();
    let world = initialWorld(home);
    for (const together of Map.groupBy(events, ({ time }) => time).values()) {
      const turns = together.flatMap((event) => this.#read(event, home, world));
      const named = Map.groupBy(
        turns.flatMap(({ first }) => keysOf(first.command)),
        (key) => key,
      );
      // Which of two in one second came first, nobody knows; nor what was there before the first event that names it.
      const isTwice = (key: string): boolean => (named.get(key)?.length ?? 0) > 1;
      for (const turn of turns) {
        const { command } = turn.first;
        const isUnknown = (key: string): boolean => isTwice(key) || !past.has(key);
        world = supposed(world, command, unknown, isUnknown);
        const keys = keysOf(command);
        this.#take(world, turn, [...new Set(keys.flatMap((key) => past.get(key) ?? []))]);
        world = supposed(model.step(world, turn.first), command, unknown, isTwice);
        for (const key of keys)
          past.set(key, [...(past.get(key) ?? []), turn.first].slice(-longestPast));
      }
    }
  }

  /** What an event may have been; nothing, and a note why, of one that says too little. */
  #read(event: TrailEvent, home: string, world: World): readonly Possibilities[] {
    const read = exchangesOf(event, home, this.#veil, (command) => stateOf(world, command));
    if (!("because" in read)) return [read];
    this.#silent.set(read.because, 1 + (this.#silent.get(read.because) ?? 0));
    return [];
  }

  #take(
    world: World,
    { first: exchange, all, isWhole }: Possibilities,
    past: readonly Exchange[],
  ): void {
    this.#judged += 1;
    const { command, answer } = exchange;
    const judged = (before: World, one: Exchange): Judgement => {
      const judgement = model.check(before, one);
      return isWhole || answer.kind !== "accepted" ? judgement : decisionOf(judgement);
    };
    const suppositions =
      answer.kind === "accepted"
        ? [...anybody, presentAs(answer.output)].map((belief) =>
            supposed(world, command, belief, () => true),
          )
        : [];
    // What would have been refused, whoever was there, is hardly what was accepted.
    const likely = all.filter((one) =>
      suppositions.some((before) => !hasDecision(judged(before, one))),
    );
    const possible = likely.length === 0 ? all : likely;
    const remembered = agreedOn(possible.map((one) => judged(world, one)));
    // By whatever was there before, the request and its answer alone say so.
    const alone = agreedOn(
      suppositions.flatMap((before) => possible.map((one) => judged(before, one))),
    );
    this.#gathering.take([], {
      ...silent,
      exchanges: [exchange],
      exercised: [...new Set([...remembered.exercised, ...alone.exercised])],
      lost: answer.kind === "lost" ? [{ operation: command.operation, reason: answer.reason }] : [],
      settled: remembered.questions.map((question) => ({ question, exchange })),
    });
    for (const violation of alone.violations) this.#tell(violation, [exchange], true);
    for (const violation of remembered.violations)
      // However often: an export that lacks an event lacks it each time.
      if (!this.#gathering.all().stories.has(violation.rule))
        this.#tell(violation, [...past.slice(-longestPast), exchange], false);
  }

  /** Tells of a rule that is broken: by one event alone, which proves it, or by it after others. */
  #tell(violation: Violation, exchanges: readonly Exchange[], isProof: boolean): void {
    const conversation = exchanges.map(({ command }) => command);
    const failure = { violation, step: conversation.length - 1, turn: 0, isFirst: true, after: [] };
    const talk: Talk = { ...silent, exchanges, failures: [failure] };
    this.#gathering.take(conversation, talk);
    if (isProof && !this.#proofs.has(violation.rule))
      this.#proofs.set(violation.rule, { kind: "confirmed", conversation, talk, failure });
  }

  #target(region: string): Target {
    return {
      name: "cloudtrail",
      version: undefined,
      endpoint: undefined,
      kind: "aws",
      region,
      deviations: this.#options.deviations,
      disposable: false,
      open: () => Promise.reject(new Error("a trail takes no requests")),
      close: async () => {},
    };
  }
}

const silent: Talk = {
  home: "",
  ...nothingChecked,
  isCutShort: false,
  trace: { said: [], isCutShort: false },
};

const unproven: ShrinkResult = {
  kind: "inconclusive",
  because: "it rests on earlier events, of which the export may lack some",
};

const nothing: Judgement = { exercised: [], violations: [], questions: [] };

/**
 * What holds of each of them: rules that all of them break or all of them keep, and questions that all of them answer. What goes
 * against how the request was decided is taken for true only where everything does.
 */
function agreedOn(judgements: readonly Judgement[]): Judgement {
  const likely = judgements.filter((one) => !hasDecision(one));
  const [first, ...others] = likely.length === 0 ? judgements : likely;
  if (first === undefined) return nothing;
  const exercised = first.exercised.filter((rule) =>
    others.every(
      (one) => one.exercised.includes(rule) && breaks(one, rule) === breaks(first, rule),
    ),
  );
  return {
    exercised,
    violations: first.violations.filter(({ rule }) => exercised.includes(rule)),
    questions: first.questions.filter((question) =>
      others.every(({ questions }) => questions.includes(question)),
    ),
  };
}

const unknown = { kind: "uncertain" } as const;

const breaks = ({ violations }: Judgement, rule: RuleId): boolean =>
  violations.some((violation) => violation.rule === rule);

/** True where the request should have been decided otherwise. */
const hasDecision = ({ violations }: Judgement): boolean =>
  violations.some(({ isDecision }) => isDecision === true);

/** Somebody who was as a view shows, and of whom nothing else is known. */
const presentAs = (view: object): Believed<object> => ({
  kind: "present",
  view,
  lastWrite: "none",
  since: { refused: [] },
});

/** Whatever may have been there before: nobody, somebody of whom nothing is known, somebody on the way out. */
const anybody: readonly Believed<object>[] = [
  { kind: "absent", because: "unheard-of" },
  presentAs({}),
  { kind: "deleting", view: {}, since: { refused: [] } },
];

/** What a judgement says of whether the request should have been accepted, and nothing of what was shown. */
function decisionOf({ violations }: Judgement): Judgement {
  const decided = violations.filter(({ isDecision }) => isDecision === true);
  return { exercised: decided.map(({ rule }) => rule), violations: decided, questions: [] };
}

const keysOf = ({ input, region }: Command): readonly string[] =>
  namedIn(input).map((resource) => keyIn(resource, region));

const keyIn = (resource: Resource, region: string | undefined): string =>
  `${region ?? ""} ${resourceKey(resource)}`;

/** The world, in which this is believed of those that a command names and that fit. */
function supposed(
  world: World,
  command: Command,
  belief: Believed<object>,
  fits: (key: string) => boolean,
): World {
  const before = stateOf(world, command);
  const after = namedIn(command.input)
    .filter((resource) => fits(keyIn(resource, command.region)) && resource.id !== "default")
    .reduce((state, { kind, id }) => {
      if (kind === "usergroup") return withGroup(state, id, belief);
      // Whether it is in a group, nobody knows either.
      return { ...withUser(state, id, belief), everGrouped: new Set([...state.everGrouped, id]) };
    }, before);
  return after === before ? world : withState(world, command, after, false);
}
