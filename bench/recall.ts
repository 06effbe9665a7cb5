import { operationNames } from "../models/contract/requests.ts";
import { allRules } from "../models/operations/index.ts";
import { generatorOptionsFor } from "../properties/generate/generator-options.ts";
import { metered } from "../properties/run/meter.ts";
import { settleTimeoutFor } from "../properties/run/settle-timeout.ts";
import { search } from "../properties/search.ts";
import { defaultRun } from "../properties/survey.ts";
import { reference } from "../targets/reference/index.ts";
import { type StateFault, stateFaults } from "../targets/reference/state-faults/index.ts";
import { alone, type Bench } from "./figure.ts";

const seeds = [1, 2, 3] as const;

const musts: ReadonlySet<string> = new Set(
  allRules.filter(({ level }) => level === "must").map(({ id }) => id),
);

/** By which rules at `must` a service is told to be wrong in a run, until one names its fault. */
async function toldBy(
  { fault, tellers }: StateFault,
  seed: number,
): Promise<{ readonly broken: readonly string[]; readonly isNamed: boolean }> {
  const target = reference({ fault });
  let isNamed = false;
  try {
    const { stories } = await search(target, {
      seed,
      generation: generatorOptionsFor(target, operationNames),
      meter: metered(defaultRun.commands, undefined, () => isNamed),
      patience: settleTimeoutFor(target, 60, 1),
      onProgress: (searched) => {
        isNamed ||= searched.broken.keys().some((rule) => musts.has(rule) && tellers.test(rule));
      },
    });
    return { broken: [...stories.keys()].filter((rule) => musts.has(rule)), isNamed };
  } finally {
    await target.close();
  }
}

/** Whether faults of what is remembered are found, that were written without a look at the rules. */
export const recall: Bench = {
  name: "recall",
  isLong: true,
  async run(say) {
    let found = 0;
    let named = 0;
    for (const seed of seeds)
      for (const one of stateFaults) {
        const { broken, isNamed } = await toldBy(one, seed);
        if (broken.length > 0) found += 1;
        if (isNamed) named += 1;
        else
          say(
            `seed ${seed}: ${one.name}: ${broken.length === 0 ? "not found" : `told by ${broken.join(", ")}`}`,
          );
      }
    const all = seeds.length * stateFaults.length;
    return [
      alone(
        `state faults of ${stateFaults.length} found at must, three seeds, %`,
        (100 * found) / all,
        ">= 95",
        (value) => value >= 95,
      ),
      alone("by a rule that names them, %", (100 * named) / all, ">= 95", (value) => value >= 95),
    ];
  },
};
