import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Report, reportSchema } from "../reports/report.ts";
import { freePort } from "./free-port.ts";

/** A real emulator, written by others: how it is started, and what it is known to have. */
interface Emulator {
  readonly name: string;
  readonly version: string;
  readonly start: (port: number) => ChildProcess;
  readonly ready: string;
  readonly reset: string;
  readonly unsupported: readonly string[];
}

const emulators: readonly Emulator[] = [
  {
    name: "moto",
    version: "5.2.1",
    start: (port) =>
      spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" }),
    ready: "/moto-api/",
    reset: "/moto-api/reset",
    unsupported: [
      "ModifyUser",
      "CreateUserGroup",
      "ModifyUserGroup",
      "DescribeUserGroups",
      "DeleteUserGroup",
    ],
  },
  {
    name: "ministack",
    version: "1.5.33",
    start: (port) =>
      spawn("ministack", [], {
        stdio: "ignore",
        env: {
          ...process.env,
          BIND_HOST: "127.0.0.1",
          GATEWAY_PORT: String(port),
          PERSIST_STATE: "0",
          IOT_MTLS_ENABLED: "0",
          SFTP_ENABLED: "0",
        },
      }),
    ready: "/_ministack/health",
    reset: "/_ministack/reset",
    unsupported: [],
  },
];

const folder = mkdtempSync(join(tmpdir(), "ec-emulators-"));
const program = new URL("../cli/index.ts", import.meta.url).pathname;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in a process of its own. */
function conformance(...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, NO_COLOR: "1" },
  });
  return new Promise((resolve) => {
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      stderr += String(chunk);
    });
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}

const reportIn = (out: string): Report =>
  reportSchema.parse(JSON.parse(readFileSync(join(out, "report.json"), "utf8")));

const brokenIn = ({ rules }: Report): Report["rules"] =>
  rules.filter(({ outcome }) => outcome === "broken");

/** What a report says, apart from how long it took, and from races, which may show once and not again. */
const timeless = ({ rules, ...report }: Report, other: Report): object => {
  const races = new Set(
    [...rules, ...other.rules].filter(({ outcome }) => outcome === "flaky").map(({ id }) => id),
  );
  return {
    ...report,
    spent: { commands: report.spent.commands },
    score: races.size === 0 ? report.score : undefined,
    rules: rules.filter(({ id }) => !races.has(id)),
  };
};

describe.each(emulators)(
  "$name $version",
  ({ name, version, start, ready, reset, unsupported }) => {
    const bare = join(folder, name, "bare");
    const deviations = new URL(`deviations/${name}-${version}.json`, import.meta.url).pathname;
    let url: string;
    let running: ChildProcess;

    const target = (): readonly string[] => [
      "--endpoint",
      url,
      "--reset",
      `${url}${reset}`,
      "--settle-seconds",
      "30",
    ];

    beforeAll(async () => {
      const port = await freePort();
      url = `http://127.0.0.1:${port}`;
      running = start(port);
      for (let turn = 0; turn < 600; turn += 1) {
        if (running.exitCode !== null) break;
        const answer = await fetch(`${url}${ready}`).catch(() => undefined);
        if (answer?.ok === true) return;
        await sleep(100);
      }
      throw new Error(`${name} did not start; README says how to install it`);
    });

    afterAll(() => {
      running.kill();
    });

    it("is found to depart from AWS", async () => {
      const { status, stderr } = await conformance("run", ...target(), "--out", bare);
      expect({ status, trace: /\n\s+at /.test(stderr) }).toEqual({ status: 1, trace: false });
      const report = reportIn(bare);
      expect(report.inconclusive).toBeUndefined();
      const missing = Object.entries(report.operations).filter(([, is]) => is === "unsupported");
      expect(missing.map(([operation]) => operation)).toEqual(unsupported);
      expect(brokenIn(report).length).toBeGreaterThan(60);
      const long = brokenIn(report).filter(
        ({ counterexample }) => (counterexample?.commands.length ?? 9) > 7,
      );
      expect(long.map(({ id }) => id)).toEqual([]);
    });

    it("breaks every one of these rules again in a fresh process", async () => {
      const again = await conformance("replay", join(bare, "report.json"), ...target());
      const verdicts = again.stdout.split("\n").filter((line) => /^[A-Z]/.test(line));
      expect(verdicts.filter((line) => !line.startsWith("STILL BROKEN"))).toEqual([]);
      expect({ status: again.status, verdicts: verdicts.length }).toEqual({
        status: 1,
        verdicts: brokenIn(reportIn(bare)).length,
      });
    });

    it("says the same again for the same seed", async () => {
      const again = join(folder, name, "again");
      await conformance("run", ...target(), "--out", again);
      const [one, other] = [reportIn(bare), reportIn(again)];
      expect(timeless(other, one)).toEqual(timeless(one, other));
    });

    it("conforms with the deviations that are listed for it", async () => {
      const out = join(folder, name, "listed");
      const listed = ["--deviations", deviations, "--out", out];
      const { status, stdout } = await conformance("run", ...target(), ...listed);
      expect({ status, stdout: status === 0 ? "" : stdout }).toEqual({ status: 0, stdout: "" });
      const known = ["kept", "tolerated", "unsupported", "untried", "flaky"];
      const outcomes = reportIn(out).rules.map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => !known.includes(outcome))).toEqual([]);
    });
  },
);
