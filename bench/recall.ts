import * as fc from "fast-check";

import { operationNames } from "../models/contract/requests.ts";
import { mustRules } from "../models/operations/index.ts";
import { generatorOptionsFor } from "../properties/generate/generator-options.ts";
import { metered } from "../properties/run/meter.ts";
import { settleTimeoutFor } from "../properties/run/settle-timeout.ts";
import { search } from "../properties/search.ts";
import { defaultRun } from "../properties/survey.ts";
import { together } from "../targets/reference/faults.ts";
import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import type { Fault } from "../targets/reference/service.ts";
import { stateFaults } from "../targets/reference/state-faults/index.ts";
import { alone, type Bench } from "./figure.ts";

const seeds = [1, 2, 3] as const;

/** A faulty service, and which rules name its fault. */
interface Faulty {
  readonly name: string;
  readonly fault: Fault;
  isNamedBy(rule: string): boolean;
}

const ofState: readonly Faulty[] = stateFaults.map(({ name, fault, tellers }) => ({
  name,
  fault,
  isNamedBy: (rule) => tellers.test(rule),
}));

/** How many services with two faults of rules at once are made: one fault may hide the other. */
const pairs = 100;

const ofPairs: readonly Faulty[] = fc
  .sample(
    fc.shuffledSubarray(
      mutants.filter(({ rule }) => mustRules.has(rule)),
      { minLength: 2, maxLength: 2 },
    ),
    { seed: 1, numRuns: pairs },
  )
  .map((two) => ({
    name: two.map(({ rule }) => rule).join(" and "),
    fault: together(two.map(({ fault }) => fault)),
    isNamedBy: (rule) => two.some((one) => one.rule === rule),
  }));

/** By which rules at `must` a service is told to be wrong in a run, until one names its fault. */
async function toldBy(
  { fault, isNamedBy }: Faulty,
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
        isNamed ||= searched.broken.keys().some((rule) => mustRules.has(rule) && isNamedBy(rule));
      },
    });
    return { broken: [...stories.keys()].filter((rule) => mustRules.has(rule)), isNamed };
  } finally {
    await target.close();
  }
}

/** How many of all services are told at must, and by a rule that names the fault, over all seeds: percentages. */
async function toldOf(
  services: readonly Faulty[],
  say: (text: string) => void,
): Promise<{ readonly found: number; readonly named: number }> {
  let found = 0;
  let named = 0;
  for (const seed of seeds)
    for (const one of services) {
      const { broken, isNamed } = await toldBy(one, seed);
      if (broken.length > 0) found += 1;
      if (isNamed) named += 1;
      else
        say(
          `seed ${seed}: ${one.name}: ${broken.length === 0 ? "not found" : `told by ${broken.join(", ")}`}`,
        );
    }
  const percent = 100 / (seeds.length * services.length);
  return { found: found * percent, named: named * percent };
}

const figuresOf = (what: string, told: { readonly found: number; readonly named: number }) => [
  alone(`${what} found at must, three seeds, %`, told.found, ">= 95", (value) => value >= 95),
  alone(`${what} told by a rule that names them, %`, told.named, ">= 95", (value) => value >= 95),
];

/**
 * Whether faults are found that no rule was made for: those of what is remembered, written without a look at the rules, and two
 * faults at once.
 */
export const recall: Bench = {
  name: "recall",
  isLong: true,
  async run(say) {
    return [
      ...figuresOf(`state faults, of ${ofState.length},`, await toldOf(ofState, say)),
      ...figuresOf(`pairs of faults, of ${pairs},`, await toldOf(ofPairs, say)),
    ];
  },
};
