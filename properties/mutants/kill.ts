import { expect, inject } from "vitest";

import { reference } from "../../targets/reference/index.ts";
import type { Mutant } from "../../targets/reference/mutants/mutant.ts";
import { hunt } from "../hunt.ts";

/** Expects a mutant to be caught by its own rule in the default run, with the shortest story there is. */
export async function expectKilled({ rule, story, fault }: Mutant): Promise<void> {
  const shortened = await hunt(reference({ fault }), rule, inject("defaultRun"), 300);
  expect({
    rule: shortened?.kind === "confirmed" ? shortened.finding.violation.rule : shortened,
    story: shortened?.kind === "confirmed" ? shortened.conversation.length : 0,
  }).toEqual({ rule, story });
}
