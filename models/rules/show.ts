/** A value as one line of text: keys in order, so that equal values have equal texts. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return value;
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** True of values that are shown alike: members without a value do not count, nor does the order of members. */
export function areSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object") return false;
  if (one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other))
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => areSame(item, other[index]))
    );
  const members = new Map<string, unknown>(Object.entries(other));
  let left = 0;
  for (const value of members.values()) if (value !== undefined) left += 1;
  for (const [name, value] of Object.entries(one)) {
    if (value === undefined) continue;
    if (!areSame(value, members.get(name))) return false;
    left -= 1;
  }
  return left === 0;
}
