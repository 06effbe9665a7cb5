import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";
import * as z from "zod";

import { storyFrom } from "../reports/token.ts";
import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import { noWindows } from "../targets/reference/store.ts";
import { retold } from "./recorded-stories.ts";

const folder = new URL("regressions/", import.meta.url);

const found = z.object({ foundIn: z.string() });

const stories = readdirSync(folder).map((name) => ({
  name,
  ...found.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8"))),
  ...storyFrom(JSON.parse(readFileSync(new URL(name, folder), "utf8"))),
}));

describe("stories that once showed a departure", () => {
  it.each(stories)(
    "$name, found in $foundIn: the reference breaks nothing",
    async ({ commands }) => {
      const { failures } = await retold(reference(), commands);
      expect(failures).toEqual([]);
    },
  );

  it.each(stories)("$name still shows a service that breaks $rule", async ({ rule, commands }) => {
    const fault = mutants.find((mutant) => mutant.rule === rule)?.fault ?? {};
    // Emulators change everything at once: so does the service that takes their part.
    const { failures } = await retold(reference({ fault, windows: noWindows }), commands);
    expect(failures.map(({ violation }) => violation.rule)).toContain(rule);
  });
});
