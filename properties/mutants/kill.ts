import { expect, inject } from "vitest";

import { reference } from "../../targets/reference/index.ts";
import type { Mutant } from "../../targets/reference/mutants/mutant.ts";
import { hunt } from "../hunt.ts";

/** Expects a mutant to be caught by its own rule in the default run, in a story as short as it was found to get. */
export async function expectKilled({ rule, story, fault }: Mutant): Promise<void> {
  const shrunk = await hunt(reference({ fault }), rule, inject("defaultRun"), {
    shrinkCommands: 1500,
    longest: story,
  });
  const length = shrunk?.kind === "confirmed" ? shrunk.conversation.length : Infinity;
  expect({
    rule: shrunk?.kind === "confirmed" ? shrunk.failure.violation.rule : shrunk,
    story: length > story ? length : `at most ${story}`,
  }).toEqual({ rule, story: `at most ${story}` });
}
