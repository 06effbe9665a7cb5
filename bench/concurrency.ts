import { execFileSync } from "node:child_process";
import { basename, join } from "node:path";

import { linearizeAll } from "../properties/check/linearize.ts";
import { type Bench, beside, type Figure, median } from "./figure.ts";
import { readHistories, store } from "./histories.ts";

const names = ["c10-ok", "c50-ok", "c50-bad"];

interface Timed {
  readonly linearizable: boolean;
  readonly milliseconds: number;
}

/** Our checker, warm: Porcupine is compiled before it runs. */
function timeOurs(path: string): Timed {
  const histories = readHistories(path);
  const warm = performance.now();
  let linearizable = linearizeAll(store, histories);
  while (performance.now() - warm < 1500) linearizable = linearizeAll(store, histories);
  const times = Array.from({ length: 9 }, () => {
    const started = performance.now();
    linearizable = linearizeAll(store, histories);
    return performance.now() - started;
  });
  return { linearizable, milliseconds: median(times) };
}

function timePorcupine(paths: readonly string[]): Readonly<Record<string, Timed>> {
  const folder = new URL("porcupine", import.meta.url).pathname;
  return JSON.parse(execFileSync("go", ["run", ".", ...paths], { cwd: folder, encoding: "utf8" }));
}

/** The checker of what several clients were answered, beside Porcupine, on recorded histories of a key-value store. */
export const concurrency: Bench = {
  name: "concurrency",
  async run(say, { histories }) {
    if (histories === undefined) {
      say(
        "not measured: --histories names no folder with Porcupine's test data (c10-ok.txt and others)",
      );
      return [];
    }
    const paths = names.map((name) => join(histories, `${name}.txt`));
    say("Porcupine");
    const theirs = timePorcupine(paths);
    return paths.map((path): Figure => {
      const name = basename(path, ".txt");
      say(name);
      const [ours, yardstick] = [timeOurs(path), theirs[path]];
      if (ours.linearizable !== yardstick?.linearizable)
        throw new Error(`${name}: the two checkers do not agree`);
      return beside(
        `checking ${name}, ms`,
        ours.milliseconds,
        ["Porcupine", yardstick.milliseconds],
        "ratio ≤ 1.0",
        (_, ratio) => ratio <= 1,
      );
    });
  },
};
