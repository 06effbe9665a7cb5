import { initialWorld } from "../models/belief/state.ts";
import type { Exchange } from "../models/contract/contract.ts";
import { operationNames } from "../models/contract/requests.ts";
import { model } from "../models/model.ts";
import { allRules } from "../models/operations/index.ts";
import type { RuleId } from "../models/rules/rule.ts";
import { generatorOptionsFor } from "../properties/generate/generator-options.ts";
import { metered } from "../properties/run/meter.ts";
import { settleTimeoutFor } from "../properties/run/settle-timeout.ts";
import { search } from "../properties/search.ts";
import { defaultRun } from "../properties/survey.ts";
import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import type { Mutant } from "../targets/reference/mutants/mutant.ts";
import { alone, type Bench, median, quantile } from "./figure.ts";

/** At which request of the default run a faulty service is caught by its own rule; nothing where it is not. */
async function requestsUntilKilled({ rule, fault }: Mutant): Promise<number | undefined> {
  const target = reference({ fault });
  let said = 0;
  let killed: number | undefined;
  const meter = metered(defaultRun.commands, undefined, () => killed !== undefined);
  await search(target, {
    seed: defaultRun.seed,
    generation: generatorOptionsFor(target, operationNames),
    meter,
    patience: settleTimeoutFor(target, 60, 1),
    isWanted: (id) => id === rule,
    onTalk: (_, { exchanges, failures }) => {
      if (failures.some(({ violation }) => violation.rule === rule))
        killed ??= said + turnOf(rule, exchanges, target.region);
      said += exchanges.length;
    },
  });
  await target.close();
  return killed;
}

/** Which of these exchanges, counted from one, is the first to break a rule. */
function turnOf(rule: RuleId, exchanges: readonly Exchange[], region: string): number {
  let world = initialWorld(region);
  for (const [index, exchange] of exchanges.entries()) {
    const { violations } = model.check(world, exchange);
    if (violations.some((violation) => violation.rule === rule)) return index + 1;
    world = model.step(world, exchange);
  }
  return exchanges.length;
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
        "<= 90",
        (value) => value <= 90,
        `a fault shows only where its own rule speaks, of ${allRules.length} rules`,
      ),
      alone(
        "requests until killed, 90th percentile",
        quantile(requests, 0.9),
        "<= 700",
        (value) => value <= 700,
      ),
    ];
  },
};
