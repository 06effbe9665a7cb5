import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Report } from "../reports/report.ts";
import { together } from "../targets/reference/faults.ts";
import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import type { Fault } from "../targets/reference/service.ts";
import { headerFor, readRecording, Recorder } from "./check/recording.ts";
import { Judging } from "./judging.ts";
import type { Shard } from "./shard.ts";
import { survey } from "./survey.ts";

/** A service that does nothing wrong. */
const sound: Fault = {};

interface Part {
  readonly report: Report;
  /** What was told while searching, in its order. */
  readonly told: readonly string[];
  readonly lines: readonly string[];
}

const budget = { commands: 1200, shrinkCommands: 60, settleSeconds: 5 };

/** What one machine hears of a service; all of it unless a shard is named. */
async function part(seed: number, fault: Fault, shard?: Shard): Promise<Part> {
  const target = reference({ fault });
  const lines: string[] = [];
  const told: string[] = [];
  const header = headerFor(target, {
    suite: "test",
    seed,
    budget,
    ...(shard === undefined ? {} : { shard }),
  });
  const recorder = new Recorder((line) => lines.push(line.trimEnd()), header);
  const report = await survey(target, {
    suiteVersion: "test",
    seed,
    ...budget,
    shard,
    onSupport: (support) => recorder.support(support),
    onTelling: (telling) => {
      recorder.telling(telling);
      if (telling.phase === "search") told.push(JSON.stringify(telling.conversation));
    },
  });
  recorder.end(report);
  return { report, told, lines };
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

async function merged(parts: readonly Part[]): Promise<Report> {
  const judging = new Judging({ suiteVersion: "test", deviations: [], isMerged: true });
  for (const { lines } of parts) await readRecording(each(lines), judging);
  return judging.explained();
}

const brokenIn = ({ rules }: Report): readonly string[] =>
  rules.filter(({ outcome }) => outcome === "broken").map(({ id }) => id);

const isOneRequest = (told: string): boolean => told.split('"operation"').length === 2;

describe("shards of a run", () => {
  const [seed = 0, of = 2] = fc.sample(fc.nat(1000), { seed: 22, numRuns: 1 }).concat(3);

  it(`hold each conversation of a seed once, and none that is of another (seed ${seed})`, async () => {
    const whole = await part(seed, sound);
    const parts = await Promise.all(
      Array.from({ length: of }, (_, place) => part(seed, sound, { index: place + 1, of })),
    );
    const all = parts.flatMap(({ told }) => told);
    // One request alone may come again in the run of a seed.
    const long = all.filter((one) => !isOneRequest(one));
    expect(new Set(long).size).toBe(long.length);
    // Each ends somewhere in its last conversation; up to there all is held by somebody.
    const held = new Set(all);
    const first = whole.told.findIndex((one) => !held.has(one));
    expect(first === -1 ? 1 : first / whole.told.length).toBeGreaterThan(0.9);
    for (const { told } of parts) {
      const places = told.map((one) => whole.told.indexOf(one)).filter((place) => place >= 0);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
  });

  const plain = mutants.filter(({ story }) => story === 1);

  const samples = fc.sample(fc.shuffledSubarray(plain, { minLength: 3, maxLength: 3 }), {
    seed: 5,
    numRuns: 2,
  });

  it.each(samples.map((chosen) => [chosen.map(({ rule }) => rule).join(", "), chosen] as const))(
    "find together what one run finds of a service that breaks %s",
    async (_, chosen) => {
      const fault = together(chosen.map((one) => one.fault));
      const whole = await part(seed, fault);
      const parts = await Promise.all([1, 2].map((index) => part(seed, fault, { index, of: 2 })));
      const report = await merged(parts);
      expect(brokenIn(report)).toEqual(brokenIn(whole.report));
      expect(report.defects?.map(({ title }) => title)).toEqual(
        whole.report.defects?.map(({ title }) => title),
      );
      expect(report).toMatchObject({
        shards: { of: 2, held: [1, 2] },
        verdict: "divergence",
        spent: { commands: budget.commands },
      });
    },
  );

  it("prove nothing as long as one of them is missing", async () => {
    const parts = [await part(seed, sound, { index: 2, of: 3 })];
    expect(await merged(parts)).toMatchObject({
      shards: { of: 3, held: [2] },
      verdict: "inconclusive",
      inconclusive: "shards 1, 3 of 3 are missing",
    });
  });
});
