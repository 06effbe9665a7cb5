import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { differenceIn, isGivingOnly, lostIn } from "./access-string-meaning.ts";
import { validStrings } from "./access-string.arbitraries.ts";
import { canonical } from "./access-string.ts";

describe("an access string that is stored", () => {
  it.each([
    ["as AWS writes it", "on ~app:* +@read", "on ~app:* -@all +@read"],
    [
      "with a rule that says nothing left out",
      "on ~* ~app:* -@all +@read +get",
      "on ~* -@all +@read",
    ],
    ["with a pattern within another left out", "on ~app:* ~app:x +@all", "on ~app:* +@all"],
    ["with both directions as one", "on %R~a %W~a +@all", "on ~a +@all"],
    ["in words", "on allkeys allcommands", "on ~* +@all"],
    ["with the state that is assigned", "~a:*", "off ~a:* -@all"],
    ["without a state", "off ~a:*", "~a:* -@all"],
    ["with channels closed", "on %R~a +@all", "on %R~a resetchannels +@all"],
    ["with channels that all have", "on ~* +@all", "on ~* &* +@all"],
    [
      "by commands in place of a category",
      "on ~* +@scripting",
      "on ~* -@all +eval +evalsha +script",
    ],
    ["with what is no rule", "on ~* ? +@all", "off -@all"],
    ["without patterns that were taken back", "on ~a resetkeys ~b +@all", "on ~c +@all"],
    ["with its selectors", "on ~* (~x +get) +@all", "on ~* +@all (~x +get)"],
  ])("may mean what was asked for, %s", (_, asked, stored) => {
    expect(differenceIn(asked, stored)).toBeUndefined();
  });

  it.each([
    ["off -@all", "on +@all", "on"],
    ["on ~a -@all", "on ~* -@all", "~*"],
    ["on ~a ~b -@all", "on ~a -@all", "no pattern ~b"],
    ["on ~a +@all", "on %R~a +@all", "no pattern ~a"],
    ["on ~* -@all", "on ~* +@all", "+@all"],
    ["on ~* +@all -@dangerous", "on ~* +@all", "nothing of -@dangerous"],
    ["on ~* +@read", "on ~* -@all +@write", "nothing of +@read"],
    ["on ~* +@read", "on ~* -@all +@read +flushall", "+flushall"],
    ["on ~* -@all +get +ping", "on ~* -@all +get", "nothing of +ping"],
    ["on ~* &a +@all", "on ~* &* +@all", "&*"],
    ["on ~* resetchannels +@all", "on ~* &b +@all", "&b"],
  ])("means something else: %s as %s", (asked, stored, actual) => {
    expect(differenceIn(asked, stored)?.actual).toBe(actual);
  });

  it("means the same in the form in which AWS stores it", () => {
    fc.assert(
      fc.property(validStrings, (text) => {
        expect(differenceIn(text, canonical(text))).toBeUndefined();
      }),
    );
  });

  it("means something else once all is allowed, unless all was", () => {
    fc.assert(
      fc.property(validStrings, (text) => {
        const isAll = differenceIn(text, "on ~* +@all") === undefined;
        expect(isAll || differenceIn("on ~* +@all", text) !== undefined).toBe(true);
        fc.pre(!/\+@all|allcommands|resetkeys/.test(text));
        expect(differenceIn(text, "on ~* +@all")).toBeDefined();
      }),
    );
  });
});

describe("what is appended to an access string", () => {
  it.each(["+@write", "on ~a %R~b &c +get +@read", "allkeys allcommands"])("gives: %s", (text) => {
    expect(isGivingOnly(text)).toBe(true);
  });

  it.each(["-@write", "+@write off", "resetkeys ~a", "+@all -@dangerous", ">p", "~a ?"])(
    "takes something away, or may: %s",
    (text) => {
      expect(isGivingOnly(text)).toBe(false);
    },
  );

  it.each([
    ["on ~a -@all", "off ~a -@all", "off"],
    ["on ~a ~b +@all", "on ~b +@all", "no pattern ~a"],
    ["on ~* +@all", "on ~* -@all +@write", "-@all"],
    ["on ~* -@all +@read", "on ~* -@all +@write", "nothing of +@read"],
  ])("takes away: of %s it leaves %s", (before, after, actual) => {
    expect(lostIn(before, after)?.actual).toBe(actual);
  });

  it("takes nothing away where it gives, in the form in which AWS stores it", () => {
    fc.assert(
      fc.property(validStrings, validStrings, (before, appended) => {
        fc.pre(isGivingOnly(appended));
        expect(lostIn(before, canonical(`${before} ${appended}`))).toBeUndefined();
      }),
      { seed: 21 },
    );
  });
});
