import type { TestProject } from "vitest/node";

import { type Rehearsed, rehearse } from "../hunt.ts";

declare module "vitest" {
  export interface ProvidedContext {
    readonly defaultRun: readonly Rehearsed[];
  }
}

/** Holds the default run once, for all tests that hunt mutants with its conversations. */
export async function setup(project: TestProject): Promise<void> {
  project.provide("defaultRun", await rehearse(42, 8000));
}
