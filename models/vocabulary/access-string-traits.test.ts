import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { validStrings } from "./access-string.arbitraries.ts";
import { canonical, traitsOf } from "./access-string.ts";

const seed = 20_261_123;

describe("the traits of an access string", () => {
  const having =
    (trait: "directional" | "ordered" | "based" | "plain" | "mayBeSimplified") =>
    (text: string): boolean =>
      traitsOf(text)[trait];

  it("tell what kinds of rules it has", () => {
    expect(traitsOf("on ~a +get").has).toEqual(new Set(["state", "keys", "command"]));
  });

  it("tell whether a key pattern is for one direction only", () => {
    expect(["on %R~a", "%W~a", "~a %RW~b", "+get"].map(having("directional"))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it.each([
    ["on ~a &b -@all +get", true],
    ["on", true],
    ["off ~a ~b +@read +get", true],
    ["on ~a resetchannels -@all", true],
    ["~a +get", false],
    ["on -@all ~a", false],
    ["on &b ~a", false],
    ["on +get -@all", false],
    ["on +get &b", false],
    ["on -@all resetchannels", false],
    ["on ~a on", false],
  ])("tell whether it is in order: %s", (text, isOrdered) => {
    expect(traitsOf(text).ordered).toBe(isOrdered);
  });

  it("tell whether its commands start with all or none", () => {
    expect(
      ["on", "on +@all", "on -@all +get", "on +get", "on +@read -@all"].map(having("based")),
    ).toEqual([true, true, true, false, false]);
  });

  it.each([
    ["on ~a -@all +get", false],
    ["on -@all +@read +@write", false],
    ["on ~-a -@all", false],
    ["on", false],
    ["on +@read -@write", true],
    ["on -@all +@read -get", true],
    ["on -@all +@read +get", true],
    ["on -@all +get +@read", true],
    ["on +@all", true],
    ["on +@all +get", true],
    ["on +get +@all", true],
    ["on ~* ~a +get", true],
    ["on ~a ~a +get", true],
  ])("tell whether AWS may simplify it: %s", (text, mayBe) => {
    expect(traitsOf(text).mayBeSimplified).toBe(mayBe);
  });

  it("tell whether it is of no more than Redis 6.0 knows", () => {
    const all = ["on ~a -@all +get", "on ~a +cluster|slots", "on %RW~a", "on ~a foo"];
    expect(all.map((text) => traitsOf(text).isOf60)).toEqual([true, false, false, false]);
  });

  it.each([
    ["on ~app:* -@all +@read +get", true],
    ["off -@all", true],
    ["+get", true],
    ["on ~* +@all", true],
    [" on ~* +@all", true],
    ["  on ~* +@all", false],
    ["on  ~* +@all", false],
    ["on ~* +@all ", false],
    ["on ~*\n+@all", false],
    ["on ~ключ:* +@all", false],
    ["on ~A ~allkeys", true],
    ["on ~a ~b", true],
    [`on ~${"a".repeat(435)}`, true],
    [`on ~${"a".repeat(436)}`, false],
    ["", false],
    [" ", false],
    ["on off", false],
    ["on on", false],
    ["on ~* ~a", false],
    ["on ~a ~*", false],
    ["on ~a ~a", false],
    ["on +get +get", false],
    ["on +get -@all", false],
    ["on -@all +@all", false],
    ["on allkeys", false],
    ["on allcommands", false],
    ["on nocommands", false],
    ["on ~", false],
    ["on %RW~a", false],
    ["on %R~a ~b", false],
    ["On ~a", true],
    ["on +GET", false],
    ["on +@READ", false],
    ["on &a", false],
    ["on +@nosuch", false],
    ["on +config|get", false],
    ["on ~a foo", false],
    ["on (+get)", false],
  ])("tell whether facts show AWS to take it: %s", (text, isPlain) => {
    expect(traitsOf(text).plain).toBe(isPlain);
  });
});

describe("canonical", () => {
  it.each([
    ["off ~* -@all", "off ~* -@all"],
    ["on +@all", "on +@all"],
    ["on ~app:* +@read", "on ~app:* -@all +@read"],
    ["~objects:* ~items:*", "off ~objects:* ~items:* -@all"],
    ["off +get ~keys*", "off ~keys* -@all +get"],
    ["on ~* &* +@read", "on ~* &* -@all +@read"],
    ["on %R~a:* -@all +@read", "on %R~a:* resetchannels -@all +@read"],
    ["on %RW~a:* -@all +@read", "on ~a:* -@all +@read"],
    ["on allkeys allcommands", "on ~* +@all"],
    ["on nocommands allchannels ~a", "on ~a &* -@all"],
    ["on off ~a", "off ~a -@all"],
    ["off on", "on -@all"],
    ["on %R~a &b", "on %R~a &b -@all"],
    ["on %W~a resetchannels", "on %W~a resetchannels -@all"],
    ["on +get (+@read ~x) ~a", "on ~a -@all +get (+@read ~x)"],
    ["on +@allx", "on -@all +@allx"],
    ["", "off -@all"],
  ])("stores %s as %s", (sent, stored) => {
    expect(canonical(sent)).toBe(stored);
  });

  it("changes nothing where it is applied again", () => {
    fc.assert(
      fc.property(validStrings, (text) => {
        fc.pre(traitsOf(text).plain);
        return canonical(canonical(text)) === canonical(text);
      }),
      { seed, numRuns: 1000 },
    );
  });
});
