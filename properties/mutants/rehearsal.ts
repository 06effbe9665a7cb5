import type { TestProject } from "vitest/node";

import type { Report } from "../../reports/report.ts";
import { type Rehearsed, rehearse } from "../hunt.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The default survey of the sound reference. */
    readonly referenceReport: Report;
    /** Its conversations, and the rules that each exercised. */
    readonly defaultRun: readonly Rehearsed[];
  }
}

/** Surveys the sound reference once, for the tests of its rules and for all that hunt mutants with its conversations. */
export async function setup(project: TestProject): Promise<void> {
  const { report, rehearsed } = await rehearse();
  project.provide("referenceReport", report);
  project.provide("defaultRun", rehearsed);
}
