const prefix = "after:";

/** A marker names the last user of its page, so that pages hold whatever comes and goes between them. */
export const markerAfter = (id: string): string =>
  Buffer.from(`${prefix}${id}`).toString("base64url");

/** The id in a marker of ours; nothing for any other text. */
export function lastIdOf(marker: string): string | undefined {
  const text = Buffer.from(marker, "base64url").toString();
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
