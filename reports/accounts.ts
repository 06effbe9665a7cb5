/** The account that wrong ARNs of ours name: it is nobody's. */
const nobodys = "999999999999";

const accounts = /(?<before>arn:[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:)(?<account>\d{12})\b/g;

/** A text without the accounts that ARNs in it name: they are nobody's business. */
const withoutAccountsIn = (text: string): string =>
  text.replaceAll(accounts, (whole, before: string, account: string) =>
    account === nobodys ? whole : `${before}<account>`,
  );

/** A value without any account; what sources say, whose ARNs were published, is left as it is. */
export function withoutAccounts<T>(value: T): T;
export function withoutAccounts(value: unknown): unknown {
  if (typeof value === "string") return withoutAccountsIn(value);
  if (Array.isArray(value)) return value.map((part: unknown) => withoutAccounts(part));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]: [string, unknown]) => [
      name,
      name === "clause" ? part : withoutAccounts(part),
    ]),
  );
}
