import type * as fc from "fast-check";

import { type State, stateOf } from "../../models/belief/state.ts";
import {
  type Combinations,
  meets,
  requestOf,
  type StateClass,
} from "../../models/combinations/parameter.ts";
import { groupSettled, userSettled } from "../../models/combinations/users.ts";
import { commandFrom, type Conversation } from "../../models/contract/command.ts";
import { type Command, isRead, type OperationName } from "../../models/contract/contract.ts";
import { secret } from "../../models/contract/placeholder.ts";
import { userIds } from "../../models/universe/universe.ts";
import type { Row } from "../combining/cover.ts";
import {
  combinations,
  coveringArray,
  outcomeOf,
  subjectOf,
  worldAfter,
} from "../combining/covering.ts";
import { renamed } from "./names.ts";
import { listsOf, tagged, viewsOf } from "./views.ts";
import { shuffled } from "./weighted-choice.ts";

export interface CombiningOptions {
  readonly supported: readonly OperationName[];
  readonly disposable: boolean;
  /** How many classes at a time meet in some request. */
  readonly strength: number;
}

/** One state of so many is looked at by every view before a request, and after it. */
const watchedOf = 4;

/**
 * So many requests that are refused, and change nothing, are made in one state. Where nobody is made first each has one of its own: if it
 * is taken, it is in the way of others.
 */
const mostRefused = 5;

/** So many reads are made in one state. */
const mostReads = 6;

/** What is said in one state, in order, about one id. */
type Episode = (id: string) => readonly Command[];

/** Rows that are said in one state one after another: those that are to be refused, and change nothing, come first. */
interface Part {
  readonly refused: readonly Row[];
  readonly others: readonly Row[];
}

/** Rows of an array that meet one state: each part is said in an episode of its own. */
interface Batch {
  readonly of: Combinations;
  readonly state: StateClass;
  readonly parts: readonly Part[];
  /** What the model foresees of each. */
  readonly outcome: ReturnType<typeof outcomeOf>;
}

/**
 * The conversations in which any classes of requests and states meet, as far as a target has the operations: few of them to a
 * conversation, so that what goes wrong is soon told apart.
 */
export function combiningConversations(
  { supported, disposable, strength }: CombiningOptions,
  mrng: fc.Random,
): Conversation[] {
  const crowded: Conversation[] = [];
  const lone: Episode[] = [];
  for (const one of combinations.filter(({ operation }) => supported.includes(operation)))
    for (const batch of batchesOf(one, strength, disposable)) {
      const { state } = batch;
      const subject = subjectOf(one, state);
      if (!state.plan(subject).every(({ operation }) => supported.includes(operation))) continue;
      for (const part of batch.parts) {
        const episode = episodeOf(batch, part, supported, mrng);
        if (state.isCrowded === true || state.subject !== undefined) crowded.push(episode(subject));
        else lone.push(episode);
      }
    }
  const shuffledLone = shuffled(lone, mrng);
  const together = Array.from({ length: Math.ceil(lone.length / userIds.length) }, (_, index) =>
    userIds.flatMap((id, turn) => shuffledLone[index * userIds.length + turn]?.(id) ?? []),
  );
  // A last look shows whether any of them was changed by what became of the others, and who is still there.
  const looked = (conversation: Conversation): Conversation => [
    ...conversation,
    // Whoever is gone is waited for to be listed no longer.
    ...listsOf(stateAfter(conversation), supported).map((list) => ({
      ...list,
      until: "listed" as const,
    })),
  ];
  return shuffled(
    [
      ...crowded.map((conversation) => looked(conversation)),
      ...together.map((conversation) => renamed(looked(conversation), mrng)),
    ],
    mrng,
  );
}

/** What is said of a part: its state, its requests, and looks at what came of them. */
function episodeOf(
  batch: Batch,
  { refused, others }: Part,
  supported: readonly OperationName[],
  mrng: fc.Random,
): Episode {
  const { of, state } = batch;
  const isThere = state.isIllegal !== true;
  const again = anotherOf(batch, mrng);
  // Views that are asked for before a request too may be behind after it. What is changing would come to rest by them.
  const isWatched = isThere && mrng.nextInt(1, watchedOf) === 1;
  const isOfTags = of.operation.includes("Tags");
  const isTagged = isWatched && !isOfTags && mrng.nextInt(1, 2) === 1;
  const withTags = supported.includes("ListTagsForResource") ? tagged : asTheyAre;
  return (id) => {
    const plan = state.plan(id);
    const ready = [
      ...(isWatched && state.isCrowded !== true
        ? (isTagged || isOfTags ? withTags : asTheyAre)([bystander(id)])
        : []),
      ...(isTagged ? withTags(plan) : plan),
    ];
    const ask = (rows: readonly Row[]): readonly Command[] =>
      rows.map((row) => ({
        ...requestOf(of, row, id),
        // For a while tags cannot be changed (F197).
        ...(isThere && namesRightly(of, row) ? { until: "settled" as const } : {}),
      }));
    const views = (
      seen: (state: State, supported: readonly OperationName[]) => readonly Command[],
      ...said: readonly Command[]
    ): readonly Command[] => (isWatched ? seen(stateAfter(said), supported) : []);
    const looks = of.look(id).map((command) => (isThere ? command : atOnce(command)));
    return [
      ...ready,
      ...views(listsOf, ...ready),
      ...ask(refused),
      // What comes of a refusal is told before anything else is done.
      ...(isThere && refused.length > 0 && others.length > 0 ? looks : []),
      ...ask(others),
      ...looks,
      ...views(viewsOf, ...ready, ...ask(refused), ...ask(others)),
      ...(again === undefined ? [] : [...settledBefore(of, id), ...ask([again]), ...looks]),
    ].filter(({ operation }) => supported.includes(operation));
  };
}

/** True of a request that names a resource whose tags it is about by its ARN. */
const namesRightly = ({ members }: Combinations, { ResourceName }: Row): boolean =>
  members["ResourceName"]?.some(
    ({ name, isIllegal }) => name === ResourceName && isIllegal !== true,
  ) === true;

const asTheyAre = (commands: readonly Command[]): readonly Command[] => commands;

/** What is believed at home after some commands. */
const stateAfter = (commands: readonly Command[]): State => stateOf(worldAfter(commands), {});

/** A user of which the id begins like another one, which it has for a name: nothing that is done to that one concerns it. */
const bystander = (id: string): Command =>
  commandFrom({
    operation: "CreateUser",
    input: {
      UserId: `${id}z`,
      UserName: id,
      Engine: "redis",
      AccessString: "on ~bystander:* +@read",
      Passwords: [secret(24)],
    },
  });

/** One time of three a request of a batch that is not refused, to be made of the same one again: what was done once is done twice. */
function anotherOf({ of, state, parts, outcome }: Batch, mrng: fc.Random): Row | undefined {
  if (isRead(of.operation) || state.isIllegal === true || mrng.nextInt(1, 3) > 1) return undefined;
  const taken = parts.flatMap(({ others }) => others).filter((row) => outcome(row) === "accepted");
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
  const outcome = outcomeOf(of);
  return of.states
    .filter(({ isReserved }) => disposable || isReserved !== true)
    .map((state) => {
      const met = rows.filter((row) => row[meets] === state.name);
      const taken = met.filter((row) => outcome(row) !== "refused");
      const refused = met.filter((row) => !taken.includes(row));
      const parts = isRead(of.operation)
        ? chunksOf(met, mostReads).map((others) => ({ refused: [], others }))
        : partsOf(refused, taken, state.plan(subjectOf(of, state)).length === 0 ? 1 : mostRefused);
      return { of, state, parts, outcome };
    });
};

/** A few of those that are refused together, and after them at most one of the others. */
function partsOf(refused: readonly Row[], taken: readonly Row[], most: number): readonly Part[] {
  const before = chunksOf(refused, most);
  return Array.from({ length: Math.max(before.length, taken.length) }, (_, index) => ({
    refused: before[index] ?? [],
    others: taken.slice(index, index + 1),
  }));
}

const chunksOf = (rows: readonly Row[], size: number): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );
