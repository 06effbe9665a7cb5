import { InvalidArgumentError } from "commander";

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
