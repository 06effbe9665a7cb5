import { describe, it } from "vitest";

import { mutants } from "../../targets/reference/mutants/index.ts";
import { expectKilled } from "./kill.ts";

/** The faults of DescribeUsers and DeleteUser, and of the wire. */
const chosen = mutants.filter(({ rule }) => /^(?:describe-users|delete-user|wire)\//.test(rule));

describe("a faulty reference service is caught by name", () => {
  it.each(chosen)("$rule, in a story of $story at most", async (mutant) => expectKilled(mutant));
});
