import { describe, expect, it } from "vitest";

import { store } from "./access-string.ts";

const invalid = "The access-string is invalid.";
const password =
  "Password rules are not supported in Elasticache access string. Please use Passwords parameter to set/modify user password.";

describe("an access string", () => {
  it.each([
    ["", "off -@all"],
    ["on", "on -@all"],
    ["on off", "off -@all"],
    ["~a on", "on ~a -@all"],
    ["on  ~a\t~b +get", "on ~a ~b -@all +get"],
    ["on allkeys allcommands", "on ~* +@all"],
    ["on allchannels nocommands", "on &* -@all"],
    ["on +@all -get", "on +@all -get"],
    ["on -@all +@read", "on -@all +@read"],
    ["on +get -@all", "on -@all +get -@all"],
    ["on &b ~a resetchannels", "on ~a &b resetchannels -@all"],
    ["on %R~a", "on %R~a resetchannels -@all"],
    ["on %w~a &b", "on %w~a &b -@all"],
    ["on %RW~a %wr~b", "on ~a ~b -@all"],
    ["on (+get ~x) ~a (~y)", "on ~a -@all (+get ~x) (~y)"],
    ["on +@Read +cluster|slots -config|get", "on -@all +@Read +cluster|slots -config|get"],
    ["on clearselectors resetkeys sanitize-payload skip-sanitize-payload", "on -@all"],
  ])("%j is stored as %j", (sent, stored) => {
    expect(store(sent)).toMatchObject({ kind: "stored", text: stored });
  });

  it.each([
    ["on ~a", false],
    ["on %RW~a", false],
    ["on ~%R~a", false],
    ["on %R~a", true],
    ["on %W~a", true],
  ])("%j needs Redis 7, or not: %s", (text, isModern) => {
    expect(store(text)).toMatchObject({ isModern });
  });

  it.each([
    ["on foo", invalid],
    ["on *off*", invalid],
    ["on,off", invalid],
    ["off_", invalid],
    ["xresetkeys", invalid],
    ["x~a", invalid],
    ["%X~a", invalid],
    ["+", invalid],
    ["x+get", invalid],
    ["+get!", invalid],
    ["on (~a", invalid],
    ["on ~a)x", "stored"],
    ["x(~a)", invalid],
    ["(~a)x", invalid],
    ["on >secret", password],
    ["<secret", password],
    ["#hash", password],
    ["!hash", password],
    [">", password],
    ["nopass", password],
    ["resetpass", password],
    ["nopassx", invalid],
    ["xnopass", invalid],
    ["x>y", invalid],
    ["reset", "reset rule is not supported in Elasticache user api"],
    ["on +@nosuch", "Access string contains invalid category(s)"],
    ["on +@READ", "stored"],
    ["on -@admin +get", "stored"],
    ["on (+@nosuch)", "stored"],
  ])("%j is refused, or stored: %s", (text, message) => {
    const stored = store(text);
    expect(stored.kind === "refused" ? stored.message : "stored").toBe(message);
  });

  it("may name every category", () => {
    const categories =
      "admin all bitmap blocking connection dangerous fast geo hash hyperloglog keyspace list pubsub read scripting set slow sortedset stream string transaction write";
    const rules = categories.split(" ").map((name) => `+@${name}`);
    expect(store(`on ${rules.join(" ")}`)).toEqual({
      kind: "stored",
      text: `on -@all ${rules.join(" ")}`,
      isModern: false,
    });
  });
});
