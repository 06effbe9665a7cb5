import type { Event, Specification } from "./history.ts";

/** The states that were met, by number, and what each event makes of each: nothing is worked out twice. */
export function numbered<S, T>(
  { initial, step, keyOf }: Specification<S, T>,
  history: readonly Event<T>[],
): (state: number, event: number) => number {
  const states: S[] = [initial];
  const numbers = new Map<string | number, number>([[keyOf(initial), 0]]);
  const known = new Map<number, number>();
  const worked = (state: number, event: number): number => {
    const [from, what] = [states[state], history[event]?.what];
    const after = from === undefined || what === undefined ? undefined : step(from, what);
    if (after === undefined) return impossible;
    const key = keyOf(after);
    const number = numbers.get(key);
    if (number !== undefined) return number;
    numbers.set(key, states.length);
    return states.push(after) - 1;
  };
  return (state, event) => {
    const key = state * history.length + event;
    const before = known.get(key);
    if (before !== undefined) return before;
    const after = worked(state, event);
    known.set(key, after);
    return after;
  };
}

export const impossible = -1;

/** Sets of events, each with a state, that were met: exact, whatever their hashes. */
export function memory(count: number) {
  const words = new Int32Array(Math.ceil(count / 32));
  const met = new Map<number, { readonly state: number; readonly words: Int32Array }[]>();
  let hash = 0;
  const flip = (event: number): void => {
    const word = event >>> 5;
    words[word] = (words[word] ?? 0) ^ (1 << (event & 31));
    hash ^= mixed(event);
  };
  /** Notes this set with this state; false where they were met before. */
  const isNew = (state: number): boolean => {
    const key = hash ^ mixed(state + count);
    const entries = met.get(key);
    if (entries === undefined) {
      met.set(key, [{ state, words: words.slice() }]);
      return true;
    }
    for (const entry of entries)
      if (entry.state === state && entry.words.every((word, index) => word === words[index]))
        return false;
    entries.push({ state, words: words.slice() });
    return true;
  };
  return { flip, isNew };
}

/** The events that are not yet put anywhere, in the order of their calls. */
export interface Pending {
  /** The first of them; `end` where there is none. */
  first(): number;
  after(event: number): number;
  take(event: number): void;
  /** Puts the event that was taken last back in its place. */
  giveBack(event: number): void;
  readonly end: number;
}

export function pendingEvents(count: number): Pending {
  const next = new Int32Array(count + 1);
  const previous = new Int32Array(count + 1);
  for (let index = 0; index <= count; index += 1) {
    next[index] = (index + 1) % (count + 1);
    previous[index] = (index + count) % (count + 1);
  }
  return {
    end: count,
    first: () => next[count] ?? count,
    after: (event) => next[event] ?? count,
    take(event) {
      const [before = count, after = count] = [previous[event], next[event]];
      next[before] = after;
      previous[after] = before;
    },
    giveBack(event) {
      const [before = count, after = count] = [previous[event], next[event]];
      next[before] = event;
      previous[after] = event;
    },
  };
}

/** Calls, answers and reads of a history, as numbers. */
export function timesOf<S, T>({ isRead }: Specification<S, T>, history: readonly Event<T>[]) {
  const called = new Float64Array(history.length);
  const returned = new Float64Array(history.length);
  const reads = new Uint8Array(history.length);
  let answered = 0;
  for (const [index, event] of history.entries()) {
    called[index] = event.called;
    returned[index] = event.returned;
    reads[index] = isRead(event.what) ? 1 : 0;
    if (event.returned !== Infinity) answered += 1;
  }
  return { called, returned, reads, answered };
}

/** Thirty-two bits that look random, always the same for the same number. */
function mixed(seed: number): number {
  let value = Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2_ae35);
  return (value ^ (value >>> 16)) | 0;
}
