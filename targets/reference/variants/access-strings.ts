import { refuses } from "../faults.ts";
import { hasEqual, refusing, type Variant, variant } from "./variant.ts";

const both = ["CreateUser", "ModifyUser"] as const;

/** What AWS may make of access strings. */
export const accessStringVariants: readonly Variant[] = [
  ...Object.entries({
    "a subcommand": /\|/,
    "nothing but a state": /^(?:on|off)$/,
    "no state": /^(?!.*\b(?:on|off)\b)/,
    "white space before it": /^\s/,
    channels: /&/,
    resetchannels: /resetchannels/,
    allkeys: /allkeys/,
    "a pattern of one direction": /%/,
    "a category of few": /^(?!on ~app::\* |on ~connector:\* ).*@(?!all|read|write)/,
    "439 characters": /^.{439}$/,
    "commands before patterns": /[+-]\S+\s.*~/,
    "a selector": /\(/,
    "payload sanitizing": /sanitize-payload/,
    "a state twice": /(?:^|\s)(?:on|off)\s.*\b(?:on|off)\b/,
    "a tab": /\t/,
    "two spaces": /\S {2,}\S/,
    "white space after it": /\S\s+$/,
    clearselectors: /clearselectors/,
    resetkeys: /resetkeys/,
  }).map(([what, pattern]) =>
    variant(
      `an access string with ${what} is refused`,
      refusing(
        both,
        ({ AccessString = "" }) => AccessString.trim() !== "" && pattern.test(AccessString),
      ),
    ),
  ),
  variant(
    "an access string with a rule twice is refused",
    refusing(both, ({ AccessString = "" }) =>
      hasEqual(AccessString.split(/\s+/).filter((token) => token !== "")),
    ),
  ),
  variant(
    "an access string has at most 1,024 characters",
    refusing(both, ({ AccessString = "" }) => AccessString.length > 1024),
  ),
  variant(
    "AppendAccessString is refused",
    refuses("ModifyUser", ({ AppendAccessString }) => AppendAccessString !== undefined),
  ),
];
