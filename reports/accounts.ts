/** The account that wrong ARNs of ours name: it is nobody's. */
const nobodys = "999999999999";

const accounts = /(?<before>arn:[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:)(?<account>\d{12})\b/g;

/** A text without the accounts that ARNs in it name: they are nobody's business, but whether two are the same is told. */
const masked = (text: string, known: Map<string, string>): string =>
  text.replaceAll(accounts, (whole, before: string, account: string) => {
    if (account === nobodys) return whole;
    const name =
      known.get(account) ?? (known.size === 0 ? "<account>" : `<account ${known.size + 1}>`);
    known.set(account, name);
    return `${before}${name}`;
  });

/** A value without any account; what sources say, whose ARNs were published, is left as it is. */
export function withoutAccounts<T>(value: T, known?: Map<string, string>): T;
export function withoutAccounts(value: unknown, known = new Map<string, string>()): unknown {
  if (typeof value === "string") return masked(value, known);
  if (Array.isArray(value)) return value.map((part: unknown) => withoutAccounts(part, known));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]: [string, unknown]) => [
      name,
      name === "clause" ? part : withoutAccounts(part, known),
    ]),
  );
}
