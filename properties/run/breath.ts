import { setImmediate } from "node:timers/promises";

/** How long work may go on before timers, signals and terminals have their turn, in milliseconds. */
const longestStretch = 20;

let last = 0;

/** Gives way to whatever else waits for this thread, where it has waited long enough: answers that come at once would starve it. */
export async function giveWay(): Promise<void> {
  if (performance.now() - last < longestStretch) return;
  await setImmediate();
  last = performance.now();
}
