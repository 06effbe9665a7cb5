import type { TestProject } from "vitest/node";

import { type Rehearsed, rehearse } from "../hunt.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The conversations of the default survey of the sound reference, and the rules that each exercised. */
    readonly defaultRun: readonly Rehearsed[];
  }
}

/** Surveys the sound reference once, for all that hunt mutants with its conversations. */
export async function setup(project: TestProject): Promise<void> {
  const { rehearsed } = await rehearse();
  project.provide("defaultRun", rehearsed);
}
