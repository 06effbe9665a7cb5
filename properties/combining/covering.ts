import type { World } from "../../models/belief/state.ts";
import {
  type Combinations,
  meets,
  parametersOf,
  requestOf,
  type StateClass,
} from "../../models/combinations/parameter.ts";
import type { Command } from "../../models/contract/contract.ts";
import { operationNames } from "../../models/contract/requests.ts";
import type { Prediction } from "../../models/judge/predict.ts";
import { model } from "../../models/model.ts";
import { operations } from "../../models/operations/index.ts";
import { groupIds, userIds } from "../../models/universe/universe.ts";
import { Cover, productOf, type Row } from "./cover.ts";

/**
 * Rows in which any so many classes meet, of as many parameters. What makes a request one to be refused hides what else there is about
 * it: so legal classes meet in a request that the model takes, if there is one; each illegal class meets each legal one where nothing
 * else is to be refused; and the illegal ones meet among themselves.
 */
export function coveringArray(combinations: Combinations, strength: number): readonly Row[] {
  const cover = new Cover(parametersOf(combinations), strength);
  if (combinations.isUnmasked === true) return cover.choose(productOf(parametersOf(combinations)));
  const [legal, illegal] = [only(combinations, false), only(combinations, true)];
  const outcome = outcomeOf(combinations);
  const all = productOf(legal);
  const isTaken = (row: Row): boolean => outcome(row) === "accepted";
  const taken = [...cover.choose(plainBut(all, isTaken), isTaken), ...cover.choose(all, isTaken)];
  const open = cover.choose(all, (row) => outcome(row) === "open");
  const clashing = cover.choose(all);
  return [
    ...taken,
    ...open,
    ...clashing,
    ...[taken, open, clashing].flatMap((rows) =>
      Object.entries(illegal).flatMap(([parameter, classes]) =>
        classes.flatMap((name) => cover.choose(rows.map((row) => ({ ...row, [parameter]: name })))),
      ),
    ),
    ...cover.choose(
      productOf(
        Object.fromEntries(
          Object.entries(illegal).map(([parameter, classes]) => [
            parameter,
            classes.length === 0 ? (legal[parameter] ?? []).slice(0, 1) : classes,
          ]),
        ),
      ),
    ),
  ];
}

/**
 * The first row that is taken, and those that differ from it in one class: each class stands once where it is all that there is to a
 * request, so that what is refused for it is refused for nothing else.
 */
function plainBut(all: readonly Row[], isTaken: (row: Row) => boolean): readonly Row[] {
  const plain = all.find((row) => isTaken(row));
  if (plain === undefined) return [];
  return all.filter(
    (row) => Object.entries(row).filter(([name, chosen]) => plain[name] !== chosen).length <= 1,
  );
}

/** The classes that make a request one to be refused, or the others, of each parameter. */
const only = (
  { states, members }: Combinations,
  isIllegal: boolean,
): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries({ [meets]: states, ...members }).map(([parameter, classes]) => [
      parameter,
      classes.filter((one) => (one.isIllegal === true) === isIllegal).map(({ name }) => name),
    ]),
  );

/** Whom the requests of an array are about, in a state. */
export const subjectOf = ({ operation }: Combinations, { subject }: StateClass): string =>
  subject ?? (operation.includes("UserGroup") ? groupIds[0] : userIds[0]);

/** Where requests are foreseen: it makes no difference. */
const somewhere = "us-east-1";

/** What is believed after some commands, as far as the model foresees it. */
export function worldAfter(commands: readonly Command[]): World {
  let world = model.initial(somewhere);
  for (const command of commands) world = model.predict(world, command).after;
  return world;
}

/** Tells what the model foresees of the request of a row. */
export function outcomeOf(combinations: Combinations): Foresight {
  const outcome = foresights.get(combinations) ?? foresightOf(combinations);
  foresights.set(combinations, outcome);
  return outcome;
}

type Foresight = (row: Row) => Prediction["outcome"];

/** Each search asks anew: what is foreseen is worked out once. */
const foresights = new WeakMap<Combinations, Foresight>();

function foresightOf(combinations: Combinations): Foresight {
  const ready = new Map<string, { readonly subject: string; readonly world: World }>();
  for (const state of combinations.states) {
    const subject = subjectOf(combinations, state);
    ready.set(state.name, { subject, world: worldAfter(state.plan(subject)) });
  }
  const known = new Map<string, Prediction["outcome"]>();
  return (row) => {
    const met = ready.get(row[meets] ?? "");
    if (met === undefined) return "open";
    const text = JSON.stringify(row);
    const outcome =
      known.get(text) ??
      model.predict(met.world, requestOf(combinations, row, met.subject)).outcome;
    known.set(text, outcome);
    return outcome;
  };
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

/** The pairs of classes that can meet in a request. */
export function pairsOf(one: Combinations): readonly string[] {
  const parameters = Object.entries(parametersOf(one));
  return parameters.flatMap(([parameter, classes], index) =>
    parameters
      .slice(index + 1)
      .flatMap(([other, others]) =>
        classes.flatMap((name) =>
          others.flatMap((second) => pairsIn({ [parameter]: name, [other]: second })),
        ),
      ),
  );
}
