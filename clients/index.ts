import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { damages } from "../targets/reference/damages/index.ts";
import { faultsIn, matrixOf, type Row, withMatrix } from "./matrix.ts";
import { breakOf } from "./reading.ts";
import { wrongOf } from "./rightness.ts";
import { rest, script } from "./script.ts";
import { type Client, clients, isThere, readingsOf } from "./sdks.ts";
import { type Stand, standing } from "./server.ts";
import { brokenBy } from "./verdicts.ts";

/**
 * Tries the official SDKs on every damage of the wire, and writes what they make of it into docs/clients.md. Exit code 1: a must of
 * the wire is earned by no SDK, an SDK is led astray and no must rule says so, or one reads an answer wrongly that is not damaged.
 * Exit code 3: a toolchain is missing, so that nothing is proven.
 */
const document = join(import.meta.dirname, "..", "docs", "clients.md");
const folder = join("reports", "out", "clients");
const tell = (text: string): void => void process.stderr.write(`clients: ${text}\n`);

const good = "good";
const keyOf = (client: Client, index: number | string): string => `${client.name}-${index}`;

/** What one client makes of every damage; and what it reads wrongly where there is none. */
async function tried(client: Client, stand: Stand) {
  tell(`${client.title}: building`);
  await client.build();
  tell(`${client.title}: ${damages.length} damages`);
  const whole = await readingsOf(client, stand.url, [keyOf(client, "whole")], [...script, ...rest]);
  const wrong = wrongOf(whole.get(keyOf(client, "whole")) ?? []);
  const keys = [good, ...damages.keys()].map((index) => keyOf(client, index));
  const readings = await readingsOf(client, stand.url, keys, script);
  const baseline = readings.get(keyOf(client, good)) ?? [];
  const cells = damages.map((_, index) => {
    const key = keyOf(client, index);
    const read = readings.get(key) ?? [];
    const breaks = baseline.flatMap((before, turn) => {
      const after = read[turn];
      return (after === undefined ? "no answer" : breakOf(before, after)) ?? [];
    });
    const tries = stand.tries(key);
    return [...new Set(breaks), ...(tries > 1 ? [`${tries} tries`] : [])].join("; ");
  });
  return { title: client.title, wrong, cells };
}

/** What is tried, and what could not be. */
async function columnsOf(wanted: readonly Client[]) {
  await using stand = await standing((key) => damages[Number(/-(\d+)$/.exec(key)?.[1] ?? -1)]);
  const columns: Awaited<ReturnType<typeof tried>>[] = [];
  const missing: string[] = [];
  for (const client of wanted)
    if (await isThere(client.tool)) columns.push(await tried(client, stand));
    else {
      tell(`${client.title}: not tried, as ${client.tool} is not there`);
      missing.push(client.title);
    }
  return { columns, missing };
}

async function run(wanted: readonly Client[]): Promise<number> {
  await mkdir(folder, { recursive: true });
  const { columns, missing } = await columnsOf(wanted);
  const rows: Row[] = [];
  for (const [index, damage] of damages.entries())
    rows.push({
      damage: damage.name,
      cells: columns.map(({ cells }) => cells[index] ?? ""),
      broken: await brokenBy(damage),
    });
  const titles = columns.map(({ title }) => title);
  const table = matrixOf(titles, rows);
  await writeFile(join(folder, "matrix.md"), table);
  const isWhole = columns.length === clients.length;
  if (isWhole) await writeFile(document, withMatrix(await readFile(document, "utf8"), table));
  const faults = [
    ...columns.flatMap(({ title, wrong }) => wrong.map((one) => `${title}: ${one}`)),
    ...(isWhole ? faultsIn(rows) : []),
  ];
  for (const fault of faults) tell(fault);
  const astray = rows.filter(({ cells }) => cells.some((cell) => cell !== "")).length;
  tell(
    `${columns.length} SDKs, ${rows.length} damages, ${astray} of which lead one astray; ${faults.length} faults${missing.length === 0 ? "" : `; not tried: ${missing.join(", ")}`}`,
  );
  return faults.length > 0 ? 1 : missing.length > 0 ? 3 : 0;
}

const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !clients.some((client) => client.name === name));
if (unknown === undefined)
  try {
    process.exitCode = await run(
      clients.filter(({ name }) => chosen.length === 0 || chosen.includes(name)),
    );
  } catch (error) {
    tell(error instanceof Error ? error.message.split("\n").slice(0, 3).join(" ") : String(error));
    process.exitCode = 2;
  }
else {
  tell(`there is no client ${unknown}; there are ${clients.map(({ name }) => name).join(", ")}`);
  process.exitCode = 2;
}
