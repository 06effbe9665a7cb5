import { allRules } from "../models/operations/index.ts";
import { BadDeviations, readDeviations } from "../targets/deviations/read.ts";
import type { Target } from "../targets/target.ts";
import { Misuse } from "./failure.ts";

/** The deviations in a file; none where there is no file. Throws `Misuse`. */
export async function deviationsFrom(path: string | undefined): Promise<Target["deviations"]> {
  if (path === undefined) return [];
  try {
    return await readDeviations(path, (id) => allRules.some((rule) => rule.id === id));
  } catch (error) {
    throw error instanceof BadDeviations ? new Misuse(error.message) : error;
  }
}
