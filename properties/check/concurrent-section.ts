import type { World } from "../../models/belief/state.ts";
import { isRead } from "../../models/contract/contract.ts";
import { resourceKey, subjectOf } from "../../models/contract/resource.ts";
import { type Violation } from "../../models/judge/judge.ts";
import { model } from "../../models/model.ts";
import { canBeCause } from "../../models/operations/index.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import type { Said } from "../run/trace.ts";
import type { Event, Specification } from "./history.ts";
import { linearize } from "./linearize.ts";

/** A world, and what it cost to get there: how much was broken on the way. */
interface Paid {
  readonly world: World;
  readonly cost: number;
}

/** An order of what several clients said. */
export interface Explanation {
  readonly order: readonly Said[];
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
  answered: readonly Said[],
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
  part: readonly Said[],
  broken: ReadonlySet<RuleId>,
): Explanation {
  const events = part.map((one) => eventOf(one));
  const within = (most: number, kept?: RuleId): readonly Said[] | undefined => {
    const specification: Specification<Paid, Said> = {
      initial: { world, cost: 0 },
      step(before, { exchange }) {
        const { violations } = model.check(before.world, exchange);
        if (violations.some(({ rule }) => rule === kept)) return undefined;
        const cost = before.cost + costOf(violations, broken);
        return cost > most ? undefined : { world: model.step(before.world, exchange), cost };
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
  order: readonly Said[],
  broken: ReadonlySet<RuleId>,
): ReadonlySet<RuleId> {
  const rules = new Set<RuleId>();
  let there = world;
  for (const { exchange } of order) {
    const { violations } = model.check(there, exchange);
    there = model.step(there, exchange);
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

const eventOf = (what: Said): Event<Said> => ({
  what,
  called: what.called,
  returned: what.exchange.answer.kind === "lost" ? Infinity : what.returned,
});

/** What is said of each user by itself, where nothing that is said ties users to each other: no list, no group. */
function partsOf(world: World, answered: readonly Said[]): readonly (readonly Said[])[] {
  const subjects = answered.map(({ exchange }) => subjectOf(exchange.command.input));
  const isTied =
    subjects.some((subject) => subject?.kind !== "user") ||
    [...world.places.values()].some(({ everGrouped }) => everGrouped.size > 0);
  if (isTied) return [answered];
  const parts = new Map<string, Said[]>();
  for (const [index, one] of answered.entries()) {
    const subject = subjects[index];
    const key = subject === undefined ? "" : resourceKey(subject);
    parts.set(key, [...(parts.get(key) ?? []), one]);
  }
  return [...parts.values()];
}

/** Several orders as one, each kept: what was asked first comes first. */
function inTurn(orders: readonly (readonly Said[])[]): readonly Said[] {
  const left = orders.map((order) => [...order]).filter((order) => order.length > 0);
  const merged: Said[] = [];
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
