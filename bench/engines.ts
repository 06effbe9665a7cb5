import { bugs } from "./bugs.ts";
import { huntFastCheck } from "./fast-check.ts";
import { type Bench, beside, type Figure, median, quantile } from "./figure.ts";
import { type Hunt, huntOurs } from "./ours.ts";
import { shareAsMeant } from "./share.ts";

const seeds = 200;

const goals = { runs: [3, 1, 1], shrinking: [50, 50, 100] } as const;
const most95 = 150;

async function hunted<H extends Hunt>(hunt: (seed: number) => Promise<H | undefined>) {
  const all: H[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const one = await hunt(seed);
    if (one !== undefined) all.push(one);
  }
  return all;
}

const minimal = (hunts: readonly Hunt[], shortest: number): number =>
  (100 * hunts.filter(({ length }) => length <= shortest).length) / seeds;

/** How many requests it takes to find three seeded bugs, and to tell each in its shortest story. */
export const engines: Bench = {
  name: "engines",
  async run(say) {
    const figures: Figure[] = [];
    let made = 0;
    let ran = 0;
    for (const [index, bug] of bugs.entries()) {
      say(`${bug.name}: ${seeds} seeds with fast-check's commands`);
      const theirs = await hunted((seed) => huntFastCheck(bug, seed));
      say(`${bug.name}: ${seeds} seeds with this suite`);
      const ours = await hunted((seed) => huntOurs(bug, seed));
      made += theirs.reduce((sum, hunt) => sum + hunt.made, 0);
      ran += theirs.reduce((sum, hunt) => sum + hunt.ran, 0);
      const compared = (
        what: string,
        pick: (hunt: Hunt) => number,
        share: number,
        goal: number,
      ): Figure =>
        beside(
          `${bug.name}: ${what}`,
          quantile(ours.map(pick), share),
          ["fast-check commands", quantile(theirs.map(pick), share)],
          `≤ ${goal}`,
          (value) => value <= goal,
        );
      figures.push(
        compared("runs to find, median", ({ runs }) => runs, 0.5, goals.runs[index] ?? 1),
        beside(
          `${bug.name}: requests to find, median`,
          median(ours.map(({ requests }) => requests)),
          ["fast-check commands", median(theirs.map(({ requests }) => requests))],
          "none set",
          () => true,
        ),
        compared(
          "requests to shrink, median",
          ({ shrinking }) => shrinking,
          0.5,
          goals.shrinking[index] ?? 100,
        ),
        compared("requests to shrink, 95th percentile", ({ shrinking }) => shrinking, 0.95, most95),
        beside(
          `${bug.name}: stories of ${bug.shortest} commands, %`,
          minimal(ours, bug.shortest),
          ["fast-check commands", minimal(theirs, bug.shortest)],
          "≥ 99",
          (value) => value >= 99,
        ),
      );
    }
    say("share of requests that ran as meant");
    return [...figures, ranAsMeant(await shareAsMeant(), (100 * ran) / made)];
  },
};

const ranAsMeant = (ours: number, theirs: number): Figure =>
  beside(
    "requests that ran as meant, %",
    ours,
    ["fast-check commands", theirs],
    "≥ 97",
    (value) => value >= 97,
  );
