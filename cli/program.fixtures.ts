import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { reportSchema } from "../reports/report.ts";
import { listen } from "../targets/reference/mount.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import { createReference } from "../targets/reference/service.ts";

/** A folder for what programs write, gone once the tests are done. */
export const folder = mkdtempSync(join(tmpdir(), "ec-cli-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Meanwhile {
  readonly onStart?: (child: ReturnType<typeof spawn>) => void;
  readonly onOutput?: (out: string, child: ReturnType<typeof spawn>) => Promise<void>;
}

/** Runs the program in a process of its own. */
export async function conformance(
  args: readonly string[],
  meanwhile: Meanwhile = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [new URL("index.ts", import.meta.url).pathname, ...args], {
    cwd: folder,
    // The program is compiled once for all tests.
    env: { ...process.env, NO_COLOR: "1", NODE_COMPILE_CACHE: join(folder, "compiled") },
  });
  meanwhile.onStart?.(child);
  return new Promise((resolve) => {
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => {
      out += String(chunk);
      void meanwhile.onOutput?.(out, child);
    });
    child.stderr.on("data", (chunk) => {
      err += String(chunk);
    });
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

/** The report in a folder. */
export const reportIn = (out: string) =>
  reportSchema.parse(JSON.parse(readFileSync(join(out, "report.json"), "utf8")));

/** The reference service with a fault, listening. */
export const faulty = (rule: string) =>
  listen(
    createReference({ fault: mutants.find((mutant) => mutant.rule === rule)?.fault ?? {} }),
    0,
  );
