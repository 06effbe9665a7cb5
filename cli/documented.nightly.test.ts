import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { shellBlocksIn, textOf } from "./documented.fixtures.ts";

const folder = mkdtempSync(join(tmpdir(), "ec-documented-"));
const clone = join(folder, "clone");
const venv = join(folder, "venv");

interface Ran {
  readonly code: number | null;
  readonly said: string;
}

/** Types lines into a shell in the clone, and ends with them whatever they left running. */
function typed(lines: string): Promise<Ran> {
  const { PATH = "" } = process.env;
  const child = spawn("bash", ["-c", lines], {
    cwd: clone,
    detached: true,
    env: { ...process.env, PATH: `${join(venv, "bin")}:${PATH}`, NO_COLOR: "1" },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      said += String(chunk);
    });
  return new Promise((resolve) => {
    child.on("exit", (code) => {
      try {
        process.kill(-(child.pid ?? 0));
      } catch {
        // Nothing was left.
      }
      resolve({ code, said });
    });
  });
}

describe("what the documents say to type, in a fresh clone", () => {
  beforeAll(() => {
    const checkout = new URL("..", import.meta.url).pathname;
    execFileSync("git", ["clone", "--quiet", checkout, clone]);
    execFileSync("python3", ["-m", "venv", venv]);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const [first = "", second = ""] = shellBlocksIn(textOf("README.md"));

  it("surveys the embedded reference by README.md's first command", async () => {
    const [line = ""] = first.split("\n");
    const { code, said } = await typed(line);
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining("verdict: conforms") });
  });

  it("surveys moto by README.md's second block", async () => {
    const { code, said } = await typed(second);
    expect({ code, said }).toEqual({
      code: 1,
      said: expect.stringContaining("verdict: divergence"),
    });
  });

  it.each<readonly [string, number, string]>([
    ["npm run conformance -- rules", 0, "delete-user/unknown-user"],
    ["npm run conformance -- --write-deviations FILE", 0, "FILE: 0 deviations"],
    ["npm run track-record", 0, ""],
    ["npm run stories", 0, ""],
    ["CONFORMANCE_TARGETS=reference:msw npm run allure", 0, ""],
  ])("runs %s", async (line, wanted, says) => {
    const { code, said } = await typed(line);
    expect({ code, said }).toEqual({ code: wanted, said: expect.stringContaining(says) });
  });

  it("leaves what is made from something else as it was made", () => {
    const changed = execFileSync("git", ["status", "--porcelain"], {
      cwd: clone,
      encoding: "utf8",
    });
    expect(changed.split("\n").filter((line) => !line.startsWith("?? FILE"))).toEqual([""]);
    expect(readFileSync(join(clone, "FILE"), "utf8")).toContain('"deviations": []');
  });
});
