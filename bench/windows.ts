import { defaultRun, survey } from "../properties/survey.ts";
import type { Report } from "../reports/report.ts";
import { virtualClock } from "../targets/reference/clock.ts";
import { reference } from "../targets/reference/index.ts";
import { type Bench, beside } from "./figure.ts";

const windows = { creating: 30_000, modifying: 30_000, deleting: 30_000, tagLock: 5000 };

async function secondsAt(
  parallel: number,
): Promise<{ readonly seconds: number; readonly rules: Report["rules"] }> {
  const clock = virtualClock();
  const { rules } = await survey(reference({ windows, clock }), {
    ...defaultRun,
    settleSeconds: 600,
    parallel,
  });
  return { seconds: clock.now() / 1000, rules };
}

/** How long a default run waits on a target where every change takes half a minute: one conversation at a time, and many. */
export const windowsWaited: Bench = {
  name: "windows",
  async run(say) {
    say("parallel 1");
    const one = await secondsAt(1);
    say("parallel 32");
    const many = await secondsAt(32);
    const differ = one.rules.filter(({ id, outcome }, index) => {
      const other = many.rules[index];
      return other?.id !== id || other.outcome !== outcome;
    });
    return [
      beside(
        "seconds of a survey with windows of 30 s, parallel 32",
        many.seconds,
        ["parallel 1", one.seconds],
        "≥ 20 times sooner",
        (_, ratio) => ratio <= 1 / 20,
        ...(differ.length === 0 ? [] : [`${differ.length} rules came out otherwise`]),
      ),
    ];
  },
};
