import { expect, it } from "vitest";

import { allRules } from "../../models/operations/index.ts";
import { mutants } from "../../targets/reference/mutants/index.ts";

it("has one faulty reference service for every rule", () => {
  expect(mutants.map(({ rule }) => rule).toSorted()).toEqual(
    allRules.map(({ id }) => id).toSorted(),
  );
});
