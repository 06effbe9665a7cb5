import { type Answer, isUnsent, type OperationName } from "../../models/contract/contract.ts";
import { isKnownCode } from "../../models/operations/index.ts";
import type { Telling } from "./trace.ts";

/** Counts requests, says when there are no more to spend, and listens to what becomes of them. */
export interface Meter {
  /** Takes one request from the budget; false where none is left, or the run must end. */
  spend(): boolean;
  /** True where nothing more may be sent or waited for. */
  isOver(): boolean;
  hear(answer: Answer, operation: OperationName): void;
  /** Notes that nothing can be proved any more, and why. */
  giveUp(why: string): void;
  /** True of an operation that is not asked for any more, as it never answers in time. */
  isHanging(operation: OperationName): boolean;
  /** Told of each conversation that was held, for whoever keeps a record. */
  readonly note?: ((telling: Telling) => void) | undefined;
  /** Aborted once nothing that is under way is to be waited for any more. */
  readonly ending?: AbortSignal | undefined;
}

/** Telling a story for the last time is not rationed. */
export const unmetered: Meter = {
  spend: () => true,
  isOver: () => false,
  hear: () => {},
  giveUp: () => {},
  isHanging: () => false,
};

/** The same meter, but for its budget: what it still says is when the run ends. */
export const unrationed = (meter: Meter): Meter => ({ ...meter, spend: () => !meter.isOver() });

/** What became of all requests of a run. */
export interface Road {
  /** Why nothing can be proved any more, once so much is lost. */
  readonly trouble: string | undefined;
  hear(answer: Answer, operation: OperationName): void;
  giveUp(why: string): void;
  isHanging(operation: OperationName): boolean;
  readonly note?: Meter["note"];
}

/** So many lost in a row, and the target is gone. */
const mostInARow = 10;
/** So many time-outs of one operation in a row, and it is not asked for any more. */
const mostTimeouts = 3;
/** So many refusals in a row by one code that no model knows, of so many operations, and it speaks of something else. */
const mostUnknown = { inARow: 30, operations: 4 };

/** What cannot be read arrived; and what a client did not look at did too. */
const isLostOnTheRoad = (answer: Answer): boolean =>
  answer.kind === "lost" && answer.cause !== "unreadable" && answer.cause !== "overlooked";

/** Watches the road: a target that is gone, or a quarter of all answers lost, and the rest proves nothing. */
export function watchedRoad(note?: Meter["note"]): Road {
  let heard = 0;
  let lost = 0;
  let inARow = 0;
  let trouble: string | undefined;
  const timeouts = new Map<OperationName, number>();
  let unknown:
    | { readonly code: string; count: number; readonly operations: Set<string> }
    | undefined;

  const hearRefusal = (answer: Answer, operation: OperationName): void => {
    if (answer.kind !== "refused" || isKnownCode(answer.code)) {
      unknown = undefined;
      return;
    }
    if (unknown?.code !== answer.code)
      unknown = { code: answer.code, count: 0, operations: new Set() };
    unknown.count += 1;
    unknown.operations.add(operation);
    if (unknown.count >= mostUnknown.inARow && unknown.operations.size >= mostUnknown.operations)
      trouble ??= `the last ${unknown.count} requests, whatever they asked for, were refused with ${unknown.code}, which no operation has: that speaks of something else than what was asked`;
  };

  return {
    note,
    get trouble() {
      return trouble;
    },
    giveUp(why) {
      trouble ??= why;
    },
    isHanging: (operation) => (timeouts.get(operation) ?? 0) >= mostTimeouts,
    hear(answer, operation) {
      // What was never sent, or was not waited for, says nothing of the road.
      if (isUnsent(answer) || (answer.kind === "lost" && answer.cause === "ended")) return;
      heard += 1;
      hearRefusal(answer, operation);
      inARow = isLostOnTheRoad(answer) ? inARow + 1 : 0;
      timeouts.set(
        operation,
        answer.kind === "lost" && answer.cause === "timeout"
          ? (timeouts.get(operation) ?? 0) + 1
          : 0,
      );
      if (answer.kind !== "lost" || !isLostOnTheRoad(answer)) return;
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
  ending?: AbortSignal,
): Meter & { readonly sent: number } {
  let sent = 0;
  const isOver = (): boolean => road.trouble !== undefined || hasEnded();
  return {
    get sent() {
      return sent;
    },
    isOver,
    ending,
    note: road.note,
    spend() {
      if (sent >= budget || isOver()) return false;
      sent += 1;
      return true;
    },
    hear: (answer, operation) => road.hear(answer, operation),
    giveUp: (why) => road.giveUp(why),
    isHanging: (operation) => road.isHanging(operation),
  };
}
