import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, describe, expect, it } from "vitest";

import { reportSchema } from "../reports/report.ts";
import { freePort } from "./free-port.ts";
import { isNightly } from "./nightly.fixtures.ts";
import { presets } from "./presets.ts";

const program = new URL("../cli/index.ts", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "ec-containers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const docker = (...args: readonly string[]): string | undefined => {
  try {
    return execFileSync("docker", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return undefined;
  }
};

/** Why a container of this image cannot be started here; nothing where it can. */
function hindrance(image: string): string | undefined {
  if (docker("info") === undefined) return "no container engine answers";
  return docker("image", "inspect", image) === undefined ? `there is no image ${image}` : undefined;
}

const containersOf = (image: string): string =>
  docker("ps", "--all", "--quiet", "--filter", `ancestor=${image}`) ?? "no answer";

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function conformance(args: readonly string[], interruptAt?: RegExp): Promise<Ended> {
  const child = spawn(process.execPath, [program, "run", ...args], { cwd: folder });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    if (
      interruptAt !== undefined &&
      !interruptAt.test(err) &&
      interruptAt.test(err + String(chunk))
    )
      child.kill("SIGINT");
    err += String(chunk);
  });
  return new Promise((resolve) => {
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

describe.each(["moto", "ministack"] as const)("%s in a container", (name) => {
  const { image, port, reset } = presets[name];
  const why = hindrance(image);
  if (why !== undefined) process.stderr.write(`not run: ${name} in a container: ${why}\n`);
  const title = why === undefined ? "" : `not run: ${why}: `;

  // One emulator will do, but at night.
  const isAsked = why === undefined && (isNightly || name === "moto");

  it.runIf(isAsked)(`${title}is started, judged, and gone afterwards`, async () => {
    const out = join(folder, name);
    const { err } = await conformance([
      "--target",
      name,
      "--commands",
      "1500",
      "--settle-seconds",
      "30",
      "--out",
      out,
    ]);
    expect(err).toContain(`starting ${image}`);
    const report = reportSchema.parse(JSON.parse(readFileSync(join(out, "report.json"), "utf8")));
    expect(report.inconclusive).toBeUndefined();
    expect(report.target).toMatchObject({ name, version: image.split(":")[1] });
    expect(report.rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);
    expect(report.rules.filter(({ outcome }) => outcome === "tolerated").length).toBeGreaterThan(
      40,
    );
    expect(containersOf(image)).toBe("");
  });

  it.runIf(isAsked)(`${title}is gone after an interrupt too`, async () => {
    const args = ["--image", image, "--port", String(port), "--reset", reset, "--env", "A=b"];
    const { code, err } = await conformance([...args, "--out", join(folder, "cut")], /searching:/);
    expect(err).toContain("stopping");
    expect([1, 3]).toContain(code);
    expect(containersOf(image)).toBe("");
  });
});

/** A registry of images of our own, on this machine. */
async function registry(): Promise<AsyncDisposable & { readonly host: string }> {
  const host = `localhost:${await freePort()}`;
  const config = join(folder, "registry.json");
  const storage = { filesystem: { rootdirectory: join(folder, "registry") } };
  writeFileSync(config, JSON.stringify({ version: "0.1", storage, http: { addr: host } }));
  const child = spawn("docker-registry", ["serve", config], { stdio: "ignore" });
  const end = once(child, "exit");
  const isThere = (): Promise<boolean> =>
    fetch(`http://${host}/v2/`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isThere()) && child.exitCode === null) await sleep(100);
  return {
    host,
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await end;
    },
  };
}

describe("an image that is not on this machine", () => {
  const { image, port, reset, env } = presets.ministack;
  const why =
    hindrance(image) ??
    (existsSync("/usr/bin/docker-registry") ? undefined : "there is no docker-registry");
  if (why !== undefined) process.stderr.write(`not run: the pull of an image: ${why}\n`);
  const title = why === undefined ? "" : `not run: ${why}: `;

  it.runIf(isNightly && why === undefined)(`${title}is pulled from its registry`, async () => {
    await using there = await registry();
    const name = `${there.host}/${image}`;
    docker("tag", image, name);
    docker("push", "--quiet", name);
    docker("rmi", name);
    expect(docker("image", "inspect", name)).toBeUndefined();
    const variables = Object.entries(env).flatMap(([key, value]) => ["--env", `${key}=${value}`]);
    const out = join(folder, "pulled");
    const { err } = await conformance(
      ["--image", name, "--port", String(port), "--reset", reset, ...variables].concat([
        "--commands",
        "200",
        "--out",
        out,
      ]),
    );
    docker("rmi", name);
    expect(err).toContain(`pulling ${name}\nstarting ${name}`);
    const report = reportSchema.parse(JSON.parse(readFileSync(join(out, "report.json"), "utf8")));
    expect(report.inconclusive).toBeUndefined();
    expect(report.spent.requests).toBeGreaterThan(100);
  });
});
