import type { Target } from "../../targets/target.ts";

/** How long to wait for users that are changing. */
export interface SettleTimeout {
  /** The most seconds to wait for a user of this status; nothing where it is no use to wait any more. */
  deadline(status: string): number | undefined;
  /** Notes that a user of this status did not settle in time. */
  waitedOut(status: string): void;
  /** Told after each pause what is waited for, as in `a user that is modifying`, and how long that has been, in seconds. */
  readonly onWait?: ((what: string, waited: number) => void) | undefined;
}

/** That an operation does not know yet of what another did: told by the operation. */
export type Lag = `not in ${string}`;

const isLag = (status: string): status is Lag => status.startsWith("not in ");

/**
 * How long a target on this machine, or in a container, may lag behind itself, in seconds: three times what AWS was seen to
 * (F197). AWS has all the time that it has to settle.
 */
const longestLag = 15;

/** Where a target did not catch up before a deadline: it is not waited for again, and what it does not know is overdue at once. */
const lagging = new WeakMap<Target, Set<Lag>>();

function knownLagsOf(target: Target): Set<Lag> {
  const known = lagging.get(target) ?? new Set();
  lagging.set(target, known);
  return known;
}

/**
 * Waits so many seconds of the target's clock for a user to settle. A status in which users stay for ever is waited out
 * only so often, as each time takes all of those seconds. What lagged before is not waited for: it may have been an accident,
 * so that whoever is to be accused of it is waited for afresh, by no known lags.
 */
export function settleTimeoutFor(
  target: Target,
  settleSeconds: number,
  times: number,
  onWait?: SettleTimeout["onWait"],
  known = knownLagsOf(target),
): SettleTimeout {
  const spent = new Map<string, number>();
  return {
    onWait: target.waitsForFree === true ? undefined : onWait,
    deadline: (status) => {
      if (target.waitsForFree === true) return settleSeconds;
      if (isLag(status))
        return known.has(status)
          ? 0
          : target.kind === "aws"
            ? settleSeconds
            : Math.min(settleSeconds, longestLag);
      return (spent.get(status) ?? 0) < times ? settleSeconds : undefined;
    },
    waitedOut: (status) => {
      if (isLag(status)) known.add(status);
      spent.set(status, (spent.get(status) ?? 0) + 1);
    },
  };
}
