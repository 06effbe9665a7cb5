import type { Conversation } from "../models/contract/command.ts";
import type { Command, Exchange } from "../models/contract/contract.ts";
import { traitsOf } from "../models/contract/traits.ts";
import { canBeCause } from "../models/operations/index.ts";
import type { RuleId } from "../models/rules/rule.ts";
import type { Failure, Loss, Unasked } from "./check/checked.ts";
import { OpenQuestionTally } from "./check/open-question-tally.ts";
import { PairTally } from "./combining/pair-tally.ts";
import { Sample } from "./estimate.ts";
import { firstSectionIn, sectionAt } from "./run/clients.ts";
import { type Talk, talkFrom } from "./talk.ts";

/** The best story known so far of how a rule is broken. */
export interface Story {
  readonly conversation: Conversation;
  readonly failure: Failure;
  /** The rules that are broken in it, this one and all that can be the cause of anything. */
  readonly broken: ReadonlySet<RuleId>;
  /** True where answers were lost: it may go another way when it is told again. */
  readonly isLossy: boolean;
  /** Commands of it that were refused. */
  readonly refused: ReadonlySet<Command>;
  /** What was said when it was found. */
  readonly exchanges: readonly Exchange[];
  /** Of a story that only several clients show: what the target breaks without them, which explains nothing new. */
  readonly known?: ReadonlySet<RuleId>;
}

/** What a search has seen. */
export interface SearchResult {
  readonly exercised: Map<RuleId, number>;
  readonly stories: Map<RuleId, Story>;
  /** The shortest conversation for each of many forms of the request that broke a rule by being decided otherwise, by that form. */
  readonly others: Map<RuleId, Map<string, Conversation>>;
  /** The rules that were broken before it in every story of a rule; none where it ever came first. */
  readonly causes: Map<RuleId, readonly RuleId[]>;
  /** In how many conversations each rule was broken, of how many. */
  readonly broken: Map<RuleId, number>;
  /** How many answers broke each rule. */
  readonly breaches: Map<RuleId, number>;
  conversations: number;
  /** Requests that were answered, or not. */
  requests: number;
  readonly lost: Loss[];
  /** What was lost and may be the target's doing: by what was asked for and how, the best story and how often it was met. */
  readonly crashes: Map<string, { story: Story; count: number }>;
  /** What requests that were answered look like: the traits of each, after its operation. */
  readonly harmless: Set<string>;
  /** What a client had no way to ask. */
  readonly unasked: Unasked[];
  /** The cells of the table of what can happen to users that were answered, by name. */
  readonly cells: Set<string>;
  /** What the target did where no fact says what AWS does. */
  readonly answers: OpenQuestionTally;
  /** Which classes of members and states met. */
  readonly pairs: PairTally;
  /** What was met how often, for what is estimated to be left. */
  readonly sample: Sample;
}

/** Who is told of what is gathered, and of which rules. */
export interface GatheringOptions {
  /** The rules that matter; all unless said. */
  readonly isWanted?: ((rule: RuleId) => boolean) | undefined;
  readonly onProgress?: (searched: SearchResult) => void;
  /** Told of every conversation, and of what became of it. */
  readonly onTalk?: (conversation: Conversation, talk: Talk) => void;
}

/** Takes in what became of conversations. */
export class Gathering {
  readonly #searched: SearchResult = {
    exercised: new Map(),
    stories: new Map(),
    others: new Map(),
    causes: new Map(),
    broken: new Map(),
    breaches: new Map(),
    conversations: 0,
    requests: 0,
    lost: [],
    crashes: new Map(),
    harmless: new Set(),
    unasked: [],
    cells: new Set(),
    answers: new OpenQuestionTally(),
    pairs: new PairTally(),
    sample: new Sample(),
  };
  readonly #races = new Map<RuleId, readonly Race[]>();
  readonly #options: GatheringOptions;

  constructor(options: GatheringOptions = {}) {
    this.#options = options;
  }

  /** True where the chance that a hundred requests more show anything new is no larger than this. */
  isQuiet(chance = -1): boolean {
    const estimate = chance < 0 ? undefined : this.#searched.sample.estimate();
    return estimate !== undefined && estimate.newInNext100 <= chance;
  }

  /** What goes wrong only where several clients speak may go otherwise next time: it counts where nothing else shows it. */
  all(): SearchResult {
    const known = this.#known();
    for (const [rule, races] of this.#races) {
      if (this.#searched.stories.has(rule)) continue;
      const story = races
        .values()
        .map(({ conversation, told }) => raceOf(rule, conversation, told, known))
        .find((one) => one !== undefined);
      if (story !== undefined) this.#searched.stories.set(rule, story);
    }
    return this.#searched;
  }

  /** Takes in one; whether it was drawn, aimed at nothing, matters for what is estimated. */
  take(conversation: Conversation, told: Talk, isDrawn = false): void {
    const { isWanted = () => true, onTalk, onProgress } = this.#options;
    const searched = this.#searched;
    const { exercised, failures, lost } = told;
    onTalk?.(conversation, told);
    for (const rule of exercised)
      searched.exercised.set(rule, (searched.exercised.get(rule) ?? 0) + 1);
    searched.conversations += 1;
    searched.requests += told.exchanges.length;
    const first = firstSectionIn(conversation);
    const certain = failures.filter(({ step }) => step < first);
    for (const rule of new Set(certain.map(({ violation }) => violation.rule)))
      searched.broken.set(rule, (searched.broken.get(rule) ?? 0) + 1);
    for (const { violation } of certain)
      searched.breaches.set(violation.rule, (searched.breaches.get(violation.rule) ?? 0) + 1);
    for (const failure of certain)
      if (isWanted(failure.violation.rule)) keep(searched, conversation, failure, told);
    const uncertain = new Set(
      failures.filter((one) => !certain.includes(one)).map(({ violation }) => violation.rule),
    );
    if (uncertain.size > 0) this.#keepRaces(uncertain, conversation, told);
    searched.lost.push(...lost);
    for (const crash of told.crashes)
      if (crash.step < first) keepCrash(searched, conversation, crash, told);
    for (const { command, answer } of told.exchanges)
      if (answer.kind === "accepted" || answer.kind === "refused")
        for (const trait of traitsOf(command))
          searched.harmless.add(`${command.operation} ${trait}`);
    searched.unasked.push(...told.unasked);
    for (const cell of told.cells) searched.cells.add(cell);
    searched.sample.take(told, isDrawn);
    searched.pairs.take(told.home, told.exchanges);
    for (const settled of told.settled) searched.answers.take(settled);
    onProgress?.(searched);
  }

  /** Keeps what nothing explains that is known so far. What explains it may come to light later: a few are kept, the newest first. */
  #keepRaces(rules: ReadonlySet<RuleId>, conversation: Conversation, told: Talk): void {
    const { isWanted = () => true } = this.#options;
    const { failures } = talkFrom(told.home, told.trace, this.#known());
    const broken = new Set(failures.map(({ violation }) => violation.rule));
    for (const rule of rules.intersection(broken))
      if (isWanted(rule) && !this.#searched.broken.has(rule))
        this.#races.set(
          rule,
          [{ conversation, told }, ...(this.#races.get(rule) ?? [])].slice(0, fewRaces),
        );
  }

  /** The rules that are broken where one client speaks, and not by chance only. */
  #known(): ReadonlySet<RuleId> {
    const { broken } = this.#searched;
    return new Set(broken.keys().filter((rule) => (broken.get(rule) ?? 0) >= often));
  }
}

/** So many stories of one rule in which several clients speak are kept. */
const fewRaces = 3;

/** What is broken in so many conversations is broken without several clients, and explains what they see. */
const often = 2;

/** What several clients said, and what became of it. */
interface Race {
  readonly conversation: Conversation;
  readonly told: Talk;
}

/** How a rule is broken by what several clients said; nothing where an order that breaks only what is known explains it. */
function raceOf(
  rule: RuleId,
  conversation: Conversation,
  told: Talk,
  known: ReadonlySet<RuleId>,
): Story | undefined {
  const judged = talkFrom(told.home, told.trace, known);
  const failure = judged.failures.find(({ violation }) => violation.rule === rule);
  return failure && { ...storyOf(conversation, failure, judged), known };
}

function keep(
  { stories, others, causes }: SearchResult,
  conversation: Conversation,
  failure: Failure,
  told: Talk,
): void {
  const { rule } = failure.violation;
  const story = storyOf(conversation, failure, told);
  const before = causes.get(rule) ?? failure.after;
  causes.set(
    rule,
    before.filter((cause) => failure.after.includes(cause)),
  );
  const known = stories.get(rule);
  if (known === undefined || isBetter(story, known)) stories.set(rule, story);
  if (failure.violation.isDecision === true && failure.isFirst)
    keepOther(others, rule, story.conversation);
}

/** So many forms of the request that breaks a rule are kept, beside the shortest story. */
const mostForms = 200;

function keepOther(others: SearchResult["others"], rule: RuleId, conversation: Conversation): void {
  const forms = others.get(rule) ?? new Map<string, Conversation>();
  others.set(rule, forms);
  const last = conversation.at(-1);
  const form = last === undefined ? "" : traitsOf(last).join(" ");
  const known = forms.get(form);
  if (known === undefined ? forms.size < mostForms : conversation.length < known.length)
    forms.set(form, conversation);
}

function keepCrash(
  { crashes }: SearchResult,
  conversation: Conversation,
  crash: Failure,
  told: Talk,
): void {
  const story = storyOf(conversation, crash, told);
  const traits = story.conversation.slice(-1).flatMap((command) => traitsOf(command));
  const key = `${crash.violation.rule} ${traits.join(" ")}`;
  const known = crashes.get(key);
  crashes.set(key, {
    story: known === undefined || isBetter(story, known.story) ? story : known.story,
    count: 1 + (known?.count ?? 0),
  });
}

/** A conversation as far as a failure, which comes last: what other clients say at once with it comes before. */
const asFarAs = (conversation: Conversation, { step }: Failure): Conversation => [
  ...conversation.slice(0, step),
  ...sectionAt(conversation, step).filter(({ client }) => client !== conversation[step]?.client),
  ...conversation.slice(step, step + 1),
];

/** The story of a failure: its conversation as far as it, all that is broken in it, and what was refused. */
export const storyOf = (
  conversation: Conversation,
  failure: Failure,
  { failures, exchanges, lost }: Pick<Talk, "failures" | "exchanges" | "lost">,
): Story => ({
  isLossy: lost.length > 0,
  exchanges,
  conversation: asFarAs(conversation, failure),
  failure,
  broken: new Set(
    failures
      .filter(({ step }) => step <= failure.step)
      .map(({ violation }) => violation.rule)
      .filter((rule) => rule === failure.violation.rule || canBeCause(rule)),
  ),
  refused: refusedIn(exchanges),
});

/** The commands that were refused. */
export const refusedIn = (exchanges: readonly Exchange[]): ReadonlySet<Command> =>
  new Set(
    exchanges.filter(({ answer }) => answer.kind === "refused").map(({ command }) => command),
  );

/** A story in which nothing else goes wrong is better than a short one. */
export const isBetter = (story: Story, other: Story): boolean => cost(story) < cost(other);

const cost = ({ conversation, failure, broken, isLossy }: Story): number =>
  conversation.length +
  (isLossy ? 1000 : 0) +
  100 * broken.size +
  (failure.isFirst ? 0 : 10_000) +
  (failure.violation.suspects === undefined ? 0 : 5000);
