import { defaultRun, survey } from "../properties/survey.ts";
import type { Report } from "../reports/report.ts";
import { endpoint } from "../targets/endpoint.ts";
import { listen } from "../targets/reference/mount.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import { createReference, type Fault } from "../targets/reference/service.ts";
import { roughRoad, threeOfTen } from "../targets/rough-road.ts";
import { alone, type Bench } from "./figure.ts";

/** One fault of each kind: a ground, a lookup, a law, tags, groups. */
const faults = [
  "create-user/engine-unknown",
  "delete-user/unknown-user",
  "describe-users/shows-what-modify-answered",
  "add-tags-to-resource/tag-key-too-long",
  "create-user-group/default-user-required",
];

async function surveyed(
  fault: Fault,
  seed: number,
  commands: number,
  isRough: boolean,
): Promise<Report> {
  await using listening = await listen(createReference({ fault }), 0);
  await using road = await roughRoad({ to: listening.url, shares: threeOfTen, seed });
  const url = isRough ? road.url : listening.url;
  return await survey(endpoint({ url, farewellSeconds: 30 }), {
    suiteVersion: "bench",
    seed,
    commands,
    shrinkCommands: 400,
    settleSeconds: 5,
    parallel: 8,
  });
}

const brokenIn = ({ rules }: Report): ReadonlySet<string> =>
  new Set(rules.filter(({ outcome }) => outcome === "broken").map(({ id }) => id));

/** What a road on which three of ten requests meet trouble does to the verdicts. */
export const road: Bench = {
  name: "road",
  isLong: true,
  async run(say) {
    let falsely = 0;
    let lost = 0;
    for (let seed = 1; seed <= 50; seed += 1) {
      say(`sound service, seed ${seed}`);
      const report = await surveyed({}, seed, 1500, true);
      falsely += report.rules.filter(({ outcome }) =>
        ["broken", "flaky", "unconfirmed"].includes(outcome),
      ).length;
      lost += report.lost.reduce((sum, { count }) => sum + count, 0);
    }
    const differing: string[] = [];
    for (const id of faults) {
      const fault = mutants.find(({ rule }) => rule === id)?.fault ?? {};
      for (const seed of [1, 2, 3]) {
        say(`${id}, seed ${seed}`);
        const smooth = brokenIn(await surveyed(fault, seed, defaultRun.commands, false));
        const rough = brokenIn(await surveyed(fault, seed, defaultRun.commands, true));
        differing.push(...smooth.symmetricDifference(rough));
        if (!smooth.has(id)) differing.push(id);
      }
    }
    return [
      alone("false verdicts in 50 runs on a rough road", falsely, "0", (value) => value === 0),
      alone("answers lost in them", lost, "counted", (value) => value > 0),
      alone(
        "rules that five faulty services break on one road only, rough or smooth, three seeds each",
        differing.length,
        "0",
        (value) => value === 0,
        ...(differing.length === 0 ? [] : [differing.join(", ")]),
      ),
    ];
  },
};
