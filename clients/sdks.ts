import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import { caseSchema, type Reading } from "./reading.ts";

const execute = promisify(execFile);

/** A client library under trial: how its program is built, and run; it takes the path of a script. */
export interface Client {
  readonly name: string;
  /** As the matrix names it, with its version. */
  readonly title: string;
  /** The tool without which it cannot be tried. */
  readonly tool: string;
  build(): Promise<void>;
  readonly command: readonly [program: string, ...args: string[]];
}

const source = (...path: readonly string[]): string => join(import.meta.dirname, ...path);
const built = (...path: readonly string[]): string => resolve("reports", "out", "clients", ...path);

/** Runs a tool to its end. Rejects with what it said. */
async function tool(cwd: string, program: string, ...args: readonly string[]): Promise<void> {
  await execute(program, args, { cwd, maxBuffer: 2 ** 26 });
}

export const clients: readonly Client[] = [
  {
    name: "javascript",
    title: "JavaScript 3.1127.0",
    tool: "node",
    build: () => Promise.resolve(),
    command: [process.execPath, source("javascript", "program.ts")],
  },
  {
    name: "python",
    title: "boto3 1.44.8",
    tool: "python3",
    async build() {
      await tool(".", "python3", "-m", "venv", built("python"));
      await tool(
        ".",
        built("python", "bin", "pip"),
        "install",
        "--quiet",
        "-r",
        source("python", "requirements.txt"),
      );
    },
    command: [built("python", "bin", "python"), source("python", "program.py")],
  },
  {
    name: "go",
    title: "Go v2 1.65.0",
    tool: "go",
    build: () => tool(source("go"), "go", "build", "-o", built("go"), "."),
    command: [built("go")],
  },
  {
    name: "java",
    title: "Java 2.57.8",
    tool: "mvn",
    build: () =>
      tool(
        source("java"),
        "mvn",
        "--quiet",
        "--batch-mode",
        `-Dbuild=${built("java")}`,
        "compile",
        "dependency:copy-dependencies",
        `-DoutputDirectory=${built("java", "lib")}`,
      ),
    command: ["java", "-cp", `${built("java", "classes")}:${built("java", "lib")}/*`, "Program"],
  },
  {
    name: "rust",
    title: "Rust 1.129.0",
    tool: "cargo",
    build: () =>
      tool(
        source("rust"),
        "cargo",
        "build",
        "--quiet",
        "--release",
        "--locked",
        "--target-dir",
        built("rust"),
      ),
    command: [built("rust", "release", "clients")],
  },
];

/** True where a tool can be started. */
export const isThere = (program: string): Promise<boolean> =>
  execute(program, [program === "go" ? "version" : "--version"]).then(
    () => true,
    () => false,
  );

/** What a client makes of the answers to the requests in every case, by the name of its access key. Rejects where it fails. */
export async function readingsOf(
  { name, command }: Client,
  endpoint: string,
  cases: readonly string[],
  requests: readonly object[],
): Promise<ReadonlyMap<string, readonly Reading[]>> {
  await mkdir(built(), { recursive: true });
  const path = built(`${name}.json`);
  await writeFile(path, JSON.stringify({ endpoint, cases, requests }));
  const [program, ...args] = command;
  const { stdout } = await execute(program, [...args, path], {
    maxBuffer: 2 ** 30,
    // Nothing of whoever runs it plays a part.
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      AWS_EC2_METADATA_DISABLED: "true",
    },
  });
  const lines = stdout.split("\n").filter((line) => line !== "");
  const read = lines.map((line) => caseSchema.parse(JSON.parse(line)));
  return new Map(read.map((one) => [one.case, one.answers]));
}
