import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";

import { defaultRun, survey } from "../properties/survey.ts";
import type { Report } from "../reports/report.ts";
import { endpoint } from "../targets/endpoint.ts";
import { reference } from "../targets/reference/index.ts";
import type { Target } from "../targets/target.ts";

/**
 * Whether a change of the code changes what is found: `node bench/same.ts FOLDER [--endpoint URL --reset URL]… [--commands N]`. The
 * first time it writes down the reports of five seeds on the reference and on each endpoint; later it holds new ones against them,
 * and names what differs.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    endpoint: { type: "string", multiple: true, default: [] },
    reset: { type: "string", multiple: true, default: [] },
    commands: { type: "string", default: String(defaultRun.commands) },
    seeds: { type: "string", default: "1,2,3,4,5" },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new Error("a folder for the reports is wanted");
mkdirSync(folder, { recursive: true });

const targets: ReadonlyMap<string, () => Target> = new Map([
  ["reference", () => reference()],
  ...values.endpoint.map(
    (url, index) =>
      [
        `endpoint-${index + 1}`,
        () => endpoint({ url, reset: values.reset[index], farewellSeconds: 30 }),
      ] as const,
  ),
]);

/** What a run found, and nothing of how long it took. */
const found = ({ rules, crashes, score, cells, spent }: Report): object =>
  JSON.parse(
    JSON.stringify({
      // In which order rules are written down is no matter.
      rules: rules
        .toSorted((one, other) => (one.id < other.id ? -1 : 1))
        .map(({ id, outcome, exercised, followsFrom, counterexample }) => ({
          id,
          outcome,
          exercised,
          followsFrom,
          story: counterexample?.commands,
          expected: counterexample?.expected,
          actual: counterexample?.actual,
        })),
      crashes: crashes?.map(({ id, count, counterexample }) => ({
        id,
        count,
        story: counterexample.commands,
      })),
      score,
      cells,
      sent: [spent.commands, spent.shrinkCommands],
    }),
  );

let differences = 0;
for (const [name, make] of targets)
  for (const seed of values.seeds.split(",").map(Number)) {
    const report = await survey(make(), {
      ...defaultRun,
      seed,
      commands: Number(values.commands),
      settleSeconds: 30,
    });
    const file = join(folder, `${name}-${seed}.json`);
    const now = found(report);
    if (!existsSync(file)) {
      writeFileSync(file, JSON.stringify(now, null, 1));
      console.log(`${name}, seed ${seed}: written down`);
      continue;
    }
    const before: object = JSON.parse(readFileSync(file, "utf8"));
    const isSame = isDeepStrictEqual(before, now);
    differences += isSame ? 0 : 1;
    if (!isSame) writeFileSync(`${file}.now`, JSON.stringify(now, null, 1));
    console.log(
      `${name}, seed ${seed}: ${isSame ? "the same" : `differs: diff ${file} ${file}.now`}`,
    );
  }
process.exitCode = differences === 0 ? 0 : 1;
