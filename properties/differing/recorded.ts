import type { Telling } from "../run/trace.ts";
import { type Differing, keepShortest, type ShownDifference } from "./differing.ts";
import { partingOf } from "./parting.ts";

/**
 * Holds what two targets were recorded to answer beside each other, conversation by conversation; nothing where no conversation is the
 * same. Each difference has the shortest conversation that was recorded.
 */
export function differingTraces(
  home: string,
  ours: readonly Telling[],
  theirs: readonly Telling[],
): Differing | undefined {
  const beside = new Map(theirs.map((telling) => [JSON.stringify(telling.conversation), telling]));
  const found = new Map<string, ShownDifference>();
  let requests = 0;
  for (const { conversation, trace } of ours) {
    const other = beside.get(JSON.stringify(conversation));
    // What several clients said came in an order of its own in each.
    if (other === undefined || conversation.some(({ client }) => client !== undefined)) continue;
    requests += trace.said.length;
    keepShortest(found, conversation, partingOf(home, trace, other.trace));
  }
  return requests === 0 ? undefined : { differences: [...found.values()], unsteady: [], requests };
}
