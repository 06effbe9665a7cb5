/** The same data with other texts in it: each stays a text, so that data of a type stays of that type. */
export function withTexts<T>(value: T, change: (text: string) => string): T;
export function withTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((part: unknown) => withTexts(part, change));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, withTexts<unknown>(part, change)]),
    );
  return value;
}
