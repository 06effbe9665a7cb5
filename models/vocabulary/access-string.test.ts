import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { invalidStrings, validStrings } from "./access-string.arbitraries.ts";
import {
  isGarbage,
  isNoCategory,
  isRefusedGarbage,
  knowsCategory,
  parseAccessString,
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
