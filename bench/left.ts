import * as fc from "fast-check";

import { operationNames } from "../models/contract/requests.ts";
import { generatorOptionsFor } from "../properties/generate/generator-options.ts";
import { metered } from "../properties/run/meter.ts";
import { settleTimeoutFor } from "../properties/run/settle-timeout.ts";
import { search } from "../properties/search.ts";
import { together } from "../targets/reference/faults.ts";
import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import type { Fault } from "../targets/reference/service.ts";
import { alone, type Bench } from "./figure.ts";

/** How many services are made, with how many faults each, and the requests of the run that estimates what a ten times longer one finds. */
const [services, faults, short] = [200, 20, 3000] as const;

async function searched(fault: Fault, commands: number) {
  const target = reference({ fault });
  try {
    const { broken, sample } = await search(target, {
      seed: 1,
      generation: generatorOptionsFor(target, operationNames),
      meter: metered(commands),
      patience: settleTimeoutFor(target, 60, 1),
    });
    return { broken: new Set(broken.keys()), estimate: sample.estimate() };
  } finally {
    await target.close();
  }
}

/** Whether what is estimated to be left is what a ten times longer run then finds. */
export const left: Bench = {
  name: "left",
  isLong: true,
  async run(say) {
    let estimated = 0;
    let held = 0;
    for (let index = 0; index < services; index += 1) {
      const [chosen = []] = fc.sample(
        fc.shuffledSubarray([...mutants], { minLength: faults, maxLength: faults }),
        { seed: index, numRuns: 1 },
      );
      const fault = together(chosen.map((one) => one.fault));
      const { broken, estimate } = await searched(fault, short);
      if (estimate === undefined) continue;
      const more = (await searched(fault, 10 * short)).broken.difference(broken).size;
      const [low, high] = estimate.interval;
      estimated += 1;
      if (more >= low && more <= high) held += 1;
      say(
        `${index + 1} of ${services}: ${more} more, estimated ${estimate.unseen} (${low} to ${high}); ${held} of ${estimated} held`,
      );
    }
    return [
      alone(
        "what a ten times longer run finds lies in the interval, %",
        (100 * held) / estimated,
        ">= 85",
        (value) => value >= 85,
      ),
    ];
  },
};
