import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Command } from "commander";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";

import { configure } from "./config.ts";
import { Misuse } from "./failure.ts";
import { runOptions } from "./run-options.ts";

const folder = mkdtempSync(join(tmpdir(), "ec-config-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const keys = runOptions.map((option) => option.attributeName()).filter((key) => key !== "config");

let files = 0;

/** The options of `run` with this configuration, and these words on the command line. */
async function optionsBy(config: unknown, ...words: readonly string[]): Promise<object> {
  const file = join(folder, `conformance-${(files += 1)}.config.json`);
  writeFileSync(file, typeof config === "string" ? config : JSON.stringify(config));
  const command = new Command("run").exitOverride();
  for (const option of runOptions) command.addOption(option);
  command.parse(["--config", file, ...words], { from: "user" });
  await configure(command);
  return command.opts();
}

const seed = 22;

describe("a configuration file", () => {
  const config = {
    commands: 5000,
    settleSeconds: 30,
    targets: {
      staging: {
        endpoint: "http://127.0.0.1:4566",
        commands: 900,
        formats: ["json", "html"],
        strict: true,
        env: { A: "1", B: "x=y" },
      },
      stubs: { target: "reference", mount: "http" },
    },
  };

  it("says what the command line does not: of the target that is chosen first, then of all", async () => {
    expect(await optionsBy(config)).toMatchObject({ commands: 5000, settleSeconds: 30, seed: 42 });
    expect(await optionsBy(config, "--target", "staging", "--seed", "7")).toMatchObject({
      target: "staging",
      endpoint: "http://127.0.0.1:4566",
      commands: 900,
      settleSeconds: 30,
      seed: 7,
      formats: ["json", "html"],
      strict: true,
      env: { A: "1", B: "x=y" },
    });
    expect(await optionsBy(config, "--target", "staging", "--commands", "12000")).toMatchObject({
      commands: 12_000,
    });
    expect(await optionsBy({ ...config, target: "stubs" })).toMatchObject({
      target: "reference",
      mount: "http",
    });
  });

  it(`names the path of what is no option, and the option that was meant (seed ${seed})`, async () => {
    const misspelt = fc
      .tuple(fc.constantFrom(...keys), fc.nat())
      .map(
        ([key, at]) =>
          [key, key.slice(0, at % key.length) + key.slice((at % key.length) + 1)] as const,
      )
      .filter(([, wrong]) => wrong.length > 3 && !keys.includes(wrong));
    await fc.assert(
      fc.asyncProperty(misspelt, fc.boolean(), async ([, wrong], isOfTarget) => {
        const own = { [wrong]: 1 };
        const path = isOfTarget ? `targets.a.${wrong}` : wrong;
        const error = await optionsBy(isOfTarget ? { targets: { a: own } } : own).catch(
          (one: unknown) => one,
        );
        expect(error).toBeInstanceOf(Misuse);
        expect(String(error)).toMatch(
          new RegExp(`\\.config\\.json: ${path} is no option; did you mean \\w+\\?`),
        );
      }),
      { seed, numRuns: 100 },
    );
  });

  it(`takes any JSON, or says in one line what is wrong with it (seed ${seed})`, async () => {
    const values = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .dictionary(fc.constantFrom("targets", ...keys), fc.jsonValue())
        .map((one) => JSON.stringify(one)),
      fc
        .dictionary(fc.string(), fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()))
        .map((targets) => JSON.stringify({ targets })),
    );
    await fc.assert(
      fc.asyncProperty(values, async (text) => {
        const error = await optionsBy(text).then(
          () => undefined,
          (one: unknown) => one,
        );
        if (error === undefined) return;
        expect(error).toBeInstanceOf(Misuse);
      }),
      { seed, numRuns: 300 },
    );
  });
});
