import { type Exchange, isRead } from "../../models/contract.ts";
import { judge, type Violation } from "../../models/judge.ts";
import { canBeCause } from "../../models/operations/index.ts";
import { resourceKey, subjectOf } from "../../models/resource.ts";
import type { RuleId } from "../../models/rule.ts";
import type { World } from "../../models/state.ts";
import type { Session } from "../../targets/target.ts";
import type { Conversation } from "../conversation.ts";
import type { Meter } from "../meter.ts";
import { type Event, linearize, type Specification } from "./linearize.ts";

/** The commands that several clients send from this one on, in a conversation: just this one where it has no client. */
export function sectionAt(conversation: Conversation, from: number): Conversation {
  if (conversation[from]?.client === undefined) return conversation.slice(from, from + 1);
  const rest = conversation.slice(from);
  const end = rest.findIndex(({ client }) => client === undefined);
  return end < 0 ? rest : rest.slice(0, end);
}

/** Where several clients speak for the first time; the end where they never do. */
export function firstSectionIn(conversation: Conversation): number {
  const first = conversation.findIndex(({ client }) => client !== undefined);
  return first < 0 ? conversation.length : first;
}

/** An exchange, which command of the conversation it belongs to, and when it was asked and answered, in turns. */
export interface Answered {
  readonly exchange: Exchange;
  readonly step: number;
  readonly called: number;
  readonly returned: number;
}

/** Lets every client send its commands, one after another, all clients at once. Times are turns: what came before what. */
export async function saidByClients(
  session: Session,
  section: Conversation,
  meter: Meter,
  from: { readonly step: number; readonly turn: number },
): Promise<readonly Answered[] | "spent"> {
  if (!section.every(() => meter.spend())) return "spent";
  let turn = 0;
  const speak = async (client: number | undefined): Promise<readonly Answered[]> => {
    const answered: Answered[] = [];
    for (const [at, command] of section.entries()) {
      if (command.client !== client) continue;
      turn += 1;
      const called = turn;
      const answer = await session.send(command);
      meter.hear(answer, command.operation);
      turn += 1;
      const exchange: Exchange = Object.assign({ command, answer, called, returned: turn });
      answered.push({
        exchange,
        step: from.step + at,
        called: from.turn + called,
        returned: from.turn + turn,
      });
    }
    return answered;
  };
  const clients = new Set(section.map(({ client }) => client));
  const answered = (await Promise.all([...clients].map((client) => speak(client)))).flat();
  const isOver = answered.some(
    ({ exchange: { answer } }) => answer.kind === "lost" && answer.cause === "ended",
  );
  return isOver ? "spent" : answered;
}

/** A world, and what it cost to get there: how much was broken on the way. */
interface Paid {
  readonly world: World;
  readonly cost: number;
}

/** An order of what several clients said. */
export interface Explanation {
  readonly order: readonly Answered[];
  /** Rules that are broken in it, and kept in another order in which no more is broken: nobody knows. */
  readonly doubtful: ReadonlySet<RuleId>;
}

/**
 * Looks for an order in which the answers break no rule, one command taking effect after another, each between its call and
 * its answer; where there is none, for one in which they break least: what is broken in every order explains nothing. Rules
 * that were broken before do not count, nor does how an answer looks. A lost command may have taken effect at any time, or not
 * at all: what it was about is in doubt.
 */
export function explained(
  world: World,
  answered: readonly Answered[],
  broken: ReadonlySet<RuleId>,
): Explanation {
  const parts = partsOf(world, answered).map((part) => explainedPart(world, part, broken));
  const placed = inTurn(parts.map(({ order }) => order));
  return {
    order: [...placed, ...answered.filter((one) => !placed.includes(one))],
    doubtful: new Set(parts.flatMap(({ doubtful }) => [...doubtful])),
  };
}

function explainedPart(
  world: World,
  part: readonly Answered[],
  broken: ReadonlySet<RuleId>,
): Explanation {
  const events = part.map((one) => eventOf(one));
  const within = (most: number, kept?: RuleId): readonly Answered[] | undefined => {
    const specification: Specification<Paid, Answered> = {
      initial: { world, cost: 0 },
      step(before, { exchange }) {
        const { after, violations } = judge(before.world, exchange);
        if (violations.some(({ rule }) => rule === kept)) return undefined;
        const cost = before.cost + costOf(violations, broken);
        return cost > most ? undefined : { world: after, cost };
      },
      keyOf: ({ world: there, cost }) => `${cost} ${keyOf(there)}`,
      isRead: ({ exchange }) => isRead(exchange.command.operation),
    };
    const result = linearize(specification, events);
    return result.kind === "linearizable" ? result.order.map(({ what }) => what) : undefined;
  };
  for (let most = 0; ; most += 1) {
    const order = within(most);
    if (order === undefined) continue;
    const doubtful = [...brokenBy(world, order, broken)].filter(
      (rule) => within(most, rule) !== undefined,
    );
    return { order, doubtful: new Set(doubtful) };
  }
}

/** The rules that an order breaks, of those that count. */
function brokenBy(
  world: World,
  order: readonly Answered[],
  broken: ReadonlySet<RuleId>,
): ReadonlySet<RuleId> {
  const rules = new Set<RuleId>();
  let there = world;
  for (const { exchange } of order) {
    const { after, violations } = judge(there, exchange);
    there = after;
    for (const violation of violations)
      if (costOf([violation], broken) > 0) rules.add(violation.rule);
  }
  return rules;
}

/** How much is broken: that a request was taken or refused weighs more than what an answer shows. */
const costOf = (violations: readonly Violation[], broken: ReadonlySet<RuleId>): number =>
  violations
    .filter(({ rule }) => !broken.has(rule) && canBeCause(rule))
    .reduce((sum, { isDecision }) => sum + (isDecision === true ? 3 : 1), 0);

const eventOf = (what: Answered): Event<Answered> => ({
  what,
  called: what.called,
  returned: what.exchange.answer.kind === "lost" ? Infinity : what.returned,
});

/** What is said of each user by itself, where nothing that is said ties users to each other: no list, no group. */
function partsOf(world: World, answered: readonly Answered[]): readonly (readonly Answered[])[] {
  const subjects = answered.map(({ exchange }) => subjectOf(exchange.command.input));
  const isTied =
    subjects.some((subject) => subject?.kind !== "user") ||
    [...world.places.values()].some(({ everGrouped }) => everGrouped.size > 0);
  if (isTied) return [answered];
  const parts = new Map<string, Answered[]>();
  for (const [index, one] of answered.entries()) {
    const subject = subjects[index];
    const key = subject === undefined ? "" : resourceKey(subject);
    parts.set(key, [...(parts.get(key) ?? []), one]);
  }
  return [...parts.values()];
}

/** Several orders as one, each kept: what was asked first comes first. */
function inTurn(orders: readonly (readonly Answered[])[]): readonly Answered[] {
  const left = orders.map((order) => [...order]).filter((order) => order.length > 0);
  const merged: Answered[] = [];
  while (left.length > 0) {
    left.sort((a, b) => (a[0]?.called ?? 0) - (b[0]?.called ?? 0));
    const one = left[0]?.shift();
    if (one !== undefined) merged.push(one);
    if (left[0]?.length === 0) left.shift();
  }
  return merged;
}

/** A world as text: equal worlds have equal texts. */
const keyOf = (world: World): string =>
  JSON.stringify(world, (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  );
