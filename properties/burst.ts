import type { Answer, Exchange } from "../models/contract.ts";
import { judge } from "../models/judge.ts";
import { canBeCause } from "../models/operations/index.ts";
import type { RuleId } from "../models/rule.ts";
import type { World } from "../models/state.ts";
import type { Session } from "../targets/target.ts";
import type { Conversation } from "./conversation.ts";
import type { Meter } from "./meter.ts";

/** The commands that are sent at once, from this one on. */
export function burstAt(conversation: Conversation, from: number): Conversation {
  const rest = conversation.slice(from + 1);
  const end = rest.findIndex(({ together }) => together !== true);
  return conversation.slice(from, from + 1 + Math.min(end < 0 ? rest.length : end, mostAtOnce - 1));
}

/** So many commands at once can still be judged in every order. */
const mostAtOnce = 4;

interface Placed {
  readonly exchange: Exchange;
  /** Its place in the burst. */
  readonly at: number;
}

export async function saidAtOnce(
  session: Session,
  burst: Conversation,
  meter: Meter,
): Promise<readonly Placed[] | "spent"> {
  if (!burst.every(() => meter.spend())) return "spent";
  const answers = await Promise.all(burst.map((command) => session.send(command)));
  for (const answer of answers) meter.hear(answer);
  return burst.map((command, at) => ({
    exchange: Object.assign({
      command,
      answer: answers[at] ?? ({ kind: "lost", reason: "no answer" } satisfies Answer),
    }),
    at,
  }));
}

/**
 * Commands that are sent at once may take effect in any order: what came of them is judged in the order that explains it
 * best, which is the one they were sent in unless another explains more. Rules that hold or break whatever the order do not
 * count, nor do those that were broken before. Where no order explains it, something is broken.
 */
export function bestOrder(
  world: World,
  answered: readonly Placed[],
  broken: ReadonlySet<RuleId>,
): readonly Placed[] {
  const unexplained = (order: readonly Placed[]): number => {
    let before = world;
    let sum = 0;
    for (const { exchange } of order) {
      const { after, violations } = judge(before, exchange);
      before = after;
      for (const { rule, actual } of violations)
        if (!broken.has(rule) && canBeCause(rule))
          sum += /^(?:accepted|refused)/.test(actual) ? 10 : 1;
    }
    return sum;
  };
  let best = answered;
  let least = unexplained(answered);
  for (const order of ordersOf(answered)) {
    if (least === 0) break;
    const sum = unexplained(order);
    if (sum < least) [best, least] = [order, sum];
  }
  return best;
}

function* ordersOf<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries())
    for (const rest of ordersOf(items.filter((_, at) => at !== index))) yield [item, ...rest];
}
