import { readFileSync } from "node:fs";

/** The API model that the contract was held against last, a declaration a line: `npm run model:diff -- --write` renews it. */
export const pinnedFile = new URL("pinned.txt", import.meta.url).pathname;

export const pinned = (): readonly string[] =>
  readFileSync(pinnedFile, "utf8").trimEnd().split("\n");
