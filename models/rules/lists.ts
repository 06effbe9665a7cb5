import { type Beliefs } from "../belief/believed.ts";
import { isUnseen } from "../belief/membership.ts";
import { believedIn, type State } from "../belief/state.ts";
import type { Input, ListOperation, OperationName, Output } from "../contract/contract.ts";
import type { ResourceKind } from "../contract/placeholder.ts";
import { keyOf, type Resource } from "../contract/resource.ts";
import { equal } from "./check.ts";
import type { Accepted, Asked, Guarantee, Rule } from "./rule.ts";

/** How one operation lists users, or groups, and looks one up. */
export interface Listing<K extends ListOperation, V extends Shown = Shown> {
  readonly operation: K;
  readonly kind: ResourceKind;
  readonly noun: "user" | "group";
  /** The id that a request asks for. */
  idIn(input: Input<K>): string | undefined;
  /** True of a request for one, and for nothing else. */
  isLookup(input: Input<K>): boolean;
  /** True of a request for all of them, or for a page of all. */
  isWhole(input: Input<K>): boolean;
  shownIn(output: Output<K>): readonly V[];
  idOf(view: V): string | undefined;
  beliefs(state: State): Beliefs<V>;
  /** Those that are there in another region or account only. */
  elsewhere(state: State): ReadonlySet<string>;
}

export interface Shown {
  readonly Status?: string;
}

/** What a rule says of itself. */
export type Head<K extends OperationName> = Pick<Rule<K>, "id" | "level" | "clause" | "meanwhile">;

/**
 * True of one that is shown on its way out: until the deadline one that was said to be gone may be shown so again, as either is a
 * right answer after a delete (F132).
 */
export const isLeaving = ({ Status }: Shown): boolean => Status === "deleting";

/** The ids of those that an answer shows, in lower case. */
export const idsIn = <K extends ListOperation, V extends Shown>(
  { shownIn, idOf }: Listing<K, V>,
  output: Output<K>,
): readonly string[] => shownIn(output).map((view) => keyOf(idOf(view)));

/** True of the refusal of a lookup of one that was just made: how soon it is found, no fact says. */
export const isEarlyIn =
  <K extends ListOperation, V extends Shown>({ isLookup, idIn, beliefs }: Listing<K, V>) =>
  ({ before, input, overdue }: Asked<K>, { code }: { readonly code: string }): boolean =>
    isLookup(input) &&
    !overdue &&
    isUnseen(believedIn(beliefs(before), idIn(input))) &&
    /^User(?:Group)?NotFound/.test(code);

/** The rules that lookups of users and lookups of groups have in common, to be given ids and clauses of their own. */
export function lookupsOf<K extends ListOperation, V extends Shown>(listing: Listing<K, V>) {
  const { kind, idIn, isLookup, shownIn, idOf, beliefs } = listing;
  const beliefIn = ({ before }: Asked<K>, id: string | undefined) =>
    believedIn(beliefs(before), id);

  return {
    /** True of a lookup of one that is not there for one of these reasons. */
    isAbsent: (
      asked: Asked<K>,
      ...reasons: readonly ("unheard-of" | "refused" | "badly-tagged" | "deleted")[]
    ): boolean => {
      const id = idIn(asked.input);
      const belief = beliefIn(asked, id);
      return (
        isLookup(asked.input) &&
        belief.kind === "absent" &&
        reasons.includes(belief.because) &&
        /^[a-z][a-z0-9-]*$/i.test(id ?? "")
      );
    },
    /** True of an answer that shows nobody, or whom it shows on the way out. */
    showsLeavingOnly: ({ output }: Accepted<K>): boolean => shownIn(output).every(isLeaving),
    isDeleting: (asked: Asked<K>): boolean =>
      isLookup(asked.input) && beliefIn(asked, idIn(asked.input)).kind === "deleting",
    /** A lookup, by the id as it is stored, finds that one and no other. */
    oneById: (head: Head<K>): Guarantee<K> => ({
      kind: "guarantee",
      ...head,
      check: (listed) => {
        const id = idIn(listed.input);
        const isThere = ["present", "deleting"].includes(beliefIn(listed, id).kind);
        return isLookup(listed.input) && id === keyOf(id) && isThere
          ? equal([id], idsIn(listing, listed.output))
          : "silent";
      },
    }),
    /** Whoever is on the way out is shown so. */
    deleting: (head: Head<K>): Guarantee<K> => ({
      kind: "guarantee",
      ...head,
      check: (listed) => {
        const leaving = shownIn(listed.output).filter(
          (view) => beliefIn(listed, idOf(view)).kind === "deleting",
        );
        const wrong = leaving.find(({ Status = "deleting" }) => Status !== "deleting");
        if (wrong === undefined) return leaving.length === 0 ? "silent" : "kept";
        const about: readonly Resource[] = [{ kind, id: keyOf(idOf(wrong)) }];
        return { expected: "deleting", actual: wrong.Status, about };
      },
    }),
    /** Whoever was looked up, and was written last by this operation, comes to rest. */
    settlesAfter: (write: OperationName, head: Head<K>): Guarantee<K> => ({
      kind: "guarantee",
      ...head,
      check: (listed: Accepted<K>) => {
        const { input, output, overdue } = listed;
        const belief = beliefIn(listed, idIn(input));
        if (!isLookup(input) || belief.kind !== "present" || belief.lastWrite !== write)
          return "silent";
        const status = shownIn(output)[0]?.Status;
        return status === "active" || overdue ? equal("active", status ?? "no status") : "silent";
      },
    }),
  };
}
