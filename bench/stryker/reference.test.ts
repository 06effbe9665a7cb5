import { expect, it } from "vitest";

import { operationNames } from "../../models/contract/requests.ts";
import { allRules } from "../../models/operations/index.ts";
import { generatorOptionsFor } from "../../properties/generate/generator-options.ts";
import { metered } from "../../properties/run/meter.ts";
import { settleTimeoutFor } from "../../properties/run/settle-timeout.ts";
import { search } from "../../properties/search.ts";
import { type Mount, reference } from "../../targets/reference/index.ts";

/** Searches until the first broken rule: that is enough to know that the service is not sound. */
async function searched(mount: Mount, seed: number, commands: number) {
  const target = reference({ mount });
  let isBroken = false;
  try {
    return await search(target, {
      seed,
      generation: generatorOptionsFor(target, operationNames),
      meter: metered(commands, undefined, () => isBroken),
      patience: settleTimeoutFor(target, 60, 1),
      onProgress: ({ stories, lost }) => {
        isBroken = stories.size > 0 || lost.length > 0;
      },
    });
  } finally {
    await target.close();
  }
}

it("listens, and answers", async () => {
  const { stories, lost } = await searched("http", 7, 200);
  expect([[...stories.keys()], lost]).toEqual([[], []]);
});

it("keeps every rule, and lets every rule be tried", async () => {
  const { stories, lost, exercised } = await searched("direct", 42, 10_000);
  expect([[...stories.keys()], lost]).toEqual([[], []]);
  expect(allRules.map(({ id }) => id).filter((id) => !exercised.has(id))).toEqual([]);
});
