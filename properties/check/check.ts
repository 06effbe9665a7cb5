import { stateOf, type World } from "../../models/belief/state.ts";
import {
  type Answer,
  type Command,
  type Exchange,
  isUnasked,
} from "../../models/contract/contract.ts";
import { model } from "../../models/model.ts";
import { canBeCause } from "../../models/operations/index.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import { cellOf } from "../../models/universe/coverage-table.ts";
import type { Said, Trace } from "../run/trace.ts";
import { type Checked, type Failure, type Unasked, nothingChecked } from "./checked.ts";
import { explained } from "./concurrent-section.ts";
import { crashIn } from "./crash.ts";

/**
 * Holds a trace against the contract. Pure: the same trace is always judged alike, whoever recorded it. Where several clients speak,
 * an order that breaks no more than rules that are `known` to be broken explains what was said.
 */
export function check(
  home: string,
  { said }: Pick<Trace, "said">,
  known: ReadonlySet<RuleId> = new Set(),
): Checked {
  const first = said.findIndex(({ section }) => section !== undefined);
  const alone = first < 0 ? said : said.slice(0, first);
  const beginning: Judged = { ...nothingChecked, world: model.initial(home) };
  const certain = judged(beginning, alone, { isCertain: true });
  const { world: _, ...checked } =
    first < 0 ? certain : inLikelyOrder(certain, said.slice(first), known);
  return checked;
}

/** What a trace shows so far, and what it entitles us to believe. */
interface Judged extends Checked {
  readonly world: World;
}

/** How often what several clients said is put in another order, because what came later does not go with the first. */
const mostOrders = 5;

/** Judges what several clients said, and all that came after it, in an order that explains as much as can be explained. */
function inLikelyOrder(before: Judged, said: readonly Said[], known: ReadonlySet<RuleId>): Judged {
  const broken = new Set([...known, ...brokenIn(before.failures)]);
  const all: Said[] = [];
  let current = before;
  let doubtful: ReadonlySet<RuleId> = new Set();
  let orders = 0;
  const putInOrder = (): void => {
    const explanation = explained(before.world, all, broken);
    doubtful = explanation.doubtful;
    current = judged(before, explanation.order, { isCertain: false, doubtful });
  };
  for (const group of grouped(said)) {
    all.push(...group);
    if (group[0]?.section !== undefined) {
      putInOrder();
      continue;
    }
    const { length } = current.failures;
    current = judged(current, group, { isCertain: false, doubtful });
    if (current.failures.length === length || orders >= mostOrders) continue;
    orders += 1;
    putInOrder();
  }
  return current;
}

/** What was said at once stands together, all else by itself. */
function grouped(said: readonly Said[]): readonly (readonly Said[])[] {
  const groups: Said[][] = [];
  for (const one of said) {
    const last = groups.at(-1);
    if (one.section !== undefined && last?.[0]?.section === one.section) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

interface Manner {
  /** False in an order that is only the likeliest: what is exercised may be another thing each time, and does not count. */
  readonly isCertain: boolean;
  /** Rules that another order keeps. */
  readonly doubtful?: ReadonlySet<RuleId>;
}

/** Judges exchanges in turn, after what was judged before. */
function judged(before: Judged, said: readonly Said[], manner: Manner): Judged {
  const { isCertain, doubtful = new Set() } = manner;
  const exchanges = [...before.exchanges];
  const exercised = [...before.exercised];
  const failures = [...before.failures];
  const crashes = [...before.crashes];
  const lost = [...before.lost];
  const unasked = [...before.unasked];
  const cells = [...before.cells];
  const settled = [...before.settled];
  let { world } = before;
  const turns = new Map<number, number>();
  for (const { exchange: answered, step } of said) {
    const turn = turns.get(step) ?? 0;
    turns.set(step, turn + 1);
    const exchange = asAsked(world, answered);
    const { command, answer } = exchange;
    const judgement = model.check(world, exchange);
    const after = [...brokenIn(failures)].filter((rule) => canBeCause(rule));
    const where = { step, turn, isFirst: after.length === 0, after };
    exchanges.push(exchange);
    if (isCertain) {
      const cell = cellOf(stateOf(world, command), command);
      if (cell !== undefined && isAnswered(exchange)) cells.push(cell);
      exercised.push(...judgement.exercised);
      settled.push(...judgement.questions.map((question) => ({ question, exchange })));
      unasked.push(...unaskedIn(world, exchange));
    }
    // In an order that is only the likeliest, wordings and looks tell nothing.
    const violations = isCertain
      ? judgement.violations
      : judgement.violations.filter(({ rule }) => canBeCause(rule) && !doubtful.has(rule));
    for (const violation of violations) failures.push({ violation, ...where });
    const crash = crashIn(exchange);
    if (crash !== undefined) crashes.push({ violation: crash, ...where });
    if (isLoss(command, answer))
      lost.push({
        operation: command.action ?? command.operation,
        reason: answer.reason,
        crash: crash?.rule,
      });
    world = model.step(world, exchange);
  }
  return { exchanges, exercised, failures, crashes, lost, unasked, cells, settled, world };
}

/** What a client had no way to ask, with the rules that would have spoken of it. */
const unaskedIn = (world: World, { command, answer }: Exchange): readonly Unasked[] =>
  answer.kind === "lost" && isUnasked(answer)
    ? [
        {
          command,
          reason: answer.reason,
          rules: model.predict(world, command).exercised,
        },
      ]
    : [];

/** An exchange; where a client was refused for another request than it was asked for, one that says nothing of this one. */
function asAsked(world: World, exchange: Exchange): Exchange {
  const { command, answer } = exchange;
  if (answer.kind !== "refused" || answer.overlooked === undefined) return exchange;
  return model.check(world, exchange).violations.length === 0
    ? exchange
    : Object.assign(
        { command },
        { answer: { kind: "lost", reason: answer.overlooked, cause: "overlooked" } as const },
      );
}

/**
 * Of what cannot be read, its rule speaks; and what a client cannot ask is told by itself. Only operations that the target has are
 * asked for: one that it has no longer is trouble.
 */
const isLoss = (
  command: Command,
  answer: Answer,
): answer is Extract<Answer, { readonly kind: "lost" | "unsupported" }> =>
  answer.kind === "lost"
    ? answer.cause !== "unreadable" && !isUnasked(answer)
    : answer.kind === "unsupported" && command.action === undefined;

const isAnswered = ({ answer }: Exchange): boolean =>
  answer.kind === "accepted" || answer.kind === "refused";

const brokenIn = (failures: readonly Failure[]): ReadonlySet<RuleId> =>
  new Set(failures.map(({ violation }) => violation.rule));
