import { describe, expect, it } from "vitest";

import type { AnyInput } from "../models/contract/contract.ts";
import { mustRules } from "../models/operations/index.ts";
import { refuses, together } from "../targets/reference/faults.ts";
import { reference } from "../targets/reference/index.ts";
import { survey } from "./survey.ts";

const run = {
  explains: false,
  suiteVersion: "test",
  commands: 2500,
  shrinkCommands: 300,
  settleSeconds: 20,
};

const refusing = (fits: (input: AnyInput) => boolean) =>
  together([refuses("CreateUser", fits), refuses("ModifyUser", fits)]);

const passwordsIn = ({ Passwords = [], AuthenticationMode }: AnyInput): readonly string[] => [
  ...Passwords,
  ...(AuthenticationMode?.Passwords ?? []),
];

/** Services that refuse one trait that no rule is about, and the rules at `must` that may tell it beside the general ones. */
const cases = [
  { trait: "a name", fault: refusing(({ UserName }) => UserName === "carol-3"), beside: /^$/ },
  {
    trait: "a disabled user",
    fault: refusing(({ AccessString = "" }) => AccessString.startsWith("off")),
    beside: /-off-/,
  },
  {
    trait: "passwords of 17 characters",
    fault: refusing((input) => passwordsIn(input).some(({ length }) => length === 17)),
    beside: /password/,
  },
];

describe("a service that refuses one trait", () => {
  it.each(cases.flatMap((one) => [1, 3].map((seed) => ({ ...one, seed }))))(
    "is told so by no rule about others: $trait, seed $seed",
    async ({ fault, beside, seed }) => {
      const { rules } = await survey(reference({ fault }), { ...run, seed });
      const broken = rules.filter(({ id, outcome }) => outcome === "broken" && mustRules.has(id));
      expect(broken.map(({ id }) => id)).toContain("create-user/unprovoked-refusal");
      expect(
        broken
          .map(({ id }) => id)
          .filter((id) => !id.endsWith("/unprovoked-refusal") && !beside.test(id)),
      ).toEqual([]);
      const acquitted = rules.filter(({ because = "" }) => because.endsWith(" tells it."));
      expect(acquitted.length).toBeGreaterThan(3);
    },
  );
});
