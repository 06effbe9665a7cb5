import * as fc from "fast-check";

import { categories } from "./access-string.ts";

const pattern = fc.stringMatching(/^[a-z{}:?[\]-]{1,12}$/);
const state = fc.constantFrom("on", "off");
const key = fc.oneof(
  pattern.map((text) => `~${text}`),
  fc.tuple(fc.constantFrom("%R~", "%W~", "%RW~"), pattern).map((parts) => parts.join("")),
);
const channel = pattern.map((text) => `&${text}`);
const sign = fc.constantFrom("+", "-");
const category = fc.tuple(sign, fc.constantFrom(...categories, "all")).map(([s, c]) => `${s}@${c}`);
const command = fc
  .tuple(sign, fc.constantFrom("get", "set", "hset", "ping", "cluster|slots", "config|get"))
  .map((parts) => parts.join(""));
const word = fc.constantFrom(
  "nocommands",
  "allcommands",
  "clearselectors",
  "resetchannels",
  "resetkeys",
);
const selector = fc
  .array(fc.oneof(key, category, command), { minLength: 1, maxLength: 3 })
  .map((rules) => `(${rules.join(" ")})`);

/** Access strings that Redis 7 takes, each for a user that does not exist yet. */
export const validStrings: fc.Arbitrary<string> = fc
  .tuple(
    state,
    fc.array(fc.oneof(key, channel, category, command, word, selector), { maxLength: 8 }),
  )
  .map(([first, rest]) => [first, ...rest].join(" "));

/** Tokens that are no rule of Redis 7. */
const garbage = fc.oneof(
  fc.constantFrom(
    "?",
    "foo",
    "*off*",
    "%X~a",
    "%~a",
    "+@nosuch",
    "-@",
    "+",
    "(~a",
    "((+@read))",
    "on,off",
  ),
  fc.stringMatching(/^[a-z]{3,8}$/).map((text) => `x${text}`),
);

/** Access strings that Redis 7 refuses: a valid one with a token in it that is no rule. */
export const invalidStrings: fc.Arbitrary<string> = fc
  .tuple(validStrings, garbage)
  .map(([valid, token]) => `${valid} ${token}`);
