import { allRules, operationNames } from "../models/operations/index.ts";
import { type Meter, metered } from "../properties/meter.ts";
import { mixFor } from "../properties/mix.ts";
import { patient } from "../properties/patience.ts";
import { search } from "../properties/search.ts";
import { defaultRun } from "../properties/survey.ts";
import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import type { Mutant } from "../targets/reference/mutants/mutant.ts";
import { alone, type Bench, median, quantile } from "./figure.ts";

/** How many requests of the default run it takes until a faulty service is caught by its own rule; nothing where it is not. */
async function requestsUntilKilled({ rule, fault }: Mutant): Promise<number | undefined> {
  const target = reference({ fault });
  let isFound = false;
  const counted = metered(defaultRun.commands, undefined, () => isFound);
  const meter: Meter = counted;
  await search(target, {
    seed: defaultRun.seed,
    mix: mixFor(target, operationNames),
    meter,
    patience: patient(target, 60, 1),
    isWanted: (id) => id === rule,
    onProgress: ({ stories }) => {
      isFound = stories.has(rule);
    },
  });
  await target.close();
  return isFound ? counted.sent : undefined;
}

/** What it takes to catch each faulty reference service, by the rule that it breaks. */
export const detection: Bench = {
  name: "detection",
  async run(say) {
    const requests: number[] = [];
    const alive: string[] = [];
    for (const [index, mutant] of mutants.entries()) {
      if (index % 100 === 0) say(`${index} of ${mutants.length} faulty services`);
      const taken = await requestsUntilKilled(mutant);
      if (taken === undefined) alive.push(mutant.rule);
      else requests.push(taken);
    }
    return [
      alone(
        `faulty services killed by the default budget, % of ${mutants.length}`,
        (100 * requests.length) / mutants.length,
        "100",
        (value) => value === 100,
        ...(alive.length === 0 ? [] : [`alive: ${alive.join(", ")}`]),
      ),
      alone(
        "requests until killed, median",
        median(requests),
        "< 100",
        (value) => value < 100,
        `a fault shows only where its own rule has something to say, of ${allRules.length} rules`,
      ),
      alone(
        "requests until killed, 95th percentile",
        quantile(requests, 0.95),
        "none set",
        () => true,
      ),
    ];
  },
};
