import { monitorEventLoopDelay } from "node:perf_hooks";

import { describe, expect, it } from "vitest";

import { reference } from "../../targets/reference/index.ts";
import { mutants } from "../../targets/reference/mutants/index.ts";
import type { SurveyOptions } from "../options.ts";
import { survey } from "../survey.ts";

const options: SurveyOptions = {
  suiteVersion: "test",
  seed: 1,
  commands: 800,
  shrinkCommands: 300,
  settleSeconds: 5,
};

/** How long timers wait at most times, in milliseconds, beside a lot of other work; without giving way they never come at all. */
const longest = 2000;

describe("timers, signals and terminals have their turn (D3)", () => {
  it.each<readonly [string, () => Parameters<typeof survey>]>([
    ["while conversations are made and said", () => [reference(), options]],
    ["while several are", () => [reference(), { ...options, parallel: 4 }]],
    ["while all are said", () => [reference(), { ...options, exhaustive: 2 }]],
    [
      "while stories get shorter",
      () => {
        const fault = mutants.find(({ rule }) => rule === "create-user/password-count")?.fault;
        return [reference(fault === undefined ? {} : { fault }), { ...options, commands: 300 }];
      },
    ],
  ])("%s", async (_, run) => {
    const delay = monitorEventLoopDelay({ resolution: 10 });
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 20);
    const begun = process.cpuUsage();
    delay.enable();
    await survey(...run());
    delay.disable();
    clearInterval(timer);
    // By the time that this process had: what others take is none of its doing.
    const { user, system } = process.cpuUsage(begun);
    const seconds = (user + system) / 1e6;
    expect({ isSoon: delay.percentile(90) / 1e6 < longest, isOften: ticks > seconds }).toEqual({
      isSoon: true,
      isOften: true,
    });
  });
});
