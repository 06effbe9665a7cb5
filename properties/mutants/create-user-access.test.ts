import { describe, it } from "vitest";

import { createUserMutants } from "../../targets/reference/mutants/create-user.ts";
import { expectKilled } from "./kill.ts";

/** The other half of the faults of CreateUser: access strings, and requests that AWS is known to accept. */
const mutants = createUserMutants.filter(({ rule }) => /access-string|accepts-/.test(rule));

describe("a faulty reference service is caught by name", () => {
  it.each(mutants)("$rule, in a story of $story", async (mutant) => expectKilled(mutant));
});
