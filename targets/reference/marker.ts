const prefix = "after:";

/** A marker names the last of its page, so that pages hold whatever comes and goes between them. */
const markerAfter = (id: string): string => Buffer.from(`${prefix}${id}`).toString("base64url");

/** The id in a marker of ours; nothing for any other text. */
export function lastIdOf(marker: string): string | undefined {
  const text = Buffer.from(marker, "base64url").toString();
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}

/** The page that a request asks for, in order of ids, and the marker of the next where there is more (F028, F154). */
export function pageOf<T extends { readonly id: string }>(
  all: readonly T[],
  input: { readonly Marker?: string | undefined; readonly MaxRecords?: number | undefined },
): { readonly page: readonly T[]; readonly next: { readonly Marker?: string } } {
  const last = input.Marker === undefined ? undefined : lastIdOf(input.Marker);
  const left = all
    .filter(({ id }) => last === undefined || id > last)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const page = left.slice(0, input.MaxRecords ?? 100);
  const end = left.length > page.length ? page.at(-1) : undefined;
  return { page, next: end === undefined ? {} : { Marker: markerAfter(end.id) } };
}
