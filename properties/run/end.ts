import { setMaxListeners } from "node:events";

import type { Target } from "../../targets/target.ts";

/** How long a run may take, and who may end it. */
export interface Limits {
  readonly minutes?: number | undefined;
  readonly signal?: AbortSignal;
}

/** What ends a run before its requests are spent, and when it has come. */
export interface End extends Disposable {
  /** Aborted at once where the run is interrupted, or its time is up. */
  readonly signal: AbortSignal;
  hasCome(): boolean;
  /** The budget that ended it, even where leaving gives back what was kept for that. */
  by(): "minutes" | "max-requests" | undefined;
}

/** Timers know no longer time, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

export function endOf(target: Target, { minutes, signal }: Limits): End {
  const end = new AbortController();
  // Each request under way listens to it.
  setMaxListeners(0, end.signal);
  let by: ReturnType<End["by"]>;
  const note = (): ReturnType<End["by"]> => {
    if (target.isSpent === true) by ??= "max-requests";
    return by;
  };
  const interrupt = (): void => end.abort();
  if (signal?.aborted === true) interrupt();
  signal?.addEventListener("abort", interrupt, { once: true });
  const timer =
    minutes === undefined
      ? undefined
      : setTimeout(
          () => {
            by ??= "minutes";
            end.abort();
          },
          Math.min(minutes * 60_000, longestTimer),
        );
  return {
    signal: end.signal,
    hasCome: () => note() !== undefined || end.signal.aborted || target.trouble !== undefined,
    by: note,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", interrupt);
    },
  };
}
