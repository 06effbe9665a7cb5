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
