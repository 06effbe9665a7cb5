import { describe, it } from "vitest";

import { wireMutants } from "../../targets/reference/mutants/wire.ts";
import { expectKilled } from "./kill.ts";

describe("a faulty reference service is caught by name", () => {
  it.each(wireMutants)("$rule, in a story of $story", async (mutant) => expectKilled(mutant));
});
