import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { operationNames } from "../models/contract/requests.ts";
import { generatorOptionsFor } from "../properties/generate/generator-options.ts";
import { metered } from "../properties/run/meter.ts";
import { settleTimeoutFor } from "../properties/run/settle-timeout.ts";
import { search } from "../properties/search.ts";
import { bare } from "../targets/reference/bare.ts";
import { alone, type Bench, type Figure } from "./figure.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

interface Spent {
  readonly seconds: number;
  /** Megabytes of the heap that the search still holds at its end. */
  readonly megabytes: number;
}

async function spentOn(requests: number): Promise<Spent> {
  const target = bare();
  collect();
  const before = process.memoryUsage().heapUsed;
  const started = performance.now();
  const searched = await search(target, {
    seed: 42,
    generation: generatorOptionsFor(target, operationNames),
    meter: metered(requests),
    patience: settleTimeoutFor(target, 60, 1),
  });
  const seconds = (performance.now() - started) / 1000;
  collect();
  const megabytes = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  if (searched.conversations === 0) throw new Error("nothing was said");
  return { seconds, megabytes };
}

/** Time and memory of ever longer runs. */
export const scale: Bench = {
  name: "scale",
  async run(say) {
    const sizes = [10_000, 100_000, 1_000_000];
    // What is warm runs faster: the first run is for that.
    await spentOn(100_000);
    const spent: Spent[] = [];
    for (const size of sizes) {
      say(`${size} requests`);
      spent.push(await spentOn(size));
    }
    const figures: Figure[] = sizes.flatMap((size, index) => [
      alone(`seconds, ${size} requests`, spent[index]?.seconds ?? 0, "none set", () => true),
      alone(
        `megabytes held, ${size} requests`,
        spent[index]?.megabytes ?? 0,
        "none set",
        () => true,
      ),
    ]);
    const [, middle, last] = spent;
    return [
      ...figures,
      alone(
        "time of 1,000,000 requests in times of 100,000",
        (last?.seconds ?? 0) / (middle?.seconds ?? 1),
        "9 to 11",
        (value) => value >= 9 && value <= 11,
      ),
      alone(
        "megabytes more for 1,000,000 requests than for 100,000",
        (last?.megabytes ?? 0) - (middle?.megabytes ?? 0),
        "< 50",
        (value) => value < 50,
      ),
    ];
  },
};
