import { type Believed } from "../belief/believed.ts";
import { isUnlisted } from "../belief/membership.ts";
import { believedIn, type State, type Walk } from "../belief/state.ts";
import type { ListOperation, Output } from "../contract/contract.ts";
import { keyOf, type Resource } from "../contract/resource.ts";
import { type Check, ensure, none } from "./check.ts";
import { type Head, idsIn, isLeaving, type Listing, type Shown } from "./lists.ts";
import type { Accepted, Asked, Guarantee } from "./rule.ts";

/** An empty Marker element counts as absent (F154). */
export const markerOf = ({ Marker = "" }: Output<ListOperation>): string | undefined =>
  Marker === "" ? undefined : Marker;

/** The list that a page belongs to, if it is the next one. */
const walkOf = <K extends ListOperation>(
  operation: K,
  { before, input: { Marker } }: Asked<K>,
): Walk | undefined => {
  const walk = before.walks[operation];
  return Marker !== undefined && Marker === walk?.next ? walk : undefined;
};

export const isOnePage = ({ input: { Marker } }: Asked<ListOperation>): boolean =>
  Marker === undefined;

/** True of a page of all, by a marker that the page before gave. */
const isPage = <K extends ListOperation, V extends Shown>(
  { operation, isWhole }: Listing<K, V>,
  asked: Asked<K>,
): boolean => isWhole(asked.input) && (isOnePage(asked) || walkOf(operation, asked) !== undefined);

export const isLastPage = <K extends ListOperation, V extends Shown>(
  listing: Listing<K, V>,
  listed: Accepted<K>,
): boolean => isPage(listing, listed) && markerOf(listed.output) === undefined;

/** None of a list stands in it twice, on this page or on those before. */
function nothingTwice<K extends ListOperation, V extends Shown>(
  { operation, kind, shownIn, idOf }: Listing<K, V>,
  listed: Accepted<K>,
): Check {
  const shown = shownIn(listed.output).map((view) => idOf(view) ?? "");
  const ids = [...(walkOf(operation, listed)?.seen ?? []), ...shown].filter((id) => id !== "");
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return none(
    "none twice",
    twice,
    twice.map((id): Resource => ({ kind, id: keyOf(id) })),
  );
}

/** Whoever was there when a list began stands in it, once its last page has come. */
function nobodyLeftOut<K extends ListOperation, V extends Shown>(
  listing: Listing<K, V>,
  listed: Accepted<K>,
): Check {
  const { operation, kind, noun, beliefs } = listing;
  const walk = walkOf(operation, listed);
  const seen = new Set([...(walk?.seen ?? []), ...idsIn(listing, listed.output)]);
  const missing = [...beliefs(listed.before)]
    .filter(
      ([id, belief]) =>
        (listed.overdue ? belief.kind === "present" : isShown(belief)) &&
        id !== "default" &&
        // Whoever was made without an id is known by none.
        id !== "" &&
        !seen.has(id),
    )
    .map(([id]) => id)
    .filter((id) => walk?.there.includes(id) ?? true);
  return missing.length === 0
    ? "kept"
    : {
        expected: `no ${noun} left out`,
        actual: `without ${missing.join(", ")}`,
        about: missing.map((id) => ({ kind, id })),
      };
}

/** True of one that is there, and was shown since it was made: before, a list may lag behind. */
const isShown = (belief: Believed<unknown>): boolean =>
  belief.kind === "present" && !isUnlisted(belief);

/** None of those that should not be there is listed; silent where nobody is of that kind. */
function noneOf<K extends ListOperation, V extends Shown>(
  listing: Listing<K, V>,
  { output }: Accepted<K>,
  what: string,
  unwanted: readonly string[],
  isExcused: (view: V) => boolean = () => false,
): Check {
  if (unwanted.length === 0) return "silent";
  const found = listing
    .shownIn(output)
    .filter((view) => !isExcused(view))
    .map((view) => keyOf(listing.idOf(view)))
    .filter((id) => unwanted.includes(id));
  return none(
    `none ${what}`,
    found,
    found.map((id) => ({ kind: listing.kind, id })),
  );
}

const always = (): boolean => true;

/** The rules that lists of users and lists of groups have in common, to be given ids and clauses of their own. */
export function pagesOf<K extends ListOperation, V extends Shown>(listing: Listing<K, V>) {
  const { operation, beliefs, elsewhere } = listing;

  /** A rule on whole lists, page by page. */
  const ofPages =
    (speaks: (listed: Accepted<K>) => boolean, check: (listed: Accepted<K>) => Check) =>
    (head: Head<K>): Guarantee<K> => ({
      kind: "guarantee",
      ...head,
      check: (listed) => (isPage(listing, listed) && speaks(listed) ? check(listed) : "silent"),
    });
  const isLast = (listed: Accepted<K>): boolean => isLastPage(listing, listed);
  /** True where some came or went since the list was begun: whether it shows what was there then, no fact says. */
  const isDisturbed = (asked: Asked<K>): boolean => walkOf(operation, asked)?.isDisturbed === true;
  const absent = (state: State, why: "deleted" | "refused"): readonly string[] =>
    [...beliefs(state).keys()].filter((id) => {
      const belief = believedIn(beliefs(state), id);
      return belief.kind === "absent" && belief.because === why;
    });

  return {
    listsAll: ofPages(
      (listed) => isLast(listed) && isOnePage(listed),
      (listed) => nobodyLeftOut(listing, listed),
    ),
    pagesLeaveNoneOut: ofPages(
      (listed) => isLast(listed) && !isOnePage(listed) && !isDisturbed(listed),
      (listed) => nobodyLeftOut(listing, listed),
    ),
    listsNoneTwice: ofPages(
      (listed) => !isDisturbed(listed),
      (listed) => nothingTwice(listing, listed),
    ),
    pagesHoldWhileOthersChange: ofPages(isDisturbed, (listed) => {
      const first = nothingTwice(listing, listed);
      return first === "kept" && isLast(listed) ? nobodyLeftOut(listing, listed) : first;
    }),
    listsNoneThatIsGone: ofPages(
      (listed) => !isDisturbed(listed),
      (listed) =>
        noneOf(
          listing,
          listed,
          "that is gone",
          absent(listed.before, "deleted"),
          (view) => !listed.overdue && isLeaving(view),
        ),
    ),
    listsNoneThatWasRefused: ofPages(always, (listed) =>
      noneOf(listing, listed, "that was refused", absent(listed.before, "refused")),
    ),
    listsNoneOfOtherPlaces: ofPages(always, (listed) =>
      noneOf(listing, listed, "of another region or account", [...elsewhere(listed.before)]),
    ),
  };
}

/** No page is larger than was asked for. Of pages of less than 20 no fact says whether they are taken as 20 (F370, F372). */
export const pageSize = <K extends ListOperation, V extends Shown>(
  { noun, shownIn }: Listing<K, V>,
  head: Head<K>,
): Guarantee<K> => ({
  kind: "guarantee",
  ...head,
  check: ({ input: { MaxRecords = 0 }, output }) => {
    const { length } = shownIn(output);
    return MaxRecords < 20
      ? "silent"
      : ensure(length <= MaxRecords, `at most ${MaxRecords} ${noun}s`, `${length} ${noun}s`);
  },
});

/** The list comes to an end. */
export const pagesEnd = <K extends ListOperation, V extends Shown>(
  listing: Listing<K, V>,
  head: Head<K>,
): Guarantee<K> => ({
  kind: "guarantee",
  ...head,
  check: (listed) => {
    const marker = markerOf(listed.output);
    return listing.isWhole(listed.input) && (listed.overdue || isLastPage(listing, listed))
      ? ensure(marker === undefined, "a page without Marker", marker ?? "")
      : "silent";
  },
});
