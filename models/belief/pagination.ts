import type { ListOperation } from "../contract/contract.ts";
import type { Beliefs } from "./believed.ts";
import type { State, Walk } from "./state.ts";

/** A page of a list: whom it shows, who was there, the marker of the next, and whether some may come or go by themselves. */
interface Page {
  readonly ids: readonly string[];
  readonly there: readonly string[];
  readonly next: string | undefined;
  readonly isUnquiet: boolean;
}

/** The list that a page belongs to, after it; nothing changes for a page by a marker that no answer gave. */
export function walked(
  walk: Walk | undefined,
  marker: string | undefined,
  { ids, there, next, isUnquiet }: Page,
): Walk | undefined {
  const isContinued = marker !== undefined && marker === walk?.next;
  if (marker !== undefined && !isContinued) return undefined;
  return isContinued
    ? { ...walk, seen: [...walk.seen, ...ids], next }
    : { seen: ids, there, next, ...(isUnquiet ? { isDisturbed: true as const } : {}) };
}

/** Notes for a list that is being read that something was made or deleted meanwhile. */
export const withDisturbed = (state: State, list: ListOperation): State => {
  const walk = state.walks[list];
  return walk === undefined
    ? state
    : { ...state, walks: { ...state.walks, [list]: { ...walk, isDisturbed: true } } };
};

/** True where some are on their way out, or may be there or not: they come and go by themselves. */
export const hasUncertain = <V>(beliefs: Beliefs<V>): boolean =>
  [...beliefs.values()].some(({ kind }) => kind === "deleting" || kind === "uncertain");
