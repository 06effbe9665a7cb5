import { setTimeout as sleep } from "node:timers/promises";

import * as fc from "fast-check";

import type { Shard } from "../properties/shard.ts";
import { survey } from "../properties/survey.ts";
import { together } from "../targets/reference/faults.ts";
import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import type { Fault } from "../targets/reference/service.ts";
import type { Target } from "../targets/target.ts";
import { alone, type Bench } from "./figure.ts";

/** How many seeds, of services with how many faults, and the requests of a run that as many machines share. */
const [seeds, faults, commands, machines] = [10, 20, 6000, 4] as const;

/** As long as an answer of AWS takes, in milliseconds, and the requests of a run that waits so long for each. */
const [latency, few] = [100, 1600] as const;

const parts: readonly Shard[] = Array.from({ length: machines }, (_, place) => ({
  index: place + 1,
  of: machines,
}));

async function brokenIn(seed: number, fault: Fault, shard?: Shard): Promise<readonly string[]> {
  const { rules } = await survey(reference({ fault }), {
    seed,
    commands,
    shrinkCommands: 0,
    explains: false,
    ...(shard === undefined ? {} : { shard }),
  });
  return rules
    .filter(({ outcome }) => outcome === "broken" || outcome === "unconfirmed")
    .map(({ id }) => id);
}

/** The reference service at the other end of a road on which each answer takes its time. */
function slow(): Target {
  const target = reference();
  return {
    ...target,
    async open() {
      const session = await target.open();
      return {
        ...session,
        send: async (command) => {
          await sleep(latency);
          return session.send(command);
        },
        wait: (seconds) => session.wait(seconds),
        [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
      };
    },
  };
}

async function secondsOf(work: Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work;
  return (performance.now() - started) / 1000;
}

/** Whether machines that share a run find what one finds, and how much sooner. */
export const shards: Bench = {
  name: "shards",
  isLong: true,
  async run(say) {
    let [one, both, all] = [0, 0, 0];
    for (let seed = 1; seed <= seeds; seed += 1) {
      const [chosen = []] = fc.sample(
        fc.shuffledSubarray([...mutants], { minLength: faults, maxLength: faults }),
        { seed, numRuns: 1 },
      );
      const fault = together(chosen.map((mutant) => mutant.fault));
      const whole = new Set(await brokenIn(seed, fault));
      const shared = new Set<string>();
      for (const part of parts) for (const id of await brokenIn(seed, fault, part)) shared.add(id);
      one += whole.size;
      all += shared.size;
      both += whole.intersection(shared).size;
      say(`seed ${seed}: ${whole.size} rules by one machine, ${shared.size} by ${machines}`);
    }
    const options = { commands: few, explains: false } as const;
    const alone1 = await secondsOf(survey(slow(), options));
    const beside = await secondsOf(
      Promise.all(parts.map((shard) => survey(slow(), { ...options, shard }))),
    );
    return [
      alone(
        `of what one machine finds, found by ${machines} with a quarter each, ${seeds} seeds, %`,
        (100 * both) / one,
        ">= 98",
        (value) => value >= 98,
        `${one} rules by one, ${all} by ${machines}`,
      ),
      alone(
        `${machines} machines are faster, answers of ${latency} ms, times`,
        alone1 / beside,
        ">= 3.5",
        (value) => value >= 3.5,
        `${Math.round(alone1)} s and ${Math.round(beside)} s`,
      ),
    ];
  },
};
