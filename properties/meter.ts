import type { Answer } from "../models/contract.ts";

/** Counts requests, says when there are no more to spend, and listens to what becomes of them. */
export interface Meter {
  /** Takes one request from the budget; false where none is left, or the run must end. */
  spend(): boolean;
  /** True where nothing more may be sent or waited for. */
  isOver(): boolean;
  hear(answer: Answer): void;
}

/** Telling a story for the last time is not rationed. */
export const unmetered: Meter = { spend: () => true, isOver: () => false, hear: () => {} };

/** What became of all requests of a run. */
export interface Road {
  /** Why nothing can be proved any more, once so much is lost. */
  readonly trouble: string | undefined;
  hear(answer: Answer): void;
}

/** So many lost in a row, and the target is gone. */
const mostInARow = 10;

/** Watches the road: a target that is gone, or a quarter of all answers lost, and the rest proves nothing. */
export function watchedRoad(): Road {
  let heard = 0;
  let lost = 0;
  let inARow = 0;
  let trouble: string | undefined;
  return {
    get trouble() {
      return trouble;
    },
    hear(answer) {
      // What was never sent says nothing of the road.
      if (answer.kind === "lost" && answer.cause === "unsent") return;
      heard += 1;
      inARow = answer.kind === "lost" ? inARow + 1 : 0;
      if (answer.kind !== "lost") return;
      lost += 1;
      if (answer.cause === "credentials")
        trouble ??= `the credentials are not accepted (any more): ${answer.reason}`;
      if (inARow >= mostInARow)
        trouble ??= `the last ${inARow} requests were lost on the road (${answer.reason})`;
      if (lost >= 20 && lost * 4 >= heard)
        trouble ??= `${lost} of ${heard} requests were lost on the road (${answer.reason})`;
    },
  };
}

/** A meter that ends after so many requests, when the road is bad, or when something else ends the run. */
export function metered(
  budget: number,
  road: Road = watchedRoad(),
  hasEnded: () => boolean = () => false,
): Meter & { readonly sent: number } {
  let sent = 0;
  const isOver = (): boolean => road.trouble !== undefined || hasEnded();
  return {
    get sent() {
      return sent;
    },
    isOver,
    spend() {
      if (sent >= budget || isOver()) return false;
      sent += 1;
      return true;
    },
    hear: (answer) => road.hear(answer),
  };
}
