import { writeFileSync } from "node:fs";

import * as z from "zod";

import { hunt, type Rehearsed, rehearse } from "../properties/hunt.ts";
import {
  commandsIn,
  retold,
  shownIn,
  type Told,
  toldFile,
  toldStories,
} from "../properties/recorded-stories.ts";
import { commandSchema } from "../reports/stored.ts";
import { tokenOf } from "../reports/token.ts";
import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import type { Mutant } from "../targets/reference/mutants/mutant.ts";

const stored = z.array(commandSchema);

/** The story of a faulty service: one on record where it is still true, or one that is looked for. */
async function recordOf(
  { rule, story, fault }: Mutant,
  known: readonly Told[],
  rehearsed: readonly Rehearsed[],
): Promise<Told> {
  const shownBy = async (token: string): Promise<Omit<Told, "token"> | undefined> =>
    shownIn(await retold(reference({ fault }), commandsIn(token)), rule);
  for (const { token } of known.filter((one) => one.rule === rule)) {
    const shown = await shownBy(token);
    if (shown !== undefined) return { token, ...shown };
  }
  const found = await hunt(reference({ fault }), rule, rehearsed, {
    shrinkCommands: 1500,
    longest: story,
  });
  if (found?.kind !== "confirmed") throw new Error(`no story shows ${rule}`);
  const token = tokenOf({ rule, commands: stored.parse(found.conversation) });
  const shown = await shownBy(token);
  if (shown === undefined) throw new Error(`the story of ${rule} is not true twice`);
  return { token, ...shown };
}

// Writes down the shortest story of each faulty service, for the test that tells them all.
const known = toldStories();
const { rehearsed } = await rehearse();
const stories: Told[] = [];
let isLacking = false;
for (const mutant of mutants)
  try {
    stories.push(await recordOf(mutant, known, rehearsed));
  } catch (error) {
    isLacking = true;
    process.stderr.write(`${mutant.rule}: ${String(error)}\n`);
  }
if (isLacking) process.exitCode = 1;
writeFileSync(toldFile, `${JSON.stringify(stories, undefined, 2)}\n`);
