import { readFileSync, writeFileSync } from "node:fs";

import * as z from "zod";

import { hunt, type Rehearsed, rehearse } from "../properties/hunt.ts";
import { retold, shownIn, type Told, toldSchema } from "../properties/told.ts";
import { commandSchema } from "../reports/report.ts";
import { tokenOf } from "../reports/token.ts";
import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import type { Mutant } from "../targets/reference/mutants/mutant.ts";

const file = new URL("../targets/reference/mutants/stories.json", import.meta.url);

const stored = z.array(commandSchema);

/** The story of a faulty service: one on record where it is still true, or one that is looked for. */
async function recordOf(
  { rule, story, fault }: Mutant,
  known: readonly Told[],
  rehearsed: readonly Rehearsed[],
): Promise<Told> {
  for (const { token } of known.filter((one) => one.rule === rule)) {
    const shown = shownIn(await retold(token, fault), rule);
    if (shown !== undefined) return { token, ...shown };
  }
  const found = await hunt(reference({ fault }), rule, rehearsed, {
    shrinkCommands: 1500,
    longest: story,
  });
  if (found?.kind !== "confirmed") throw new Error(`no story shows ${rule}`);
  const token = tokenOf({ rule, commands: stored.parse(found.conversation) });
  const shown = shownIn(await retold(token, fault), rule);
  if (shown === undefined) throw new Error(`the story of ${rule} is not true twice`);
  return { token, ...shown };
}

// Writes down the shortest story of each faulty service, for the test that tells them all.
const known = z.array(toldSchema).parse(JSON.parse(readFileSync(file, "utf8")));
const { rehearsed } = await rehearse();
const stories: Told[] = [];
for (const mutant of mutants) stories.push(await recordOf(mutant, known, rehearsed));
writeFileSync(file, `${JSON.stringify(stories, undefined, 2)}\n`);
