import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

import * as z from "zod";

import { alone, type Bench } from "./figure.ts";

const outcomes = z.object({
  files: z.record(z.string(), z.object({ mutants: z.array(z.object({ status: z.string() })) })),
});

/** The share of StrykerJS's mutants that were found out, in percent, of those that can be. */
function scoreIn(path: string): number {
  const { files } = outcomes.parse(JSON.parse(readFileSync(path, "utf8")));
  const statuses = Object.values(files).flatMap(({ mutants }) =>
    mutants.map(({ status }) => status),
  );
  const count = (...wanted: readonly string[]): number =>
    statuses.filter((status) => wanted.includes(status)).length;
  return (100 * count("Killed", "Timeout")) / count("Killed", "Timeout", "Survived", "NoCoverage");
}

/** What a general mutation tool, which knows nothing of the rules, says of the tests and of the survey. */
export const mutation: Bench = {
  name: "mutation",
  isLong: true,
  async run(say) {
    say("StrykerJS over models: about twenty minutes");
    execFileSync("stryker", ["run", "bench/stryker/models.json"], { stdio: "inherit" });
    say("StrykerJS over targets/reference: about half an hour");
    execFileSync("stryker", ["run", "bench/stryker/reference.json"], { stdio: "inherit" });
    return [
      alone(
        "StrykerJS score of the tests and the survey over targets/reference, %",
        scoreIn("reports/out/stryker/reference.json"),
        "≥ 90",
        (value) => value >= 90,
      ),
      alone(
        "StrykerJS score of the tests over models, %",
        scoreIn("reports/out/stryker/models.json"),
        "≥ 90",
        (value) => value >= 90,
      ),
    ];
  },
};
