import {
  type Beliefs,
  type Believed,
  believedIn,
  type Since,
  type State,
} from "../belief/state.ts";
import type { Input, ListOperation, OperationName, Output } from "../contract/contract.ts";
import { keyOf } from "../contract/resource.ts";
import type { Accepted, Level, Rule, RuleId } from "./rule.ts";

/** Users or groups, as one operation shows them. */
interface Shown<K extends ListOperation, V> {
  listed(output: Output<K>): readonly V[];
  idOf(view: V): string | undefined;
  isLookup(input: Input<K>): boolean;
  beliefs(state: State): Beliefs<V>;
  /** What it is, apart from what changes by itself. */
  likeness(view: V): Partial<V>;
}

/** True of one in whose past lies what a law speaks of. */
type Suspect = (belief: Believed<unknown>, read: "list" | "lookup") => boolean;

/** Makes laws that compare each one that is shown with what was believed of it: they need no knowledge of AWS. */
export function lawsOf<K extends ListOperation, V extends object>(kind: Shown<K, V>) {
  /** Each one listed for which the suspicion holds, as it was believed to be and as it is shown. */
  const compared = ({ before, input, output }: Accepted<K>, suspect: Suspect) =>
    kind.listed(output).flatMap((view) => {
      const belief = believedIn(kind.beliefs(before), kind.idOf(view));
      if (belief.kind !== "present" && belief.kind !== "leaving") return [];
      if (!suspect(belief, kind.isLookup(input) ? "lookup" : "list")) return [];
      const expected = kind.likeness(belief.view);
      const actual = Object.fromEntries(
        Object.entries(kind.likeness(view)).filter(([name]) => name in expected),
      );
      return [{ id: keyOf(kind.idOf(view)), expected, actual: { ...blank(expected), ...actual } }];
    });
  return (id: RuleId, clause: Rule["clause"], level: Level, suspect: Suspect): Rule<K> => {
    let last: { readonly of: Accepted<K>; readonly pairs: ReturnType<typeof compared> } | undefined;
    /** Compared once for each answer, whatever of the rule is asked for. */
    const pairsIn = (described: Accepted<K>): ReturnType<typeof compared> => {
      if (last?.of !== described) last = { of: described, pairs: compared(described, suspect) };
      return last.pairs;
    };
    return {
      kind: "guarantee",
      id,
      level,
      clause,
      when: (described) => pairsIn(described).length > 0,
      expected: (described) => pairsIn(described).map((pair) => [pair.id, pair.expected]),
      actual: (described) => pairsIn(described).map((pair) => [pair.id, pair.actual]),
    };
  };
}

const blank = (view: object): Record<string, undefined> =>
  Object.fromEntries(Object.keys(view).map((name) => [name, undefined]));

export const writtenBy =
  (operation: OperationName): Suspect =>
  (belief) =>
    (belief.kind === "present" || belief.kind === "leaving") && belief.since.written === operation;

export const refusedBy =
  (operation: OperationName): Suspect =>
  (belief) =>
    isThere(belief, ({ written, refused }) => {
      const [first, ...others] = refused;
      return written === undefined && first === operation && others.length === 0;
    });

const isThere = (belief: Believed<unknown>, fits: (since: Since) => boolean): boolean =>
  belief.kind === "present" && fits(belief.since);

const isUntouched = ({ written, refused, read }: Since): boolean =>
  written === undefined && refused.length === 0 && read !== undefined;

const isOnlyRead = (since: Since): boolean =>
  isUntouched(since) && since.othersWritten !== true && since.writtenElsewhere !== true;

export const readAgain: Suspect = (belief, read) =>
  isThere(belief, (since) => isOnlyRead(since) && since.read === read);

export const readOtherwise: Suspect = (belief, read) =>
  isThere(belief, (since) => isOnlyRead(since) && since.read !== read);

export const unmovedByOthers: Suspect = (belief) =>
  isThere(belief, (since) => isUntouched(since) && since.othersWritten === true);

export const unmovedByOtherPlaces: Suspect = (belief) =>
  isThere(
    belief,
    (since) =>
      isUntouched(since) && since.writtenElsewhere === true && since.othersWritten !== true,
  );
