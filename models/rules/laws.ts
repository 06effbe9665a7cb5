import { type Believed, type Since } from "../belief/believed.ts";
import { believedIn, type State } from "../belief/state.ts";
import type { ListOperation, OperationName } from "../contract/contract.ts";
import { keyOf } from "../contract/resource.ts";
import { common, each } from "./check.ts";
import type { Listing } from "./lists.ts";
import type { Level, Rule, RuleId } from "./rule.ts";

/** How one is shown, and what is believed of everybody. */
interface Showing {
  readonly id: string;
  readonly read: "list" | "lookup";
  readonly before: State;
}

/** True of one in whose past lies what a law speaks of. */
type Suspect = (belief: Believed<unknown>, showing: Showing) => boolean;

/**
 * Makes laws that compare each one that is shown with what was believed of it: they need no knowledge of AWS. Likeness is what one
 * is, apart from what changes by itself.
 */
export const lawsOf =
  <K extends ListOperation, V extends { readonly Status?: string }>(
    { kind, shownIn, idIn, idOf, beliefs }: Listing<K, V>,
    likeness: (view: V) => Partial<V>,
  ) =>
  (id: RuleId, clause: Rule["clause"], level: Level, suspect: Suspect): Rule<K> => ({
    kind: "guarantee",
    id,
    level,
    clause,
    check: ({ before, input, output }) => {
      const read = idIn(input) === undefined ? "list" : "lookup";
      return each(
        shownIn(output).flatMap((view) => {
          const shown = keyOf(idOf(view));
          const belief = believedIn(beliefs(before), shown);
          if (belief.kind !== "present" && belief.kind !== "deleting") return [];
          if (!suspect(belief, { id: shown, read, before })) return [];
          const [expected, actual] = common(likeness(belief.view), likeness(view));
          return [{ about: [{ kind, id: shown }], expected, actual }];
        }),
      );
    },
  });

export const writtenBy =
  (operation: OperationName) =>
  (belief: Believed<unknown>): boolean =>
    (belief.kind === "present" || belief.kind === "deleting") &&
    belief.since.written === operation &&
    // What another write did, accepted or refused, is not for this one to answer for.
    belief.since.refused.length === 0 &&
    belief.since.othersWritten !== true &&
    belief.since.writtenElsewhere !== true;

export const refusedBy =
  (operation: OperationName): Suspect =>
  (belief) =>
    isThere(belief, ({ written, refused, read }) => {
      const [first, ...others] = refused;
      const isShown = written === undefined && read !== undefined;
      return isShown && first === operation && others.length === 0;
    });

/** Writes of several kinds were refused, and none was accepted. */
export const refusedBySeveral: Suspect = (belief) =>
  isThere(
    belief,
    ({ written, refused, read }) =>
      written === undefined && read !== undefined && refused.length > 1,
  );

/**
 * Nothing was written to anyone since it was shown at rest, twice in a row and in this way: once may be too early, and a list may show
 * a status later than a lookup.
 */
export const atRest: Suspect = (belief, { read }) =>
  isThere(
    belief,
    (since) =>
      isOnlyRead(since) &&
      since.mayBeChanging !== true &&
      since.read === read &&
      since.rests === true,
  );

/** A user whom no group ever had: when a change of a group shows on its users, no fact says; `default` may be in groups of others (F345). */
export const ungrouped: Suspect = (_, { id, before }) =>
  id !== "default" && !before.everGrouped.has(id);

/** A group of which nobody who was ever in a group was changed or deleted: when that shows on groups, no fact says (F128, T10). */
export const ofUnchangedUsers: Suspect = (_, { before }) =>
  [...before.everGrouped].every((user) => {
    const belief = believedIn(before.users, user);
    return belief.kind === "present" && belief.lastWrite !== "ModifyUser";
  });

const isThere = (belief: Believed<unknown>, fits: (since: Since) => boolean): boolean =>
  belief.kind === "present" && fits(belief.since);

const isUntouched = ({ written, refused, read }: Since): boolean =>
  written === undefined && refused.length === 0 && read !== undefined;

const isOnlyRead = (since: Since): boolean =>
  isUntouched(since) && since.othersWritten !== true && since.writtenElsewhere !== true;

export const readAgain: Suspect = (belief, { read }) =>
  isThere(belief, (since) => isOnlyRead(since) && since.read === read);

export const readOtherwise: Suspect = (belief, { read }) =>
  isThere(belief, (since) => isOnlyRead(since) && since.read !== read);

export const unmovedByOthers: Suspect = (belief) =>
  isThere(belief, (since) => isUntouched(since) && since.othersWritten === true);

export const unmovedByOtherPlaces: Suspect = (belief) =>
  isThere(
    belief,
    (since) =>
      isUntouched(since) && since.writtenElsewhere === true && since.othersWritten !== true,
  );
