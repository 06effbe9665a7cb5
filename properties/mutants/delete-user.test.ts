import { describe, it } from "vitest";

import { deleteUserMutants } from "../../targets/reference/mutants/delete-user.ts";
import { expectKilled } from "./kill.ts";

describe("a faulty reference service is caught by name", () => {
  it.each(deleteUserMutants)("$rule, in a story of $story", async (mutant) => expectKilled(mutant));
});
