import { type Believed, type Beliefs } from "./believed.ts";
import { askedOf, isDeleted, isUnlisted, isUnseen } from "./membership.ts";
import { believedIn, unheardOf, withBelief } from "./state.ts";

/**
 * What to believe of a user or group that a list or a lookup shows. It may still be about to change where what mayBeChanging it
 * has not come to rest: seen active, it may have been seen too early (F345).
 */
export function shown<V extends { readonly Status?: string }>(
  belief: Believed<V>,
  view: V,
  read: "list" | "lookup",
  mayChange = false,
): Believed<V> {
  if (belief.kind === "uncertain" && belief.holds !== undefined) return belief;
  // It was said to be gone: until the deadline it may be shown leaving again.
  if (isDeleted(belief) && view.Status === "deleting") return belief;
  const mayBeChanging =
    mayChange &&
    belief.kind !== "absent" &&
    belief.kind !== "uncertain" &&
    belief.since.mayBeChanging === true;
  const rests = isAtRest(belief, read) && view.Status === "active";
  const since = {
    refused: [],
    read,
    ...(mayBeChanging ? { mayBeChanging: true as const } : {}),
    ...(rests ? { rests: true as const } : {}),
  };
  if (view.Status === "deleting" || belief.kind === "deleting")
    return { kind: "deleting", view, since, ...askedOf(belief) };
  // What an uncertain one went through, nobody knows.
  const isRemade = belief.kind === "present" ? belief.isRemade : belief.kind === "uncertain";
  const lastWrite = belief.kind === "present" ? belief.lastWrite : "none";
  return {
    kind: "present",
    view,
    lastWrite,
    since,
    ...(isRemade === true ? { isRemade } : {}),
    ...askedOf(belief),
    ...(read === "lookup" && isUnlisted(belief) ? { unseen: "in lists" as const } : {}),
  };
}

/** True of one that was last shown active in the same way, before any write to it or to others. */
const isAtRest = <V extends { readonly Status?: string }>(
  belief: Believed<V>,
  by: "list" | "lookup",
): boolean => {
  if (belief.kind !== "present" || belief.view.Status !== "active") return false;
  const { read, written, refused, othersWritten, writtenElsewhere, mayBeChanging } = belief.since;
  const isTouched = (written ?? othersWritten ?? writtenElsewhere ?? mayBeChanging) !== undefined;
  return read === by && refused.length === 0 && !isTouched;
};

/** What to believe of one that was on its way out, and is not there any more. */
export const gone = <V>(
  belief: Extract<Believed<V>, { readonly kind: "deleting" }>,
): Believed<V> => ({
  kind: "absent",
  because: "deleted",
  was: { view: belief.view, ...askedOf(belief) },
});

/**
 * What to believe of one that a whole list does not show. One that came while it was read need not be in it, nor one that nothing
 * showed yet (of the moment after a create F150 says nothing). Of any other nobody knows: nobody deleted it.
 */
export const unlisted = <V>(belief: Believed<V>, wasThere: boolean): Believed<V> =>
  belief.kind === "present" && wasThere && !isUnlisted(belief) ? { kind: "uncertain" } : belief;

/** The beliefs after a lookup by id, in its stored form, answered that there is none. */
export function notFound<V>(
  beliefs: Beliefs<V>,
  id: string | undefined,
  isOverdue = false,
): Beliefs<V> {
  const belief = believedIn(beliefs, id);
  if (isUnseen(belief) && !isOverdue) return beliefs;
  if (belief.kind === "deleting") return withBelief(beliefs, id, gone(belief));
  if (belief.kind === "present") return withBelief(beliefs, id, { kind: "uncertain" });
  return belief.kind === "uncertain" && belief.holds === undefined
    ? withBelief(beliefs, id, unheardOf)
    : beliefs;
}
