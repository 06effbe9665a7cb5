import type * as fc from "fast-check";

import type { World } from "../../models/belief/state.ts";
import {
  type Combinations,
  meets,
  requestOf,
  type StateClass,
} from "../../models/combinations/parameter.ts";
import { groupSettled, userSettled } from "../../models/combinations/users.ts";
import type { Conversation } from "../../models/contract/command.ts";
import { type Command, isRead, type OperationName } from "../../models/contract/contract.ts";
import { model } from "../../models/model.ts";
import { userIds } from "../../models/universe/universe.ts";
import { combinations, coveringArray, type Row } from "../combining/covering.ts";
import { renamed } from "./names.ts";

export interface CombiningOptions {
  readonly supported: readonly OperationName[];
  readonly region: string;
  readonly disposable: boolean;
  /** How many classes at a time meet in some request. */
  readonly strength: number;
}

const everybody: Command = { operation: "DescribeUsers", input: {} };

/** So many requests that are refused, and change nothing, are made in one state. */
const mostRefused = 3;

/** So many reads are made in one state. */
const mostReads = 6;

/** What is said in one state, in order, about one id. */
type Episode = (id: string) => readonly Command[];

/** Rows of an array that meet one state. */
interface Batch {
  readonly of: Combinations;
  readonly state: StateClass;
  readonly rows: readonly Row[];
}

/**
 * The conversations in which any classes of requests and states meet, as far as a target has the operations: few of them to a
 * conversation, so that what goes wrong is soon told apart.
 */
export function combiningConversations(
  { supported, region, disposable, strength }: CombiningOptions,
  mrng: fc.Random,
): Conversation[] {
  const has = ({ operation }: Command): boolean => supported.includes(operation);
  const crowded: Conversation[] = [];
  const lone: Episode[] = [];
  for (const one of combinations.filter(({ operation }) => supported.includes(operation)))
    for (const batch of batchesOf(one, strength, disposable)) {
      const { state, of } = batch;
      const subject = state.subject ?? (of.operation.includes("UserGroup") ? "g-0" : userIds[0]);
      if (!state.plan(subject).every(has)) continue;
      const isThere = state.isIllegal !== true;
      for (const rows of partsOf(batch, subject, region)) {
        const look = (id: string): readonly Command[] =>
          of
            .look(id)
            .filter(has)
            .map((command) => (isThere ? command : atOnce(command)));
        const again = isRead(of.operation) ? undefined : anotherOf(batch, subject, region, mrng);
        const episode: Episode = (id) => [
          ...state.plan(id),
          ...rows.map((row) => requestOf(of, row, id)),
          ...look(id),
          ...(again === undefined
            ? []
            : [...settledBefore(of, id).filter(has), requestOf(of, again, id), ...look(id)]),
        ];
        if (state.isCrowded === true || state.subject !== undefined) crowded.push(episode(subject));
        else lone.push(episode);
      }
    }
  const shuffledLone = shuffled(lone, mrng);
  const together = Array.from({ length: Math.ceil(lone.length / userIds.length) }, (_, index) =>
    // A last list shows whether any of them was changed by what became of the others.
    [
      ...userIds.flatMap((id, turn) => shuffledLone[index * userIds.length + turn]?.(id) ?? []),
      ...[everybody].filter(has),
    ],
  ).map((conversation) => renamed(conversation, mrng));
  return shuffled([...crowded, ...together], mrng);
}

/** One time of three a request of a batch that is not refused, to be made of the same one again: what was done once is done twice. */
function anotherOf(
  { of, state, rows }: Batch,
  subject: string,
  region: string,
  mrng: fc.Random,
): Row | undefined {
  if (state.isIllegal === true || mrng.nextInt(1, 3) > 1) return undefined;
  const world = worldAfter(state.plan(subject), region);
  const taken = rows.filter(
    (row) => model.predict(world, requestOf(of, row, subject)).outcome !== "refused",
  );
  return taken[mrng.nextInt(0, Math.max(0, taken.length - 1))];
}

/** The look that waits until whoever was changed is at rest. */
const settledBefore = ({ operation }: Combinations, id: string): readonly Command[] =>
  operation.includes("UserGroup")
    ? [groupSettled(id), userSettled("u-0")]
    : operation.endsWith("User")
      ? [userSettled(id)]
      : [];

/** A look that waits for nothing: whoever is not there does not come. */
const atOnce = ({ until: _, ...command }: Command): Command => command;

const batchesOf = (of: Combinations, strength: number, disposable: boolean): readonly Batch[] => {
  const rows = coveringArray(of, strength);
  return of.states
    .filter(({ isReserved }) => disposable || isReserved !== true)
    .map((state) => ({ of, state, rows: rows.filter((row) => row[meets] === state.name) }));
};

/** The rows of a batch in parts: those that change nothing together, each of the others at the end of one. */
function partsOf({ of, state, rows }: Batch, subject: string, region: string): Row[][] {
  if (isRead(of.operation)) return chunksOf(rows, mostReads);
  const world = worldAfter(state.plan(subject), region);
  const refused = rows.filter(
    (row) => model.predict(world, requestOf(of, row, subject)).outcome === "refused",
  );
  const others = rows.filter((row) => !refused.includes(row));
  const before = chunksOf(refused, mostRefused);
  return Array.from({ length: Math.max(before.length, others.length) }, (_, index) => [
    ...(before[index] ?? []),
    ...others.slice(index, index + 1),
  ]);
}

const worldAfter = (commands: readonly Command[], region: string): World => {
  let world = model.initial(region);
  for (const command of commands) world = model.predict(world, command).after;
  return world;
};

const chunksOf = (rows: readonly Row[], size: number): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );

function shuffled<T>(all: readonly T[], mrng: fc.Random): T[] {
  const left = [...all];
  return all.flatMap(() => left.splice(mrng.nextInt(0, left.length - 1), 1));
}
