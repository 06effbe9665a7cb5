import { existsSync, readdirSync, readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";
import * as z from "zod";

import { conformance } from "./program.fixtures.ts";

const root = new URL("../", import.meta.url);
const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(new URL("package.json", root), "utf8"))).scripts;

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(new URL("docs/", root))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** What a document says to type: whole lines of its blocks, and what stands in back quotes. */
const commandsIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?<=^\s*|`|&& )(?:npx|npm|bash) [^`\n&#]+/gm)].map(([command]) =>
    command.replaceAll("\\", "").trim(),
  );

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
  const commands = commandsIn(readFileSync(new URL(name, root), "utf8"));

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
    .flatMap((name) => [
      ...readFileSync(new URL(name, root), "utf8").matchAll(/(?<=`|, )--[a-z][a-z-]+/g),
    ])
    .map(([option]) => option);
  // Of Node, of AWS's own program, of the benches, and of `model:diff`.
  const foreign = new Set(["--experimental-vm-modules", "--max-items", "--histories", "--write"]);
  expect(named.length).toBeGreaterThan(30);
  expect([...new Set(named).difference(foreign)].filter((option) => !has(known, option))).toEqual(
    [],
  );
});

it("finds what the documents say to type", () => {
  const all = documents.flatMap((name) => commandsIn(readFileSync(new URL(name, root), "utf8")));
  expect(all.filter((one) => ours.test(one)).length).toBeGreaterThan(5);
  expect(all).toContain("bash .ci/nightly");
});
