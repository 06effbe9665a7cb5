import { InvalidArgumentError } from "commander";

import type { Shard } from "../properties/shard.ts";

/** An option that is a number of at least so much, and of at most so much where that is said. */
export const numberFrom =
  (least: number, most = Infinity) =>
  (text: string): number => {
    const number = Number(text);
    if (text.trim() === "" || !(number >= least && number <= most) || number === Infinity)
      throw new InvalidArgumentError(
        most === Infinity
          ? `A number of at least ${least} is wanted.`
          : `A number from ${least} to ${most} is wanted.`,
      );
    return number;
  };

/** The same for whole numbers. */
export const wholeFrom =
  (least: number, most = Infinity) =>
  (text: string): number => {
    const number = numberFrom(least, most)(text);
    if (!Number.isSafeInteger(number)) throw new InvalidArgumentError("A whole number is wanted.");
    return number;
  };

/** Which of several machines this is, as in `2/4`. */
export function shardFrom(text: string): Shard {
  const [index = 0, of = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).slice(1).map(Number);
  if (index < 1 || index > of)
    throw new InvalidArgumentError(
      "Which machine of how many is wanted, such as 2/4 for the second of four.",
    );
  return { index, of };
}
