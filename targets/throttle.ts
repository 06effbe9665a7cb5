import {
  type Answer,
  type Command,
  isRead,
  type OperationName,
} from "../models/contract/contract.ts";
import { rest } from "./rest.ts";
import type { Send } from "./target.ts";

/** A way of sending that meets throttling with patience. */
export interface Paced {
  readonly send: Send;
  /** How many requests were throttled, and sent again. */
  readonly throttled: number;
}

/** How often one command is sent at most. */
const mostTries = { throttled: 10, brokenOff: 3 };
/** The pause between two requests once they were throttled, in milliseconds. */
const pauses = { least: 5, most: 1000, growth: 2, decay: 0.85 };
/** How long one command waits after it was throttled, in milliseconds: from nothing to twice as long each time. */
const backoff = { first: 25, most: 5000 };
/** How long nothing at all gets through before nothing is sent again any more, in milliseconds. */
const longestDrought = 30_000;

/**
 * Sends again what was throttled, after a pause that grows, and slows all down until it is throttled no more. A read that got no
 * answer is asked again: it changes nothing. A write is not, for nobody knows whether it took effect.
 */
export function paced(send: Send): Paced {
  let pause = 0;
  let next = 0;
  let throttled = 0;
  let lastLetThrough: number | undefined;

  const turn = async (ending: AbortSignal | undefined): Promise<void> => {
    const now = performance.now();
    const at = Math.max(now, next);
    next = at + pause;
    if (at > now) await rest(at - now, ending);
  };

  const faster = (): void => {
    lastLetThrough = performance.now();
    pause = pause < pauses.least ? 0 : pause * pauses.decay;
  };

  /** Slows down; false where nothing gets through any more, so that it is no use to try again. */
  const slower = (): boolean => {
    throttled += 1;
    lastLetThrough ??= performance.now();
    pause = Math.min(Math.max(pause * pauses.growth, pauses.least), pauses.most);
    return performance.now() - lastLetThrough < longestDrought;
  };

  return {
    get throttled() {
      return throttled;
    },
    async send<K extends OperationName>(
      command: Command<K>,
      ending?: AbortSignal,
    ): Promise<Answer<K>> {
      let last: Answer<K> | undefined;
      for (let turns = 1; ; turns += 1) {
        await turn(ending);
        // That it was throttled says more than that it was not sent again.
        if (last !== undefined && ending?.aborted === true) return last;
        const answer = await send(command, ending);
        if (isThrottled(answer)) {
          const isHopeful = slower();
          if (turns >= mostTries.throttled || !isHopeful) return answer;
          await rest(Math.random() * Math.min(backoff.first * 2 ** turns, backoff.most), ending);
          last = answer;
          continue;
        }
        faster();
        if (!isBrokenOff(answer) || !isRead(command.operation) || turns >= mostTries.brokenOff)
          return answer;
      }
    },
  };
}

const isThrottled = (answer: Answer): boolean =>
  answer.kind === "lost" && answer.cause === "throttled";

/** True of a request that broke off, or whose service was out of reach. One that was waited for in vain is not waited for again. */
export const isBrokenOff = (answer: Answer): boolean =>
  answer.kind === "lost" &&
  answer.cause === undefined &&
  (answer.wire === undefined || [502, 503, 504].includes(answer.wire.status));
