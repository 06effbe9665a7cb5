/**
 * The same data with other texts in it: each stays a text, so that data of a type stays of that type. What stands in members of these
 * names is left as it is.
 */
export function withTexts<T>(
  value: T,
  change: (text: string) => string,
  except?: readonly string[],
): T;
export function withTexts(
  value: unknown,
  change: (text: string) => string,
  except: readonly string[] = [],
): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((part: unknown) => withTexts(part, change, except));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, part]: [string, unknown]) => [
        name,
        except.includes(name) ? part : withTexts<unknown>(part, change, except),
      ]),
    );
  return value;
}
