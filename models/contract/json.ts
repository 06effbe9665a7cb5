/** So deep is no document that is meant: whoever goes through one that is deeper runs out of stack. */
const deepest = 200;

/** The data that a text is, read as JSON, with or without a byte order mark; nothing where it is none, or deeper than any is. */
export function jsonIn(text: string): unknown {
  try {
    const data: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return isTooDeep(data) ? undefined : data;
  } catch {
    return undefined;
  }
}

/** Goes down level by level, by no recursion of its own. */
function isTooDeep(data: unknown): boolean {
  let level: readonly unknown[] = [data];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((one) =>
      typeof one === "object" && one !== null ? Object.values(one) : [],
    );
  }
  return false;
}
