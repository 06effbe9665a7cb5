import {
  impossible,
  memory,
  numbered,
  type Pending,
  pendingEvents,
  timesOf,
} from "./bookkeeping.ts";
import type { Event, Specification } from "./history.ts";

export type Linearization<T> =
  | { readonly kind: "linearizable"; readonly order: readonly Event<T>[] }
  /** `longest`: as far as it can be explained, whatever the order. */
  | { readonly kind: "not linearizable"; readonly longest: readonly Event<T>[] };

/** Independent histories, each checked by itself: any that cannot be explained settles it. */
export function linearizeAll<S, T>(
  specification: Specification<S, T>,
  histories: readonly (readonly Event<T>[])[],
): boolean {
  let open = histories.map((history) => search(specification, history));
  // What cannot be explained is mostly found out soon: no history may keep the others waiting.
  for (let budget = 1024; open.length > 0; budget *= 2) {
    for (const one of open) {
      const verdict = one.advance(budget);
      if (verdict?.kind === "not linearizable") return false;
    }
    open = open.filter((one) => !one.isDone());
  }
  return true;
}

/**
 * Looks for one order of all events that the specification takes, in which nothing comes before what was answered before it
 * was asked (Wing and Gong, with Lowe's memory of what was tried). Events without an answer may be left out.
 */
export function linearize<S, T>(
  specification: Specification<S, T>,
  history: readonly Event<T>[],
): Linearization<T> {
  const one = search(specification, history);
  for (;;) {
    const verdict = one.advance(1_000_000);
    if (verdict !== undefined) return verdict;
  }
}

interface Search<T> {
  /** Goes on for so many steps; the verdict once there is one. */
  advance(steps: number): Linearization<T> | undefined;
  isDone(): boolean;
}

/** What can be done at one depth of a search: the state before, the events that may come next, how many were tried. */
interface Level {
  state: number;
  readonly options: number[];
  turn: number;
  chosen: number;
}

/** Finds the events that may come next at a level: those that were asked first before the others. */
function fill(
  { state, options }: Level,
  pending: Pending,
  { called, returned, reads }: ReturnType<typeof timesOf>,
  step: (state: number, event: number) => number,
): void {
  let deadline = Infinity;
  options.length = 0;
  for (let event = pending.first(); event !== pending.end; event = pending.after(event)) {
    if ((called[event] ?? 0) > deadline) return;
    // What changes nothing can be put at once, whatever else there is: it stands in nobody's way.
    if (reads[event] === 1 && step(state, event) === state) {
      options.length = 0;
      options.push(event);
      return;
    }
    deadline = Math.min(deadline, returned[event] ?? Infinity);
    options.push(event);
  }
}

function search<S, T>(specification: Specification<S, T>, events: readonly Event<T>[]): Search<T> {
  const history = events.toSorted((a, b) => a.called - b.called);
  const times = timesOf(specification, history);
  const step = numbered(specification, history);
  const { flip, isNew } = memory(history.length);
  const pending = pendingEvents(history.length);
  const levels: Level[] = [];
  let depth = -1;
  let left = times.answered;
  let longest: readonly Event<T>[] = [];
  let verdict: Linearization<T> | undefined;

  /** Goes down to a state, and finds what may come next. */
  const enter = (state: number): void => {
    depth += 1;
    const level = (levels[depth] ??= { state, options: [], turn: 0, chosen: impossible });
    Object.assign(level, { state, turn: 0 });
    fill(level, pending, times, step);
  };

  const move = (event: number, by: "take" | "giveBack"): void => {
    pending[by](event);
    flip(event);
    if (times.returned[event] !== Infinity) left += by === "take" ? -1 : 1;
  };

  /** Puts the next event that can come here; false where there is none. */
  const goOn = (level: Level): boolean => {
    while (level.turn < level.options.length) {
      const event = level.options[level.turn] ?? 0;
      level.turn += 1;
      const after = step(level.state, event);
      if (after === impossible) continue;
      move(event, "take");
      if (isNew(after)) {
        level.chosen = event;
        enter(after);
        return true;
      }
      move(event, "giveBack");
    }
    return false;
  };

  const order = (): readonly Event<T>[] =>
    levels.slice(0, depth).flatMap(({ chosen }) => history[chosen] ?? []);

  const goBack = (): void => {
    if (depth > longest.length) longest = order();
    depth -= 1;
    const level = levels[depth];
    if (level === undefined) verdict = { kind: "not linearizable", longest };
    else move(level.chosen, "giveBack");
  };

  enter(0);
  return {
    advance(steps) {
      for (let done = 0; done < steps && verdict === undefined; done += 1) {
        const level = levels[depth];
        if (left === 0) verdict = { kind: "linearizable", order: order() };
        else if (level === undefined || !goOn(level)) goBack();
      }
      return verdict;
    },
    isDone: () => verdict !== undefined,
  };
}
