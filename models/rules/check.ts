import { keyOf, type Resource } from "../contract/resource.ts";
import { areSame, show } from "./show.ts";

/** What a rule says of an answer: nothing; that it is kept; or what was expected, and what came in its place. */
export type Check = "silent" | "kept" | Breach;

export interface Breach {
  readonly expected: unknown;
  readonly actual: unknown;
  /** Whom it is about, where that is not whom the request named: of a list, those that are shown wrongly. */
  readonly about?: readonly Resource[];
}

/** One value, and no other. Values that read alike are the same. */
export const equal = (expected: unknown, actual: unknown, about: readonly Resource[] = []): Check =>
  areSame(expected, actual) || show(expected) === show(actual)
    ? "kept"
    : { expected, actual, ...(about.length === 0 ? {} : { about }) };

/** One value, where one is shown at all: that none is, is told as a missing member. */
export const equalIfShown = (expected: unknown, actual: unknown): Check =>
  actual === undefined ? "silent" : equal(expected, actual);

/** The same members of one thing, as far as both show them: what one leaves out is told as missing, and not here. */
export function agreeing(expected: object, actual: object): Check {
  const [wanted, came] = common(expected, actual);
  return Object.keys(wanted).length === 0 ? "silent" : equal(wanted, came);
}

/** Two things by the members that both have. */
export function common(one: object, other: object): readonly [object, object] {
  const [first, second] = [membersIn(one), membersIn(other)];
  return [onlyOf(first, second), onlyOf(second, first)];
}

const onlyOf = (all: ReadonlyMap<string, unknown>, by: ReadonlyMap<string, unknown>): object =>
  Object.fromEntries([...all].filter(([name]) => by.has(name)));

const membersIn = (one: object): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(one).filter(([, value]) => value !== undefined));

/** One of these values. */
export const oneOf = (choices: readonly unknown[], actual: unknown): Check =>
  choices.includes(actual) ? "kept" : { expected: choices.join(" or "), actual };

/** None of what should not be there: the first that is there breaks it. */
export const none = (
  expected: string,
  found: readonly unknown[],
  about: readonly Resource[] = [],
): Check =>
  found.length === 0
    ? "kept"
    : { expected, actual: found[0], ...(about.length === 0 ? {} : { about }) };

/** Ids that stand in a list once each, in whatever case; silent of none. */
export function noneTwice(ids: readonly string[]): Check {
  const keys = ids.map((id) => keyOf(id));
  return keys.length === 0
    ? "silent"
    : none(
        "none twice",
        keys.filter((id, index) => keys.indexOf(id) !== index),
      );
}

/** Something that should be so, or what was found instead. */
export const ensure = (isSo: boolean, expected: string, actual: string): Check =>
  isSo ? "kept" : { expected, actual };

/** One that is shown, beside what it should be. */
export interface Pair {
  readonly about: readonly Resource[];
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Each of several: silent where there are none, broken by all that differ. */
export function each(pairs: readonly Pair[]): Check {
  const wrong = pairs.filter(({ expected, actual }) => equal(expected, actual) !== "kept");
  if (wrong.length === 0) return pairs.length === 0 ? "silent" : "kept";
  const named = ({ about }: Pair): readonly string[] => about.map(({ id }) => id);
  return {
    expected: wrong.map((pair) => [...named(pair), pair.expected]),
    actual: wrong.map((pair) => [...named(pair), pair.actual]),
    about: wrong.flatMap(({ about }) => about),
  };
}
