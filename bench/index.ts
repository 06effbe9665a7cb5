import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { clients } from "./clients.ts";
import { concurrency } from "./concurrency.ts";
import { detection } from "./detection.ts";
import { diagnosis } from "./diagnosis.ts";
import { engines } from "./engines.ts";
import type { Bench, Figure } from "./figure.ts";
import { kills } from "./kills.ts";
import { left } from "./left.ts";
import { mutation } from "./mutation.ts";
import { recall } from "./recall.ts";
import { rendering } from "./rendering.ts";
import { road } from "./road.ts";
import { scale } from "./scale.ts";
import { secrets } from "./secrets.ts";
import { shards } from "./shards.ts";
import { speed } from "./speed.ts";
import { windowsWaited } from "./windows.ts";

const benches: readonly Bench[] = [
  engines,
  speed,
  concurrency,
  detection,
  windowsWaited,
  scale,
  clients,
  rendering,
  road,
  kills,
  secrets,
  diagnosis,
  recall,
  shards,
  left,
  mutation,
];

const { positionals: chosen, values } = parseArgs({
  allowPositionals: true,
  options: { histories: { type: "string" } },
});
// Porcupine is run from a folder of its own.
const histories = values.histories === undefined ? undefined : resolve(values.histories);
const unknown = chosen.find((name) => !benches.some((bench) => bench.name === name));
if (unknown === undefined)
  await report(
    benches.filter(({ name, isLong }) =>
      chosen.length === 0 ? isLong !== true : chosen.includes(name),
    ),
  );
else {
  process.stderr.write(
    `There is no bench ${unknown}; there are ${benches.map(({ name }) => name).join(", ")}.\n`,
  );
  process.exitCode = 2;
}

async function report(selected: readonly Bench[]): Promise<void> {
  const figures: Figure[] = [];
  for (const { name, run } of selected)
    figures.push(
      ...(await run((text) => process.stderr.write(`${name}: ${text}\n`), { histories })),
    );
  const folder = join("reports", "out", "bench");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "bench.json"), `${JSON.stringify(figures, undefined, 2)}\n`);
  await writeFile(join(folder, "bench.md"), table(figures));
  process.stdout.write(table(figures));
}

function table(figures: readonly Figure[]): string {
  return [
    "| figure | ours | yardstick | | ratio | goal | met |",
    "|---|---:|---:|---|---:|---|---|",
    ...figures.map(
      ({ figure, ours, yardstick, yardstickName, ratio, goal, met, because }) =>
        `| ${figure} | ${cell(ours)} | ${cell(yardstick)} | ${yardstickName} | ${cell(ratio)} | ${goal} | ${met ? "yes" : "no"}${because === undefined ? "" : `: ${because}`} |`,
    ),
    "",
  ].join("\n");
}

function cell(value: number | undefined): string {
  return value === undefined ? "" : String(value);
}
