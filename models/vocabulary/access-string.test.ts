import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { invalidStrings, validStrings } from "./access-string.arbitraries.ts";
import {
  canonical,
  isGarbage,
  isNoCategory,
  isRefusedGarbage,
  knowsCategory,
  parseAccessString,
  traitsOf,
} from "./access-string.ts";

const seed = 20_261_123;

/** What our parser says of a string, in Redis's terms. */
const isValid = (text: string): boolean =>
  parseAccessString(text).every((rule) => !isGarbage(rule) && knowsCategory(rule));

describe("parseAccessString", () => {
  it("reads every kind of rule", () => {
    const text =
      "on ~a %R~b %W~c %RW~d &e +@read -@all +get -cluster|slots (+@read ~x) resetkeys resetchannels reset >pw nopass ?";
    expect(parseAccessString(text).map(({ kind }) => kind)).toEqual([
      "state",
      "keys",
      "keys",
      "keys",
      "keys",
      "channels",
      "category",
      "category",
      "command",
      "command",
      "selector",
      "reset-keys",
      "reset-channels",
      "reset",
      "password",
      "password",
      "garbage",
    ]);
  });

  it("takes a selector that is not closed for garbage", () => {
    expect(parseAccessString("on (+@read ~x").map(({ kind }) => kind)).toEqual([
      "state",
      "garbage",
    ]);
  });
});

describe("a rule of an access string", () => {
  it.each([
    ["on", { kind: "state" }],
    ["OFF", { kind: "state", text: "off" }],
    ["allkeys", { kind: "keys", pattern: "*", access: "read-write" }],
    ["~a~b", { kind: "keys", pattern: "a~b", access: "read-write" }],
    ["~", { kind: "keys", pattern: "", access: "read-write" }],
    ["%R~a", { kind: "keys", pattern: "a", access: "read" }],
    ["%w~a", { kind: "keys", pattern: "a", access: "write" }],
    ["%rw~a", { kind: "keys", pattern: "a", access: "read-write" }],
    ["%WR~a", { kind: "keys", pattern: "a", access: "read-write" }],
    ["resetkeys", { kind: "reset-keys" }],
    ["allchannels", { kind: "channels", pattern: "*" }],
    ["&news:&", { kind: "channels", pattern: "news:&" }],
    ["resetchannels", { kind: "reset-channels" }],
    ["allcommands", { kind: "category", category: "all" }],
    ["nocommands", { kind: "category", category: "all" }],
    ["+@Read", { kind: "category", category: "read" }],
    ["+GET", { kind: "command", command: "get" }],
    ["-cluster|slots", { kind: "command", command: "cluster|slots" }],
    ["+json.get", { kind: "command", command: "json.get" }],
    ["clearselectors", { kind: "clear-selectors" }],
    ["sanitize-payload", { kind: "payload" }],
    ["skip-sanitize-payload", { kind: "payload" }],
    ["nopass", { kind: "password" }],
    ["resetpass", { kind: "password" }],
    [">secret", { kind: "password" }],
    ["<secret", { kind: "password" }],
    [`#${"0f".repeat(32)}`, { kind: "password" }],
    [`!${"0f".repeat(32)}`, { kind: "password" }],
    ["reset", { kind: "reset" }],
    [`#${"0f".repeat(33)}`, { kind: "garbage" }],
    [`x#${"0f".repeat(32)}`, { kind: "garbage" }],
    [`#${"0g".repeat(32)}`, { kind: "garbage" }],
    ["#0", { kind: "garbage" }],
    ["x>secret", { kind: "garbage" }],
    ["x&news", { kind: "garbage" }],
    ["x+get", { kind: "garbage" }],
    ["x+@read", { kind: "garbage" }],
    ["+@read!", { kind: "garbage" }],
    ["+get!", { kind: "garbage" }],
    ["+cluster|", { kind: "garbage" }],
    ["+", { kind: "garbage" }],
    ["+@", { kind: "garbage" }],
    ["%X~a", { kind: "garbage" }],
    ["x~a", { kind: "garbage" }],
    ["constructor", { kind: "garbage" }],
  ] as const)("%s is read whole", (text, rule) => {
    expect(parseAccessString(text)).toEqual([{ text, ...rule }]);
  });

  it("may be a selector, of rules that may stand in one", () => {
    expect(parseAccessString("(+@read ~x)  (&a -get resetkeys resetchannels)")).toEqual([
      {
        kind: "selector",
        text: "(+@read ~x)",
        rules: [
          { kind: "category", text: "+@read", category: "read" },
          { kind: "keys", text: "~x", pattern: "x", access: "read-write" },
        ],
      },
      {
        kind: "selector",
        text: "(&a -get resetkeys resetchannels)",
        rules: [
          { kind: "channels", text: "&a", pattern: "a" },
          { kind: "command", text: "-get", command: "get" },
          { kind: "reset-keys", text: "resetkeys" },
          { kind: "reset-channels", text: "resetchannels" },
        ],
      },
    ]);
    expect(parseAccessString("(+@read on)")).toEqual([{ kind: "garbage", text: "(+@read on)" }]);
  });

  it("is garbage where Redis refuses it", () => {
    const isOne = (text: string): boolean => parseAccessString(text).some(isGarbage);
    expect(["foo", "*off*", "%X~a", "~", "%R~", "%R~a", "~%", "+get", "&"].filter(isOne)).toEqual([
      "foo",
      "*off*",
      "%X~a",
    ]);
  });

  it("is garbage that AWS is said to refuse, but for what its documentation shows at work", () => {
    const isOne = (text: string): boolean => parseAccessString(text).some(isRefusedGarbage);
    expect(["foo", "*off", "*off*", "*on*", "~a"].filter(isOne)).toEqual(["foo", "*off"]);
  });

  it("names a category that is known, that is not, or that nobody knows", () => {
    const rules = parseAccessString("+@read -@all +@nosuch +@json +get ~nosuch");
    expect(rules.map(knowsCategory)).toEqual([true, true, false, false, true, true]);
    expect(rules.map(isNoCategory)).toEqual([false, false, true, false, false, false]);
  });
});

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

const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

describe.skipIf(!hasRedis)("the parser beside a real Redis", () => {
  const folder = mkdtempSync(join(tmpdir(), "ec-redis-"));
  const socket = join(folder, "redis.sock");
  let server: ReturnType<typeof spawn>;

  const cli = (input: string): readonly string[] =>
    execFileSync("redis-cli", ["-s", socket], { input, encoding: "utf8" }).trim().split("\n");

  /** What Redis says to each string, as the rules of a user that does not exist yet. */
  const answers = (texts: readonly string[]): readonly string[] =>
    cli(
      texts
        .map((text, index) => {
          const rules = text.split(" ").map((token) => JSON.stringify(token));
          return `ACL SETUSER u${index}-${texts.length} ${rules.join(" ")}\n`;
        })
        .join(""),
    ).filter((line) => line !== "");

  beforeAll(async () => {
    server = spawn("redis-server", ["--port", "0", "--unixsocket", socket, "--save", ""], {
      stdio: "ignore",
    });
    for (let turn = 0; turn < 100; turn += 1) {
      if (spawnSync("redis-cli", ["-s", socket, "PING"]).stdout.toString().startsWith("PONG"))
        return;
      await sleep(50);
    }
    throw new Error("redis-server did not start within 5 s");
  });

  afterAll(() => {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it("takes a thousand strings that we call valid", () => {
    const texts = fc.sample(validStrings, { seed, numRuns: 1000 });
    expect(texts.filter((text) => !isValid(text))).toEqual([]);
    const refused = answers(texts).flatMap((answer, index) =>
      answer === "OK" ? [] : [[texts[index], answer]],
    );
    expect(refused).toEqual([]);
  });

  it("refuses a thousand strings that we call invalid", () => {
    const texts = fc.sample(invalidStrings, { seed, numRuns: 1000 });
    expect(texts.filter((text) => isValid(text))).toEqual([]);
    const taken = answers(texts).flatMap((answer, index) =>
      answer === "OK" ? [texts[index]] : [],
    );
    expect(taken).toEqual([]);
    expect(answers(texts)).toHaveLength(1000);
  });
});
