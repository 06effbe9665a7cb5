import type { TestProject } from "vitest/node";

import type { Report } from "../../reports/report.ts";
import { reference } from "../../targets/reference/index.ts";
import type { Rehearsed } from "../hunt.ts";
import { survey } from "../survey.ts";

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
  const rehearsed: Rehearsed[] = [];
  const report = await survey(reference(), {
    suiteVersion: "test",
    seed: 42,
    commands: 10_000,
    shrinkCommands: 600,
    settleSeconds: 60,
    onTalk: (conversation, { exercised }) =>
      rehearsed.push({ conversation, exercised: [...new Set(exercised)] }),
  });
  project.provide("referenceReport", report);
  project.provide("defaultRun", rehearsed);
}
