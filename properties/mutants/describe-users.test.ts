import { describe, it } from "vitest";

import { describeUsersMutants } from "../../targets/reference/mutants/describe-users.ts";
import { expectKilled } from "./kill.ts";

describe("a faulty reference service is caught by name", () => {
  it.each(describeUsersMutants)("$rule, in a story of $story", async (mutant) =>
    expectKilled(mutant),
  );
});
