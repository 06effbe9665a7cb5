import { type Believed } from "../belief/believed.ts";
import type { ListOperation } from "../contract/contract.ts";
import { keyOf, type Resource } from "../contract/resource.ts";
import { none } from "./check.ts";
import { type Head, idsIn, type Listing, type Shown } from "./lists.ts";
import { isLastPage, isOnePage } from "./pages.ts";
import type { Accepted, Guarantee } from "./rule.ts";

/**
 * How a list shows that those in it come to rest, whether or not anybody asks for one by its id: the rules that users and groups have in
 * common, to be given ids and clauses of their own.
 */
export function settlingOf<K extends ListOperation, V extends Shown>(listing: Listing<K, V>) {
  const about = (id: string): Resource => ({ kind: listing.kind, id });
  const isWholeList = (listed: Accepted<K>): boolean =>
    isLastPage(listing, listed) && isOnePage(listed);
  /** True of a list that was not waited for until all in it would be at rest. */
  const isEarly = ({ overdue, until }: Accepted<K>): boolean => !overdue || until !== "settled";
  const idsOf = (
    { before }: Accepted<K>,
    fits: (belief: Believed<V>) => boolean,
  ): readonly string[] =>
    [...listing.beliefs(before)].filter(([, belief]) => fits(belief)).map(([id]) => id);

  return {
    /** Whoever is on the way out is at last not listed any more. */
    afterDelete: (head: Head<K>): Guarantee<K> => ({
      kind: "guarantee",
      ...head,
      check: (listed) => {
        const leaving = idsOf(listed, ({ kind }) => kind === "deleting");
        const left = idsIn(listing, listed.output).filter((id) => leaving.includes(id));
        return !isWholeList(listed) || leaving.length === 0 || (left.length > 0 && isEarly(listed))
          ? "silent"
          : none(`no ${listing.noun} on the way out`, left, left.map(about));
      },
    }),
    /** Whoever was written to is at last listed as active. */
    afterWrite: (head: Head<K>): Guarantee<K> => ({
      kind: "guarantee",
      ...head,
      check: (listed) => {
        const written = idsOf(
          listed,
          (belief) => belief.kind === "present" && belief.lastWrite !== "none",
        );
        const shown = listing
          .shownIn(listed.output)
          .filter((view) => written.includes(keyOf(listing.idOf(view))));
        const left = shown.filter(({ Status = "active" }) => Status !== "active");
        return !isWholeList(listed) || shown.length === 0 || (left.length > 0 && isEarly(listed))
          ? "silent"
          : none(
              "active",
              left.map(({ Status }) => Status),
              left.map((view) => about(keyOf(listing.idOf(view)))),
            );
      },
    }),
  };
}
