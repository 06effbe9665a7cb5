import { describe, it } from "vitest";

import { modifyUserMutants } from "../../targets/reference/mutants/modify-user.ts";
import { expectKilled } from "./kill.ts";

describe("a faulty reference service is caught by name", () => {
  it.each(modifyUserMutants)("$rule, in a story of $story", async (mutant) => expectKilled(mutant));
});
