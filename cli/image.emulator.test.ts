import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { reportSchema } from "../reports/report.ts";

const image = "elasticache-conformance:test";
const network = "elasticache-conformance-test";
const folder = mkdtempSync(join(tmpdir(), "ec-image-"));

const docker = (...args: readonly string[]): string =>
  execFileSync("docker", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();

const tried = (...args: readonly string[]): boolean =>
  spawnSync("docker", args, { stdio: "ignore" }).status === 0;

/** Why the image cannot be built here; nothing where it can. */
const why = !tried("info")
  ? "no container engine answers"
  : !tried("image", "inspect", "node:24-bookworm-slim")
    ? "there is no image of Node"
    : undefined;
if (why !== undefined) process.stderr.write(`not run: the image of the suite: ${why}\n`);

const named = (name: string): string => `${network}-${name}`;

/** Removes the containers of these tests. */
const tidied = (): void => {
  for (const name of ["emulator", "service", "cut"])
    tried("rm", "--force", "--volumes", named(name));
};

/** Waits until an answer of the engine is what is wanted; the last one where it never is. */
async function until(wanted: string, ...args: readonly string[]): Promise<string> {
  let found = "";
  for (let left = 60; left > 0 && found !== wanted; left -= 1) {
    await sleep(500);
    found = docker(...args);
  }
  return found;
}

describe.skipIf(why !== undefined)("the image of the suite (22)", () => {
  beforeAll(() => {
    const checkout = new URL("..", import.meta.url).pathname;
    docker("build", "--network", "host", "--quiet", "--tag", image, checkout);
    // What an interrupted run left has the names.
    tidied();
    tried("network", "create", network);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    tidied();
    tried("network", "rm", network);
    tried("image", "rm", image);
  });

  it("judges an emulator in another container, without root, and leaves the report to whoever asked", async () => {
    expect(docker("run", "--rm", "--entrypoint", "id", image, "-u")).toBe("1000");
    docker(
      "run",
      "--detach",
      "--network",
      network,
      "--name",
      named("emulator"),
      "motoserver/moto:5.2.1",
    );
    const url = `http://${named("emulator")}:5000`;
    const out = join(folder, "out");
    chmodSync(folder, 0o777);
    const args = ["--endpoint", url, "--reset", `${url}/moto-api/reset`, "--commands", "600"];
    // It is up when it answers.
    const asked = `fetch(${JSON.stringify(url)}).then(() => console.log("up"), () => console.log("down"))`;
    const ask = ["--network", network, "--entrypoint", "node", image, "-e", asked];
    expect(await until("up", "run", "--rm", ...ask)).toBe("up");
    const run = ["run", "--rm", "--network", network, "--volume", `${folder}:${folder}`, image];
    const { status } = spawnSync(
      "docker",
      [...run, ...args, "--settle-seconds", "10", "--out", out],
      { stdio: "ignore" },
    );
    const report = reportSchema.parse(JSON.parse(readFileSync(join(out, "report.json"), "utf8")));
    expect({ status, why: report.inconclusive }).toEqual({ status: 1, why: undefined });
    expect(report.rules.filter(({ outcome }) => outcome === "broken").length).toBeGreaterThan(30);
  });

  it("serves the stubs, is well as long as they answer, and ends when it is told to", async () => {
    const quick = ["--health-interval", "1s", "--name", named("service")];
    docker("run", "--detach", ...quick, image, "serve", "--host", "0.0.0.0", "--port", "8123");
    const health = ["inspect", "--format", "{{.State.Health.Status}}", named("service")];
    expect(await until("healthy", ...health)).toBe("healthy");
    docker("stop", "--time", "10", named("service"));
    expect(docker("inspect", "--format", "{{.State.ExitCode}}", named("service"))).toBe("0");
  });

  it("ends a run in good order at the first signal", async () => {
    docker("run", "--detach", "--name", named("cut"), image, "--commands", "1000000");
    await until("true", "inspect", "--format", "{{.State.Running}}", named("cut"));
    await sleep(3000);
    docker("kill", "--signal", "TERM", named("cut"));
    expect(docker("wait", named("cut"))).toBe("3");
    expect(docker("logs", named("cut"))).toContain("inconclusive: it was interrupted");
  });
});
