import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { issueText } from "../reports/issues.ts";
import { outcomeOf, toldOutcome } from "../reports/pasted.fixtures.ts";
import { type Report, reportSchema } from "../reports/report.ts";
import { type Counterexample } from "../reports/stored.ts";
import { defectsTold } from "../reports/told.ts";
import { answering } from "./answering.fixtures.ts";
import { freePort } from "./free-port.ts";
import { isNightly } from "./nightly.fixtures.ts";

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

/** Where the board is built from. */
const stored = new URL("../reports/out/reports/", import.meta.url).pathname;

/** Keeps a report for the board, under the version that is not told by the target itself. */
function keep(name: string, version: string, report: Report): void {
  mkdirSync(stored, { recursive: true });
  const whole: Report = { ...report, target: { ...report.target, name, version } };
  writeFileSync(join(stored, `${name}-${version}.json`), JSON.stringify(whole));
}

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

/** Too long to be pasted in a test: each line takes a second; and of several clients nobody knows who comes first. */
const isLong = ({ commands }: { readonly commands: Counterexample["commands"] }): boolean =>
  commands.some(
    ({ times, client, until }) =>
      times !== undefined || client !== undefined || until === "settled",
  );

/** What a report says, apart from when it was made, how long it took, and from races, which may show once and not again. */
const timeless = ({ rules, date: _, ...report }: Report, other: Report): object => {
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

/** The program of moto's newest release, where there is one beside the pinned. */
const newest = process.env["NEWEST_MOTO"];

describe("moto's newest release (16.11)", () => {
  it.runIf(isNightly && newest !== undefined)(
    "is surveyed, and what is new in it is told",
    async () => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const server = String(newest);
      const running = spawn(server, ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
      const out = join(folder, "newest");
      const list = new URL("deviations/moto-5.2.1.json", import.meta.url).pathname;
      try {
        await answering(running, `${url}/moto-api/`);
        const { stdout } = await conformance(
          "run",
          "--endpoint",
          url,
          "--reset",
          `${url}/moto-api/reset`,
          "--deviations",
          list,
          "--settle-seconds",
          "30",
          "--out",
          out,
        );
        const report = reportIn(out);
        const of = (outcome: string): string =>
          report.rules.flatMap((rule) => (rule.outcome === outcome ? [rule.id] : [])).join(", ");
        const { stdout: version } = spawnSync(
          join(dirname(server), "python"),
          ["-c", "import moto; print(moto.__version__, end='')"],
          { encoding: "utf8" },
        );
        console.log(
          `moto, newest (${version}): new departures: ${of("broken") || "none"}; no longer there: ${of("stale") || "none"}; crashes: ${report.crashes?.map(({ id }) => id).join(", ") ?? "none"}`,
        );
        keep("moto", version, report);
        expect({ why: report.inconclusive, stdout }).toEqual({ why: undefined, stdout });
      } finally {
        running.kill();
      }
    },
  );
});

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
      await answering(running, `${url}${ready}`);
    });

    afterAll(() => {
      running.kill();
    });

    it.runIf(isNightly)("is found to depart from AWS", async () => {
      const { status, stderr } = await conformance("run", ...target(), "--out", bare);
      expect({ status, trace: /\n\s+at /.test(stderr) }).toEqual({ status: 1, trace: false });
      const report = reportIn(bare);
      expect(report.inconclusive).toBeUndefined();
      keep(name, version, report);
      const missing = Object.entries(report.operations).filter(([, is]) => is === "unsupported");
      expect(missing.map(([operation]) => operation)).toEqual(unsupported);
      expect(brokenIn(report).length).toBeGreaterThan(60);
      const long = brokenIn(report).filter(
        ({ counterexample }) => (counterexample?.commands.length ?? 9) > 8,
      );
      expect(long.map(({ id }) => id)).toEqual([]);
    });

    it.runIf(isNightly)("breaks every one of these rules again in a fresh process", async () => {
      const again = await conformance("replay", join(bare, "report.json"), ...target());
      const verdicts = again.stdout.split("\n").filter((line) => /^[A-Z]/.test(line));
      expect(verdicts.filter((line) => !line.startsWith("STILL BROKEN"))).toEqual([]);
      expect({ status: again.status, verdicts: verdicts.length }).toEqual({
        status: 1,
        verdicts: brokenIn(reportIn(bare)).length + (reportIn(bare).crashes?.length ?? 0),
      });
    });

    it.runIf(isNightly)(
      "says the same to whoever pastes the steps of its first issues (20)",
      async () => {
        const report = reportIn(bare);
        const told = defectsTold(report).filter(
          ({ rule: { counterexample } }) => counterexample && !isLong(counterexample),
        );
        const wrong: unknown[] = [];
        for (const defect of told.slice(0, 5)) {
          const { counterexample } = defect.rule;
          const blocks = [...issueText(report, defect).matchAll(/^```sh\n([\s\S]*?)\n```$/gm)];
          expect(blocks).toHaveLength(2);
          for (const [, block = ""] of blocks) {
            await fetch(`${url}${reset}`, { method: "POST" });
            const found = await outcomeOf(block.split("\n"), "http://127.0.0.1:1");
            const wanted = counterexample && toldOutcome(counterexample);
            if (found !== wanted) wrong.push({ id: defect.id, block, wanted, found });
          }
        }
        expect(wrong).toEqual([]);
      },
    );

    // Each line takes a second: those of one emulator will do.
    const pasting = name === "moto" ? ["the lines of its report"] : [];
    it.runIf(isNightly).each(pasting)("says the same to whoever pastes %s (16.5)", async () => {
      const { rules, crashes = [] } = reportIn(bare);
      const wrong: unknown[] = [];
      for (const { id, counterexample } of [...crashes, ...rules]) {
        if (counterexample === undefined || isLong(counterexample)) continue;
        const wanted = toldOutcome(counterexample);
        for (const lines of [counterexample.awsCli, counterexample.curl ?? []]) {
          await fetch(`${url}${reset}`, { method: "POST" });
          // Whatever is sent to anywhere else goes to a port where nobody is.
          const found = await outcomeOf(lines, "http://127.0.0.1:1");
          if (found !== wanted) wrong.push({ id, lines, wanted, found });
        }
      }
      expect(wrong).toEqual([]);
    });

    it.runIf(isNightly)("says the same again for the same seed", async () => {
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
