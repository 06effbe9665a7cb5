import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";
import * as z from "zod";

import { commandFrom } from "../models/command.ts";
import { storySchema } from "../reports/token.ts";
import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import { noWindows } from "../targets/reference/store.ts";
import type { Target } from "../targets/target.ts";
import type { Conversation } from "./conversation.ts";
import { unmetered } from "./meter.ts";
import { patient } from "./patience.ts";
import { type Talk, talk } from "./talk.ts";

const folder = new URL("regressions/", import.meta.url);
const schema = storySchema.extend({ foundIn: z.string() });

const stories = readdirSync(folder).map((name) => ({
  name,
  ...schema.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8"))),
}));

const tell = (target: Target, conversation: Conversation): Promise<Talk> =>
  talk(target, conversation, unmetered, patient(target, 10, 1));

describe("stories that once showed a departure", () => {
  it.each(stories)(
    "$name, found in $foundIn: the reference breaks nothing",
    async ({ commands }) => {
      const conversation = commands.map((command) => commandFrom(command));
      const { findings } = await tell(reference(), conversation);
      expect(findings).toEqual([]);
    },
  );

  it.each(stories)("$name still shows a service that breaks $rule", async ({ rule, commands }) => {
    const fault = mutants.find((mutant) => mutant.rule === rule)?.fault ?? {};
    const conversation = commands.map((command) => commandFrom(command));
    // Emulators change everything at once: so does the service that takes their part.
    const { findings } = await tell(reference({ fault, windows: noWindows }), conversation);
    expect(findings.map(({ violation }) => violation.rule)).toContain(rule);
  });
});
