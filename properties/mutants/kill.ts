import { expect, inject } from "vitest";

import { reference } from "../../targets/reference/index.ts";
import type { Mutant } from "../../targets/reference/mutants/mutant.ts";
import { hunt } from "../hunt.ts";

/** Expects a mutant to be caught by its own rule in the default run, in a story as short as it was found to get. */
export async function expectKilled({ rule, story, fault }: Mutant): Promise<void> {
  const shortened = await hunt(reference({ fault }), rule, inject("defaultRun"), {
    shrinkCommands: 1500,
    longest: story,
  });
  const length = shortened?.kind === "confirmed" ? shortened.conversation.length : Infinity;
  expect({
    rule: shortened?.kind === "confirmed" ? shortened.finding.violation.rule : shortened,
    story: length > story ? length : `at most ${story}`,
  }).toEqual({ rule, story: `at most ${story}` });
}
