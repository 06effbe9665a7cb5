import { existsSync, readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";
import * as z from "zod";

import { commandsIn, documents, textOf } from "./documented.fixtures.ts";
import { conformance } from "./program.fixtures.ts";

const root = new URL("../", import.meta.url);
const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(new URL("package.json", root), "utf8"))).scripts;

const ours = /^(?:npm run conformance --|npx elasticache-conformance)(?= |$)/;

/** The subcommand, or the one that is meant where none is named. */
const subcommandIn = (words: readonly string[]): string => {
  const [first = "run"] = words;
  return /^[a-z]+$/.test(first) ? first : "run";
};

const helps = new Map<string, Promise<string>>();
function helpOf(command: string): Promise<string> {
  const help = helps.get(command) ?? conformance([command, "--help"]).then(({ out }) => out);
  helps.set(command, help);
  return help;
}

const has = (help: string, option: string): boolean => new RegExp(`${option}(?![\\w-])`).test(help);

describe.each(documents)("%s", (name) => {
  const commands = commandsIn(textOf(name));

  it("names commands and options that are there", async () => {
    const unknown: string[] = [];
    for (const command of commands.filter((one) => ours.test(one))) {
      const words = command.replace(ours, "").trim().split(/\s+/).filter(Boolean);
      const help = await helpOf(subcommandIn(words));
      const options = words.filter((word) => word.startsWith("--"));
      if (help === "" || options.some((option) => !has(help, option))) unknown.push(command);
    }
    expect(unknown).toEqual([]);
  });

  it("names scripts and files that are there", () => {
    const unknown = commands.filter((command) => {
      const [tool, ...words] = command.split(/\s+/);
      const [first = "", second = ""] = words;
      const file = tool === "bash" ? first : (words[words.indexOf("--config") + 1] ?? "");
      if (tool === "npm") return first === "run" && scripts[second] === undefined;
      return (
        (tool === "bash" || (first === "vitest" && words.includes("--config"))) &&
        !existsSync(new URL(file, root))
      );
    });
    expect(unknown).toEqual([]);
  });
});

it("knows every option that a document names", async () => {
  const { out } = await conformance(["--help"]);
  const subcommands = [...out.matchAll(/^ {2}([a-z]+)/gm)].map(([, name = ""]) => name);
  const known = [out, ...(await Promise.all(subcommands.map((name) => helpOf(name))))].join("\n");
  const named = documents
    // Its options are those of AWS's own program.
    .filter((name) => name !== "docs/aws-facts.md")
    .flatMap((name) => [...textOf(name).matchAll(/(?<=`|, )--[a-z][a-z-]+/g)])
    .map(([option]) => option);
  // Of Node, of AWS's own program, of the benches, and of `model:diff`.
  const foreign = new Set(["--experimental-vm-modules", "--max-items", "--histories", "--write"]);
  expect(named.length).toBeGreaterThan(30);
  expect([...new Set(named).difference(foreign)].filter((option) => !has(known, option))).toEqual(
    [],
  );
});

it("finds what the documents say to type", () => {
  const all = documents.flatMap((name) => commandsIn(textOf(name)));
  expect(all.filter((one) => ours.test(one)).length).toBeGreaterThan(5);
  expect(all).toContain("bash .ci/nightly");
});

/** Who runs each command that a document says to type: a file in which it stands, or a reason why nobody can. */
const runBy: readonly (readonly [RegExp, file: string, proof: string])[] = [
  [/^npm (?:ci|cit|test)$/, ".ci/run", "npm cit"],
  [/^npm run (?:conformance|check|test:long|test:emulators|model:diff)$/, ".ci/run", "npm run"],
  [/^bash \.ci\/run$/, ".ci/nightly", "bash .ci/run"],
  [/^npm (?:ci|run build) --prefix docs\/site$/, ".ci/run", "--prefix docs/site"],
  [/^npm run clients$/, ".ci/nightly", "npm run clients"],
  [/^npx vitest run --config vitest\.emulators\.config\.ts reports\/html$/, ".ci/run", "emulators"],
  [/^npm run (?:api|check:package)$/, "cli/package.slow.test.ts", "check:package"],
  [/^npm run (?:track-record|allure|stories)$/, "cli/documented.nightly.test.ts", "track-record"],
  [
    /^npm run conformance -- (?:rules|--write-deviations FILE)$/,
    "cli/documented.nightly.test.ts",
    "rules",
  ],
  [
    /^npm run conformance -- --endpoint http:\/\/127\.0\.0\.1:5000 /,
    "cli/documented.nightly.test.ts",
    "README.md",
  ],
  [/^(?:pip install|moto_server)/, "cli/documented.nightly.test.ts", "README.md"],
  [/^npm run conformance -- --client adapter\.ts$/, "cli/package.slow.test.ts", "--client"],
  [/^npm run conformance -- replay ec1\./, "targets/emulators.emulator.test.ts", "replay"],
  [/^npm install sdk-old@npm:/, "package.json", "client-elasticache-3-490"],
  [/^docker (?:build|run) /, "cli/image.emulator.test.ts", "docker("],
  [/^npx elasticache-conformance judge /, "examples/recipes/cloudtrail/package.json", "judge"],
  [/^npx vitest run <folder>$/, ".ci/run", "npm cit"],
];

/** What no test can run here, and why. */
const notRun: readonly (readonly [RegExp, because: string])[] = [
  [/^bash \.ci\/nightly$/, "it is what runs the others"],
  [/^npm run bench/, "benches are benches: their figures are of a machine"],
  [/^npm run same /, "it wants a version of before"],
  [/^aws (?:cloudtrail|s3) /, "it wants an account"],
  [
    /^npx elasticache-conformance run --target aws /,
    "it wants an account; AWS's stand-in is asked the same",
  ],
];

it("has somebody who runs each command that the documents say to type", () => {
  const all = documents.flatMap((name) => commandsIn(textOf(name)));
  const known = [...runBy.map(([pattern]) => pattern), ...notRun.map(([pattern]) => pattern)];
  expect([...new Set(all)].filter((one) => !known.some((pattern) => pattern.test(one)))).toEqual(
    [],
  );
  expect(known.filter((pattern) => !all.some((one) => pattern.test(one)))).toEqual([]);
  for (const [pattern, file, proof] of runBy)
    expect({ pattern, isThere: textOf(file).includes(proof) }).toEqual({ pattern, isThere: true });
});
