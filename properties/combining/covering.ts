import { createRequire } from "node:module";

import type * as Covertable from "covertable";

import {
  type Combinations,
  meets,
  parametersOf,
  type StateClass,
  type ValueClass,
} from "../../models/combinations/parameter.ts";
import { operationNames } from "../../models/contract/requests.ts";
import { operations } from "../../models/operations/index.ts";

/** A choice of one class of each parameter, by their names. */
export type Row = Readonly<Record<string, string>>;

// Its exports are told from each other by nothing but this: importers take its default for all of it, or not.
const { make }: typeof Covertable = createRequire(import.meta.url)("covertable");

type Parameters = Readonly<Record<string, readonly string[]>>;

/**
 * Rows in which any so many classes meet, of as many parameters. What makes a request one to be refused hides what else there is about
 * it: so the legal classes meet among themselves; each illegal one meets each legal one where no other stands beside it; and the illegal
 * ones meet among themselves.
 */
export function coveringArray(combinations: Combinations, strength: number): readonly Row[] {
  const parameters = parametersOf(combinations);
  if (combinations.isUnmasked === true) return arrayOf(parameters, strength);
  const legal = only(combinations, parameters, false);
  const illegal = only(combinations, parameters, true);
  return needed([
    ...arrayOf(legal, strength).flatMap((row) => unclashed(combinations, legal, row)),
    ...Object.entries(illegal).flatMap(([parameter, names]) =>
      names.flatMap((name) => unclashedRows(combinations, legal, parameter, name)),
    ),
    ...arrayOf(
      Object.fromEntries(
        Object.entries(parameters).map(([name]) => {
          const some = illegal[name] ?? [];
          return [name, some.length === 0 ? (legal[name] ?? []).slice(0, 1) : some];
        }),
      ),
      strength,
    ),
  ]);
}

const arrayOf = (parameters: Parameters, strength: number): readonly Row[] => {
  const factors = Object.fromEntries(
    Object.entries(parameters).map(([name, classes]) => [name, [...classes]]),
  );
  const length = Math.min(strength, Object.keys(factors).length);
  return make(factors, { length });
};

/** The classes that make a request one to be refused, or the others. */
function only(
  { states, members }: Combinations,
  parameters: Parameters,
  isIllegal: boolean,
): Parameters {
  const classes: Readonly<Record<string, readonly (StateClass | ValueClass)[]>> = {
    [meets]: states,
    ...members,
  };
  return Object.fromEntries(
    Object.keys(parameters).map((name) => [
      name,
      (classes[name] ?? [])
        .filter((one) => (one.isIllegal === true) === isIllegal)
        .map((one) => one.name),
    ]),
  );
}

/** A row; where its classes clash, with those beside it in which one of them makes way for another. */
function unclashed(combinations: Combinations, legal: Parameters, row: Row): readonly Row[] {
  if (combinations.clashes?.(row) !== true) return [row];
  const without = Object.entries(legal).flatMap(([parameter, names]) => {
    const other = names
      .map((name) => ({ ...row, [parameter]: name }))
      .find((one) => combinations.clashes?.(one) !== true);
    return other === undefined ? [] : [other];
  });
  return [row, ...without];
}

/** Rows in which one illegal class meets every legal one of the other parameters. */
function unclashedRows(
  combinations: Combinations,
  legal: Parameters,
  parameter: string,
  illegal: string,
): readonly Row[] {
  const most = Math.max(
    ...Object.entries(legal).map(([name, { length }]) => (name === parameter ? 1 : length)),
  );
  return Array.from({ length: most }, (_, index) => {
    const row = Object.fromEntries(
      Object.entries(legal).map(([name, classes]) => [
        name,
        name === parameter ? illegal : (classes[index % classes.length] ?? illegal),
      ]),
    );
    return unclashed(combinations, { ...legal, [parameter]: [illegal] }, row);
  }).flat();
}

/** The rows in which any classes meet for the first time. */
function needed(rows: readonly Row[]): readonly Row[] {
  const met = new Set<string>();
  return rows.filter((row) => {
    const isNews = pairsIn(row).some((pair) => !met.has(pair));
    for (const pair of pairsIn(row)) met.add(pair);
    return isNews;
  });
}

/** The pairs of classes in a row, each as one text. */
export function pairsIn(row: Row): readonly string[] {
  const classes = Object.entries(row)
    .map(([parameter, name]) => `${parameter}: ${name}`)
    .toSorted();
  return classes.flatMap((one, index) =>
    classes.slice(index + 1).map((other) => `${one}; ${other}`),
  );
}

/** All that requests are put together from. */
export const combinations: readonly Combinations[] = operationNames.flatMap(
  (name) => operations[name].combinations,
);

/** The pairs of classes that can meet in a request of an array. */
export function pairsOf(one: Combinations): ReadonlySet<string> {
  const pairs =
    knownPairs.get(one) ?? new Set(coveringArray(one, 2).flatMap((row) => pairsIn(row)));
  knownPairs.set(one, pairs);
  return pairs;
}

/** Each search counts them anew: what they are is worked out once. */
const knownPairs = new WeakMap<Combinations, ReadonlySet<string>>();
