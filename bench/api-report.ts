import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import * as z from "zod";

const { values } = parseArgs({ options: { check: { type: "boolean" } } });

const root = new URL("../", import.meta.url);
const page = new URL("docs/api.md", root);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

/** Where the types of each export stand, by the name under which it is imported. */
const entries = Object.entries(
  z.object({ exports: z.record(z.string(), z.unknown()) }).parse(JSON.parse(read("package.json")))
    .exports,
).flatMap(([name, target]) => {
  const parsed = z.object({ types: z.string() }).safeParse(target);
  return parsed.success ? [{ name, path: parsed.data.types }] : [];
});

/** The declarations that an entry takes its exports from: itself, and what it names. */
const modulesOf = ({ path }: { readonly path: string }): readonly string[] => [
  path,
  ...[...read(path).matchAll(/^export .*from "(\.[^"]+)\.ts";$/gm)].map(
    ([, from = ""]) => `./${new URL(`${from}.d.ts`, new URL(path, "file:///")).pathname.slice(1)}`,
  ),
];

const sections = [...new Set(entries.flatMap((entry) => modulesOf(entry)))].map((path) =>
  [`## ${path.replace("./dist/", "")}`, "", "```ts", read(path).trim(), "```", ""].join("\n"),
);

const report = [
  "# The public declarations",
  "",
  "What each export of the package is declared as, and the modules that it comes from. `npm run api` writes this page from what is built:",
  "a change of it is a change that users of the package see.",
  "",
  ...entries.map(({ name, path }) => `- \`${name}\`: ${path.replace("./dist/", "")}`),
  "",
  ...sections,
].join("\n");

if (values.check !== true) writeFileSync(page, report);
else if (report !== readFileSync(page, "utf8")) {
  process.stderr.write(
    "docs/api.md does not tell the public declarations that are built: `npm run api`, and look at what changed\n",
  );
  process.exitCode = 1;
}
