import { describe, expect, inject, it } from "vitest";

import { mustRules } from "../models/operations/index.ts";
import { reference } from "../targets/reference/index.ts";
import { stateFaults } from "../targets/reference/state-faults/index.ts";
import { toldIn } from "./hunt.ts";

describe("what is remembered wrongly is told at must, in the default run", () => {
  it.each(stateFaults)("$name", async ({ fault, tellers }) => {
    const told = await toldIn(
      reference({ fault }),
      inject("defaultRun"),
      (rule) => mustRules.has(rule) && tellers.test(rule),
    );
    expect(told).toMatch(tellers);
  });
});
