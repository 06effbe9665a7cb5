import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Report, reportSchema } from "../reports/report.ts";

const folder = mkdtempSync(join(tmpdir(), "ec-moto-"));
const program = new URL("../cli/index.ts", import.meta.url).pathname;
const deviations = new URL("deviations/moto-5.2.1.json", import.meta.url).pathname;

let url: string;
let moto: ChildProcess;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === "object" && address !== null ? address.port : 0),
      );
    });
  });

const conformance = (...args: readonly string[]) =>
  spawnSync(process.execPath, [program, ...args], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });

const target = (): readonly string[] => [
  "--endpoint",
  url,
  "--reset",
  `${url}/moto-api/reset`,
  "--settle-seconds",
  "30",
];

const reportIn = (out: string): Report =>
  reportSchema.parse(JSON.parse(readFileSync(join(out, "report.json"), "utf8")));

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  moto = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  for (let turn = 0; turn < 300; turn += 1) {
    if (moto.exitCode !== null) break;
    const answer = await fetch(`${url}/moto-api/`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(100);
  }
  throw new Error("moto_server did not start; pip install 'moto[server]==5.2.1'");
});

afterAll(() => {
  moto.kill();
  rmSync(folder, { recursive: true, force: true });
});

describe("moto 5.2.1", () => {
  const bare = join(folder, "bare");

  it("is found to depart from AWS", () => {
    const { status, stderr } = conformance("run", ...target(), "--out", bare);
    expect({ status, trace: /\n\s+at /.test(stderr) }).toEqual({ status: 1, trace: false });
    const report = reportIn(bare);
    expect(report.inconclusive).toBeUndefined();
    expect(report.operations).toEqual({
      CreateUser: "supported",
      ModifyUser: "unsupported",
      DescribeUsers: "supported",
      DeleteUser: "supported",
    });
    const broken = report.rules.filter(({ outcome }) => outcome === "broken");
    expect(broken.length).toBeGreaterThan(30);
    const long = broken.filter(({ counterexample }) => (counterexample?.commands.length ?? 9) > 6);
    expect(long.map(({ id }) => id)).toEqual([]);
  });

  it("breaks every one of these rules again in a fresh process", () => {
    const { status, stdout } = conformance("replay", join(bare, "report.json"), ...target());
    const verdicts = stdout.split("\n").filter((line) => /^[A-Z]/.test(line));
    expect(verdicts.filter((line) => !line.startsWith("STILL BROKEN"))).toEqual([]);
    expect({ status, verdicts: verdicts.length }).toEqual({
      status: 1,
      verdicts: reportIn(bare).rules.filter(({ outcome }) => outcome === "broken").length,
    });
  });

  it("says the same again for the same seed", () => {
    const again = join(folder, "again");
    conformance("run", ...target(), "--out", again);
    const [one, two] = [reportIn(bare), reportIn(again)];
    expect({ ...two, spent: { ...two.spent, seconds: 0 } }).toEqual({
      ...one,
      spent: { ...one.spent, seconds: 0 },
    });
  });

  it("conforms with the deviations that are listed for it", () => {
    const listed = join(folder, "listed");
    const { status, stdout } = conformance(
      "run",
      ...target(),
      "--deviations",
      deviations,
      "--out",
      listed,
    );
    expect({ status, stdout: status === 0 ? "" : stdout }).toEqual({ status: 0, stdout: "" });
    const outcomes = new Set(reportIn(listed).rules.map(({ outcome }) => outcome));
    expect(outcomes).toEqual(new Set(["kept", "tolerated", "unsupported", "untried"]));
  });
});
