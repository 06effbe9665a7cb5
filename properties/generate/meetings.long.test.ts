import { expect, it } from "vitest";

import { operationNames } from "../../models/contract/requests.ts";
import { mustRules } from "../../models/operations/index.ts";
import { reference } from "../../targets/reference/index.ts";
import { raceStateFaults } from "../../targets/reference/state-faults/races.ts";
import { noWindows, usualWindows } from "../../targets/reference/store.ts";
import { variants } from "../../targets/reference/variants/index.ts";
import { unmetered } from "../run/meter.ts";
import { settleTimeoutFor } from "../run/settle-timeout.ts";
import { talk } from "../talk.ts";
import { meetingsOf } from "./meetings.ts";

/** The rules at `must` that a service breaks where several clients ask at once. */
async function brokenBy(options: Parameters<typeof reference>[0]): Promise<readonly string[]> {
  const target = reference(options);
  const patience = settleTimeoutFor(target, 60, 1);
  const broken = new Set<string>();
  for (const conversation of meetingsOf(operationNames)) {
    const { failures } = await talk(target, conversation, unmetered, patience);
    for (const { violation } of failures)
      if (mustRules.has(violation.rule)) broken.add(violation.rule);
  }
  await target.close();
  return [...broken];
}

it.each(raceStateFaults)("$name: seen where several ask at once", async ({ fault, tellers }) => {
  const broken = await brokenBy({ fault });
  expect(broken.filter((rule) => tellers.test(rule))).not.toEqual([]);
});

it.each(variants)(
  "whoever may behave so is not accused where several ask at once: $name",
  async ({ fault, windows = usualWindows }) => {
    expect(await brokenBy({ fault, windows })).toEqual([]);
    expect(await brokenBy({ fault, windows: noWindows })).toEqual([]);
  },
);
