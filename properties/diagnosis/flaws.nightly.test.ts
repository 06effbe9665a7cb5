import * as fc from "fast-check";
import { expect, it } from "vitest";

import { flaws } from "../../targets/reference/flaws/index.ts";
import { reference } from "../../targets/reference/index.ts";
import { survey } from "../survey.ts";
import { idOf } from "./defects.ts";

/** Forms of answers are told by the one rule that speaks of each. */
const atLarge = flaws.filter(({ name }) => !name.startsWith("answers: "));

const some = fc.sample(fc.shuffledSubarray(atLarge, { minLength: 4, maxLength: 4 }), {
  seed: 19,
  numRuns: 1,
});
const chosen = [...atLarge.filter(({ name }) => name === "ARNs not looked up"), ...some.flat()];

it.each(chosen)("what is wrong at large is told by its name: $name", async (flaw) => {
  const { defects = [] } = await survey(reference({ fault: flaw.fault }), {
    seed: 7,
    commands: 4000,
    settleSeconds: 10,
  });
  // What is wrong in one operation may be told as wrong in all.
  expect(defects.filter(({ id }) => idOf(flaw).startsWith(id))).not.toEqual([]);
});
