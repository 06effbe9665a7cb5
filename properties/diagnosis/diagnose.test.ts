import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { noWindows } from "../../targets/reference/store.ts";
import { diagnosed } from "./diagnose.ts";
import { isShownBy, seenOf, toldOf } from "./diagnosis.fixtures.ts";
import { type Hypothesis, hypotheses } from "./hypotheses.ts";

const atLarge = hypotheses.filter(
  ({ rule, name }) => rule === undefined && !name.startsWith("answers: "),
);
const named = (name: string): Hypothesis => {
  const found = hypotheses.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`there is no hypothesis ${name}`);
  return found;
};

describe("what is wrong", () => {
  it.each(fc.sample(fc.constantFrom(...atLarge), { seed: 19, numRuns: 8 }))(
    "is one thing where one fault was put in: $name",
    async (fault) => {
      const { symptoms } = await seenOf([fault]);
      const told = await toldOf([fault]);
      expect(told.length).toBe(symptoms.length === 0 ? 0 : 1);
      expect(told.flatMap(({ rules }) => rules).toSorted()).toEqual(
        symptoms.map(({ rule }) => rule).toSorted(),
      );
    },
  );

  it("is as many things as faults were put in, each told by a story that one of them shows", async () => {
    const faults = ["regions shared", "passwords not checked", "Filters ignored"].map(named);
    const told = await toldOf(faults, noWindows);
    const { symptoms } = await seenOf(faults, noWindows);
    expect(new Set(told.map(({ hypothesis }) => hypothesis?.name))).toEqual(
      new Set(faults.map(({ name }) => name)),
    );
    expect(told).toHaveLength(faults.length);
    for (const diagnosis of told) {
      const shown = await Promise.all(faults.map((fault) => isShownBy(fault, diagnosis, symptoms)));
      expect(shown).toContain(true);
    }
  });

  it("is no fault at large that breaks what was kept", async () => {
    const fault = named("passwords not checked");
    const { symptoms, kept } = await seenOf([fault], noWindows);
    const some = symptoms.filter(({ rule }) => rule.endsWith("/password-too-short"));
    expect(some.length).toBeGreaterThan(0);
    const all = new Set([...kept, ...symptoms.map(({ rule }) => rule)]).difference(
      new Set(some.map(({ rule }) => rule)),
    );
    const told = await diagnosed(some, { region: "us-east-1", windows: noWindows, kept: all });
    expect(told.map(({ hypothesis }) => hypothesis?.name)).not.toContain(fault.name);
  });

  it("that no fault shows stands by itself, and is said to", async () => {
    const told = await diagnosed(
      [
        {
          rule: "create-user/user-name",
          conversation: [{ operation: "CreateUser", input: {} }],
          failure: {
            violation: { rule: "create-user/user-name", expected: "a", actual: "b" },
            step: 0,
          },
          follows: [],
        },
      ],
      { region: "us-east-1", windows: noWindows, kept: new Set() },
    );
    expect(told).toEqual([{ rules: ["create-user/user-name"], isSure: true }]);
  });
});
