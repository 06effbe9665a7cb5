import type { ListedRule } from "../../models/operations/index.ts";
import { type Harm, harms } from "../../reports/report.ts";

/** Of what speak the rules whose breach loses something, or shows it to others. */
const losing =
  /no-secrets|other-places|fresh-after-delete|unchanged-by|is-gone|was-refused|deleted-user|deleted-group|untagged|leave-none-out|lists-all|members-after|tags-of-creation|(?:added|overwritten|removed)-tags|keeps-what-was-not-sent|left-nothing/;
const authentication = /password|authentication|iam|access-string|valkey-with|valkey-on|in-valkey/;
const looks =
  /\/(?:members|arn|tag-list|in-order|status.*|minimum-.*|empty-.*|no-password-has-no-count)$/;

/** The harm that is done where a rule is broken. */
export function harmOf({ id, kind }: Pick<ListedRule, "id" | "kind">): Harm {
  if (kind === "wording" || /\/declared-codes$|-code$/.test(id)) return "text";
  if (losing.test(id)) return "exposure";
  if (kind === "wire" || looks.test(id)) return "form";
  if (kind === "ground") return authentication.test(id) ? "access" : "acceptance";
  return kind === "guarantee" && authentication.test(id) ? "access" : "answer";
}

/** The most frequent of several, the worst of those. */
export function usual(several: readonly Harm[]): Harm {
  const countOf = (harm: Harm): number => several.filter((one) => one === harm).length;
  return harms.reduce((known, harm) => (countOf(harm) > countOf(known) ? harm : known));
}

export const worse = (one: Harm, other: Harm): Harm =>
  harms.indexOf(one) < harms.indexOf(other) ? one : other;
