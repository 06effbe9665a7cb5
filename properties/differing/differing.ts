import type { Conversation } from "../../models/contract/command.ts";
import type { Command } from "../../models/contract/contract.ts";
import type { Target } from "../../targets/target.ts";
import { refusedIn } from "../gathering.ts";
import { draws } from "../generate/draws.ts";
import { generatorOptionsFor } from "../generate/generator-options.ts";
import { ConversationGenerator } from "../generate/generator.ts";
import { type Meter, metered, unmetered } from "../run/meter.ts";
import { probe, supportedBy } from "../run/probe.ts";
import { run } from "../run/run.ts";
import { settleTimeoutFor } from "../run/settle-timeout.ts";
import type { Trace } from "../run/trace.ts";
import { smallest } from "../shrink/passes/passes.ts";
import { type Difference, type Parting, partingOf } from "./parting.ts";

export interface DifferingOptions {
  readonly seed: number;
  /** The most requests to send to each while searching. */
  readonly commands: number;
  readonly settleSeconds: number;
  readonly onProgress?: (sent: number, found: number) => void;
  readonly signal?: AbortSignal;
}

/** A difference with the shortest conversation that shows it each time. */
export interface ShownDifference extends Difference {
  readonly conversation: Conversation;
}

export interface Differing {
  readonly differences: readonly ShownDifference[];
  /** What was seen to differ, and not each time. */
  readonly unsteady: readonly string[];
  /** Requests to each, to search and to shorten. */
  readonly requests: number;
  /** Why not all was asked that was to be, where that is so. */
  readonly cutShort?: string;
}

/** The most requests to each for making one conversation shorter, and how often it must show the same afterwards. */
const mostToShorten = 200;
const tellings = 2;

/** How often a conversation in which the two part is told again without the command by which they do. */
const mostPartings = 8;

/** Two targets that are asked the same. */
class Pair {
  readonly #one: Target;
  readonly #other: Target;
  readonly #settleSeconds: number;

  constructor(one: Target, other: Target, { settleSeconds }: DifferingOptions) {
    this.#one = one;
    this.#other = other;
    this.#settleSeconds = settleSeconds;
  }

  /** Tells a conversation to both; nothing where one of them could not be asked all. */
  async ask(
    conversation: Conversation,
    meter: Meter,
  ): Promise<(Parting & { readonly trace: Trace }) | undefined> {
    const trace = await this.#told(this.#one, conversation, meter);
    const beside = await this.#told(this.#other, conversation, {
      ...unmetered,
      ending: meter.ending,
    });
    return trace.isCutShort || beside.isCutShort
      ? undefined
      : { ...partingOf(this.#one.region, trace, beside), trace };
  }

  #told(target: Target, conversation: Conversation, meter: Meter): Promise<Trace> {
    return run(target, conversation, meter, settleTimeoutFor(target, this.#settleSeconds, 1));
  }
}

/**
 * Tells the same conversations to two targets, and finds in what they answer otherwise, each with the shortest conversation that shows
 * it each time. Neither is believed: what the contract says of it stands beside it. Throws `Unreachable`.
 */
export async function differing(
  one: Target,
  other: Target,
  options: DifferingOptions,
): Promise<Differing> {
  const isOver = (): boolean => options.signal?.aborted === true;
  const meterFor = (most: number) => metered(most, undefined, isOver, options.signal);
  const searching = meterFor(options.commands);
  const both = new Set(supportedBy(await probe(one, searching)));
  const free: Meter = { ...unmetered, isOver, ending: options.signal };
  const supported = supportedBy(await probe(other, free)).filter((name) => both.has(name));
  const generator = new ConversationGenerator({
    ...generatorOptionsFor(one, supported),
    // Neither may be asked what only the other can be.
    disposable: one.disposable && other.disposable,
    otherRegions: [],
    hasOtherAccount: false,
  });
  const pair = new Pair(one, other, options);
  const found = new Map<string, ShownDifference>();
  for (const { random, bias } of draws(options.seed)) {
    const isDone = await search(pair, calm(generator.next(random, bias)), searching, found);
    options.onProgress?.(searching.sent, found.size);
    if (isDone || isOver()) break;
  }
  let spent = 0;
  const shown: ShownDifference[] = [];
  const unsteady: string[] = [];
  const whole = searching.sent >= options.commands;
  for (const difference of found.values()) {
    if (isOver()) break;
    const meter = meterFor(mostToShorten);
    const short = await shortened(pair, one.region, difference, { meter, free });
    spent += meter.sent;
    if (short === undefined) unsteady.push(difference.id);
    else shown.push(short);
  }
  const trouble = one.trouble ?? other.trouble;
  const cutShort = isOver()
    ? "it was interrupted"
    : whole
      ? undefined
      : (trouble ?? "a target gave no answer any more");
  return {
    differences: shown,
    unsteady,
    requests: searching.sent + spent,
    ...(cutShort === undefined ? {} : { cutShort }),
  };
}

/** Tells one conversation, again and again without the command at which the two part, and keeps what is new. True once no more can be told. */
async function search(
  pair: Pair,
  conversation: Conversation,
  meter: Meter,
  found: Map<string, ShownDifference>,
): Promise<boolean> {
  let left = conversation;
  for (let turn = 0; turn < mostPartings && left.length > 0; turn += 1) {
    const parting = await pair.ask(left, meter);
    if (parting === undefined) return true;
    keepShortest(found, left, parting);
    const { partedAt } = parting;
    if (partedAt === undefined) return false;
    left = left.toSpliced(partedAt, 1);
  }
  return false;
}

/** Keeps the shortest conversation that shows each difference. */
export function keepShortest(
  found: Map<string, ShownDifference>,
  conversation: Conversation,
  { differences }: Parting,
): void {
  for (const difference of differences) {
    const story = conversation.slice(0, difference.step + 1);
    const known = found.get(difference.id);
    if (known === undefined || story.length < known.conversation.length)
      found.set(difference.id, { ...difference, conversation: story });
  }
}

/** The difference with the shortest conversation that shows it; nothing where it does not show each time. */
async function shortened(
  pair: Pair,
  home: string,
  difference: ShownDifference,
  { meter, free }: { readonly meter: Meter; readonly free: Meter },
): Promise<ShownDifference | undefined> {
  const shownIn = async (conversation: Conversation, by: Meter): Promise<Difference | undefined> =>
    (await pair.ask(conversation, by))?.differences.find(
      ({ id, step }) => id === difference.id && step === conversation.length - 1,
    );
  const first = await pair.ask(difference.conversation, free);
  const refused = refusedIn(first?.trace.said.map(({ exchange }) => exchange) ?? []);
  const conversation = await smallest(
    difference.conversation,
    { home, about: undefined, refused },
    {
      does: async (candidate) => (await shownIn(candidate, meter)) !== undefined,
      isOver: () => meter.isOver(),
    },
  );
  let shown: Difference | undefined;
  for (let telling = 0; telling < tellings; telling += 1) {
    shown = await shownIn(conversation, free);
    if (shown === undefined) return undefined;
  }
  return shown === undefined ? undefined : { ...shown, conversation };
}

/** A conversation of one client, in which whatever changes something is waited for: how long that takes is no difference. */
const calm = (conversation: Conversation): Conversation =>
  conversation
    .filter(({ action }) => action === undefined)
    .flatMap(({ client: _, ...command }) => [command as Command, ...waitFor(command as Command)]);

function waitFor({ operation, input, times }: Command): Conversation {
  // An empty id stands for all.
  if (times !== undefined || Object.values(input).includes("")) return [];
  if (["CreateUser", "ModifyUser", "DeleteUser"].includes(operation) && "UserId" in input)
    return [
      { operation: "DescribeUsers", input: { UserId: input.UserId ?? "" }, until: "settled" },
    ];
  return operation.endsWith("UserGroup") && "UserGroupId" in input
    ? [
        {
          operation: "DescribeUserGroups",
          input: { UserGroupId: input.UserGroupId ?? "" },
          until: "settled",
        },
      ]
    : [];
}
