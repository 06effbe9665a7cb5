import type { Target } from "../../targets/target.ts";

/** How long to wait for users that are changing. */
export interface SettleTimeout {
  /** The most seconds to wait for a user of this status; nothing where it is no use to wait any more. */
  deadline(status: string): number | undefined;
  /** Notes that a user of this status did not settle in time. */
  waitedOut(status: string): void;
  /** Told after each pause how long the wait has been, in seconds. */
  readonly onWait?: ((status: string, waited: number) => void) | undefined;
}

/**
 * Waits so many seconds of the target's clock for a user to settle. A status in which users stay for ever is waited out
 * only so often, as each time takes all of those seconds.
 */
export function settleTimeoutFor(
  target: Target,
  settleSeconds: number,
  times: number,
  onWait?: SettleTimeout["onWait"],
): SettleTimeout {
  const spent = new Map<string, number>();
  return {
    onWait: target.waitsForFree === true ? undefined : onWait,
    deadline: (status) =>
      target.waitsForFree === true || (spent.get(status) ?? 0) < times ? settleSeconds : undefined,
    waitedOut: (status) => {
      spent.set(status, (spent.get(status) ?? 0) + 1);
    },
  };
}
