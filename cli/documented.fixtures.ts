import { readdirSync, readFileSync } from "node:fs";

const root = new URL("../", import.meta.url);

/** What is written for people, from the root of the project. */
export const documents = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(new URL("docs/", root))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
  "docs/aws/README.md",
  "examples/recipes/README.md",
];

export const textOf = (name: string): string => readFileSync(new URL(name, root), "utf8");

/** The blocks of a document that are for a shell, as they stand there. */
export const shellBlocksIn = (text: string): readonly string[] =>
  [...text.matchAll(/^```(?:sh|bash)\n(.*?)^```/gms)].map(([, block = ""]) => block);

/** What a document says to type: whole lines of its blocks, and what stands in back quotes. */
export const commandsIn = (text: string): readonly string[] =>
  [
    ...text
      .replaceAll("\\\n", " ")
      .matchAll(/(?<=^[ \t]*|`|&& )(?:npx|npm|bash|pip|docker|moto_server|aws) [^`\n&#]+/gm),
  ].map(([command]) => command.replaceAll(/\s+/g, " ").trim());
