import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

import * as z from "zod";

import { alone, type Bench, type Figure } from "./figure.ts";

const outcomes = z.object({
  files: z.record(z.string(), z.object({ mutants: z.array(z.object({ status: z.string() })) })),
});

/** One in so many mutants is tried: all of a folder take half a day on two cores. */
const oneIn = { reference: 10, models: 16 };

/** What StrykerJS said of the mutants in the sample that can be told at all. */
function scoreIn(path: string): { readonly percent: number; readonly told: number } {
  const { files } = outcomes.parse(JSON.parse(readFileSync(path, "utf8")));
  const statuses = Object.values(files).flatMap(({ mutants }) =>
    mutants.map(({ status }) => status),
  );
  const count = (...wanted: readonly string[]): number =>
    statuses.filter((status) => wanted.includes(status)).length;
  const told = count("Killed", "Timeout", "Survived", "NoCoverage");
  return { percent: (100 * count("Killed", "Timeout")) / told, told };
}

function scored(folder: keyof typeof oneIn, goal: number): Figure {
  execFileSync("stryker", ["run", `bench/stryker/${folder}.json`], {
    stdio: "inherit",
    env: { ...process.env, MUTATION_SHARE: String(1 / oneIn[folder]) },
  });
  const { percent, told } = scoreIn(`reports/out/stryker/${folder}.json`);
  const share = percent / 100;
  // Of the normal approximation; 1.96 standard errors to each side hold in 95 of 100 samples.
  const error = 100 * 1.96 * Math.sqrt((share * (1 - share)) / told);
  return alone(
    `StrykerJS score over ${folder}, %: ${told} mutants drawn, ± ${error.toFixed(1)} by chance`,
    percent,
    `≥ ${goal}`,
    (value) => value >= goal,
  );
}

/** What a general mutation tool, which knows nothing of the rules, says of the tests and of the survey. */
export const mutation: Bench = {
  name: "mutation",
  isLong: true,
  async run(say) {
    say("StrykerJS over a sample of targets/reference, by the tests and a survey: about an hour");
    const reference = scored("reference", 93);
    say("StrykerJS over a sample of models, by the tests: about an hour");
    return [reference, scored("models", 93)];
  },
};
