import { describe, it } from "vitest";

import { createUserMutants } from "../../targets/reference/mutants/create-user.ts";
import { expectKilled } from "./kill.ts";

describe("a faulty reference service is caught by name", () => {
  it.each(createUserMutants)("$rule, in a story of $story", async (mutant) => expectKilled(mutant));
});
