import type { ListOperation } from "./contract.ts";
import type { State, Walk } from "./state.ts";

/** The list that a page belongs to, after it; nothing changes for a page by a marker that no answer gave. */
export function walked(
  walk: Walk | undefined,
  marker: string | undefined,
  ids: readonly string[],
  there: readonly string[],
  next: string | undefined,
): Walk | undefined {
  const isContinued = marker !== undefined && marker === walk?.next;
  if (marker !== undefined && !isContinued) return undefined;
  return isContinued ? { ...walk, seen: [...walk.seen, ...ids], next } : { seen: ids, there, next };
}

/** Notes for a list that is being read that something was made or deleted meanwhile. */
export const withDisturbed = (state: State, list: ListOperation): State => {
  const walk = state.walks[list];
  return walk === undefined
    ? state
    : { ...state, walks: { ...state.walks, [list]: { ...walk, isDisturbed: true } } };
};
