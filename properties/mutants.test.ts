import { expect, it } from "vitest";

import { allRules } from "../models/operations/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";

it("has a faulty reference service for every rule, and for nothing else", () => {
  expect([...new Set(mutants.map(({ rule }) => rule))].toSorted()).toEqual(
    allRules.map(({ id }) => id).toSorted(),
  );
});
