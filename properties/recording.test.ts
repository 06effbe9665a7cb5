import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Report } from "../reports/report.ts";
import { refuses } from "../targets/reference/faults.ts";
import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import type { Fault } from "../targets/reference/service.ts";
import { refused } from "../targets/reference/store.ts";
import type { Target } from "../targets/target.ts";
import { BadRecording, headerFor, readRecording, Recorder } from "./check/recording.ts";
import { Judging } from "./judging.ts";
import { survey } from "./survey.ts";

const run = { seed: 5, commands: 2000, shrinkCommands: 100, settleSeconds: 5 };

/** A run that is written down: its report, and the lines. */
async function recorded(
  target: Target,
  options: Partial<typeof run> & { readonly explains?: boolean } = {},
): Promise<{ readonly report: Report; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const chosen = { ...run, ...options };
  const header = headerFor(target, { suite: "test", seed: chosen.seed, budget: chosen });
  const recorder = new Recorder((line) => lines.push(line.trimEnd()), header);
  const report = await survey(target, {
    suiteVersion: "test",
    ...chosen,
    onTelling: (telling) => recorder.telling(telling),
    onSupport: (support) => recorder.support(support),
  });
  recorder.end(report);
  return { report, lines };
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

async function judged(lines: readonly string[]): Promise<Judging> {
  const judging = new Judging({ suiteVersion: "test", deviations: [] });
  await readRecording(each(lines), judging);
  return judging;
}

/** What a report says, but for how long it took. */
const timeless = ({ rules, crashes, score, cells, questions, verdict, operations }: Report) => ({
  rules: rules.map(({ counterexample, ...rule }) => ({ ...rule, story: counterexample?.commands })),
  crashes: crashes?.map(({ id }) => id),
  score,
  cells,
  questions,
  verdict,
  operations,
});

describe("a recording", () => {
  const plain = mutants.filter(({ story, rule }) => story === 1 && rule.startsWith("create-user/"));

  it.each(fc.sample(fc.constantFrom(...plain), { seed: 17, numRuns: 6 }))(
    "is judged as the run was: $rule",
    async ({ rule, fault }) => {
      const { report, lines } = await recorded(reference({ fault }));
      expect(report.rules.find(({ id }) => id === rule)).toMatchObject({ outcome: "broken" });
      const judging = await judged(lines);
      expect(timeless(await judging.explained())).toEqual(timeless(report));
      for (const { id, outcome } of report.rules) expect(judging.saidThen.get(id)).toBe(outcome);
    },
  );

  it.each([1, 2])(
    "of a service that answers by chance is judged as the run was, with its doubts (seed %i)",
    async (seed) => {
      const chance = fc.sample(fc.double({ noNaN: true, max: 1, min: 0 }), { seed, numRuns: 4001 });
      let turn = 0;
      const fault: Fault = {
        refuse: () => {
          turn += 1;
          return (chance[turn % chance.length] ?? 1) < 0.1
            ? refused("InvalidParameterValue", "No.")
            : undefined;
        },
      };
      const { report, lines } = await recorded(reference({ fault }), {
        seed,
        commands: 400,
        shrinkCommands: 30,
        explains: false,
      });
      const outcomes = ({ rules }: Report) => rules.map(({ id, outcome }) => [id, outcome]);
      expect(new Set(report.rules.map(({ outcome }) => outcome))).toContain("flaky");
      expect(outcomes((await judged(lines)).report())).toEqual(outcomes(report));
    },
  );

  it("of a service that refuses one name acquits the same rules as the run did", async () => {
    const fault = refuses("CreateUser", ({ UserName }) => UserName === "carol-3");
    const { report, lines } = await recorded(reference({ fault }), {
      commands: 1000,
      explains: false,
    });
    const said = ({ rules }: Report) =>
      rules.map(({ id, outcome, because }) => [id, outcome, because]);
    const acquitted = report.rules.filter(({ because = "" }) => because.endsWith(" tells it."));
    expect(acquitted.length).toBeGreaterThan(3);
    expect(said((await judged(lines)).report())).toEqual(said(report));
  });

  it("that ends before its run did is inconclusive, and says so", async () => {
    const { lines } = await recorded(reference(), { commands: 60 });
    const tellings = lines.findLastIndex((line) => line.startsWith('{"telling"'));
    const judging = await judged(lines.slice(0, tellings));
    expect(judging.report()).toMatchObject({
      verdict: "inconclusive",
      inconclusive: "the recording ends before the run did",
    });
  });

  it("names no account but made-up ones, and no secret", async () => {
    const { lines } = await recorded(reference(), { commands: 300 });
    const text = lines.join("\n");
    expect(
      new Set([...text.matchAll(/:elasticache:[a-z0-9-]+:(\d{12})/g)].map(([, id]) => id)),
    ).toEqual(new Set(["000000000001", "000000000002"]));
    expect(text).not.toMatch(/ecsecret/);
  });

  it("of a service that gives passwords away holds none, and is judged all the same", async () => {
    const fault: Fault = {
      outcome: (outcome, _, input) =>
        outcome.kind === "refused" && "Passwords" in input
          ? {
              ...outcome,
              message: (input.Passwords ?? []).join().split("").toReversed().join(""),
            }
          : outcome,
    };
    const { report, lines } = await recorded(reference({ fault }));
    expect(lines.some((line) => line.includes("withheld"))).toBe(true);
    const outcomes = ({ rules }: Report) => rules.map(({ id, outcome }) => [id, outcome]);
    expect(outcomes((await judged(lines)).report())).toEqual(outcomes(report));
  });

  it("that was damaged is not judged, and the line is named, whatever happened to it", async () => {
    const { lines } = await recorded(reference(), { commands: 60 });
    const at = fc.nat(lines.length - 1);
    const damages: fc.Arbitrary<readonly [number, readonly string[]]> = fc.oneof(
      fc.tuple(at, fc.nat()).map(([index, place]) => {
        const line = lines[index] ?? "";
        const where = place % line.length;
        const other = line[where] === "x" ? "y" : "x";
        return [
          index,
          lines.with(index, line.slice(0, where) + other + line.slice(where + 1)),
        ] as const;
      }),
      at
        .filter((index) => index < lines.length - 1)
        .map((index) => [index, lines.toSpliced(index, 1)] as const),
      at.map((index) => [index, lines.toSpliced(index, 0, "{}")] as const),
      fc.tuple(at, fc.nat()).map(([index, place]) => {
        const line = lines[index] ?? "";
        return [index, [...lines.slice(0, index), line.slice(0, place % line.length)]] as const;
      }),
      at
        .filter((index) => index > 0)
        .map((index) => [index, lines.with(index, lines[index - 1] ?? "")] as const),
    );
    await fc.assert(
      fc.asyncProperty(damages, async ([index, damaged]) => {
        const error: unknown = await judged(damaged).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        expect(error).toBeInstanceOf(BadRecording);
        expect(String(error)).toMatch(
          new RegExp(`^BadRecording: line ${index + 1} (?:is|was|has|belongs|begins|comes) `),
        );
      }),
      { seed: 17, numRuns: 150 },
    );
  });

  it("that is none is told so", async () => {
    for (const lines of [[], [""], ["hello"], ['{"a":1}'], ["[]"]])
      await expect(judged(lines)).rejects.toThrow(/^line 1 is /);
  });
});
