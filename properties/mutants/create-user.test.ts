import { describe, it } from "vitest";

import { createUserMutants } from "../../targets/reference/mutants/create-user.ts";
import { expectKilled } from "./kill.ts";

/** The faults of CreateUser in two files, so that they run side by side: here those that accept or refuse wrongly. */
const mutants = createUserMutants.filter(({ rule }) => !/access-string|accepts-/.test(rule));

describe("a faulty reference service is caught by name", () => {
  it.each(mutants)("$rule, in a story of $story", async (mutant) => expectKilled(mutant));
});
