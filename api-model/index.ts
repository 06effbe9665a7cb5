import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { changesBetween, declarationsIn, membersIn, modelSchema } from "./declarations.ts";
import { pinned, pinnedFile } from "./pinned.ts";
import { membersOfSdk } from "./sdk.ts";

// Within the project, so that what the newest SDK needs is found.
const folder = new URL("../reports/out/api-model/", import.meta.url).pathname;

/** Runs a program in the folder. Throws its own last words where it fails. */
function run(program: string, ...options: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, options, { cwd: folder, encoding: "utf8" });
  if (status !== 0)
    throw new Error(
      `${program} ${options[0] ?? ""} failed: ${error?.message ?? stderr.trim().split("\n").at(-1) ?? ""}`,
    );
}

const fileIn = (ending: string): string => {
  const name = readdirSync(folder).find((one) => one.endsWith(ending));
  if (name === undefined) throw new Error(`nothing that ends with ${ending} was fetched`);
  return name;
};

/** What the newest botocore on PyPI declares, and its version. */
function newestBotocore(): { readonly version: string; readonly lines: readonly string[] } {
  run(
    "python3",
    "-m",
    "pip",
    "download",
    "--quiet",
    "--disable-pip-version-check",
    "--no-deps",
    "botocore",
  );
  const wheel = fileIn(".whl");
  run("python3", "-m", "zipfile", "-e", wheel, "botocore");
  const file = join(folder, "botocore/botocore/data/elasticache/2015-02-02/service-2.json.gz");
  const model = modelSchema.parse(JSON.parse(gunzipSync(readFileSync(file)).toString()));
  return { version: wheel.split("-")[1] ?? "", lines: declarationsIn(model) };
}

/** The members that the newest SDK on npm has, and its version. */
function newestSdk(): { readonly version: string; readonly members: readonly string[] } {
  run("npm", "pack", "--silent", "@aws-sdk/client-elasticache@latest");
  const pack = fileIn(".tgz");
  run("tar", "-xzf", pack);
  const sdk: unknown = createRequire(import.meta.url)(join(folder, "package/dist-cjs/index.js"));
  return { version: /-([\d.]+)\.tgz$/.exec(pack)?.[1] ?? "", members: membersOfSdk(Object(sdk)) };
}

function told(name: string, changes: readonly string[]): void {
  console.log(
    `${name}: ${changes.length === 0 ? "as pinned" : `${changes.length} changes since the pinned model`}`,
  );
  for (const change of changes) console.log(`  ${change}`);
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
try {
  const { version, lines } = newestBotocore();
  told(`botocore ${version}, API model 2015-02-02`, changesBetween(pinned(), lines));
  const sdk = newestSdk();
  told(
    `@aws-sdk/client-elasticache ${sdk.version}`,
    changesBetween(membersIn(pinned()), sdk.members),
  );
  if (process.argv.includes("--write")) writeFileSync(pinnedFile, `${lines.join("\n")}\n`);
} catch (error) {
  console.error(`model:diff: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 3;
}
