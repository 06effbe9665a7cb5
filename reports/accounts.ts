import { withTexts } from "../models/contract/texts.ts";

/** The account that wrong ARNs of ours name: it is nobody's. */
const nobodys = "999999999999";

const accounts = /(?<before>arn:[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:)(?<account>\d{12})\b/g;

/**
 * A value without the accounts that ARNs in it name: they are nobody's business, but whether two are the same is told. What sources
 * say, whose ARNs were published, is left as it is.
 */
export function withoutAccounts<T>(value: T): T {
  const known = new Map<string, string>();
  const masked = (text: string): string =>
    text.replaceAll(accounts, (whole, before: string, account: string) => {
      if (account === nobodys) return whole;
      const name =
        known.get(account) ?? (known.size === 0 ? "<account>" : `<account ${known.size + 1}>`);
      known.set(account, name);
      return `${before}${name}`;
    });
  return withTexts(value, masked, ["clause"]);
}
