import { describe, it } from "vitest";

import { mutants } from "../../targets/reference/mutants/index.ts";
import { expectKilled } from "./kill.ts";

/** The faults of ModifyUser. */
const chosen = mutants.filter(({ rule }) => rule.startsWith("modify-user/"));

describe("a faulty reference service is caught by name", () => {
  it.each(chosen)("$rule, in a story of $story at most", async (mutant) => expectKilled(mutant));
});
