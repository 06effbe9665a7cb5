import { describe, expect, it } from "vitest";

import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import { commandsIn, retold, shownIn, toldStories } from "./recorded-stories.ts";

const stories = toldStories();

it("has a story of each faulty service (npm run stories writes down what is missing)", () => {
  expect(stories.map(({ rule }) => rule)).toEqual(mutants.map(({ rule }) => rule));
});

const cases = mutants.map(({ rule, fault }, index) => {
  const { token = "", ...shown } = stories[index] ?? {};
  return { rule, fault, token, shown };
});

describe("the short story of a faulty service", () => {
  it.each(cases)("shows that it breaks $rule, as before", async ({ rule, fault, token, shown }) => {
    const told = await retold(reference({ fault }), commandsIn(token));
    expect(shownIn(told, rule)).toEqual(shown);
  });

  it.each(cases)("shows nothing of the sound service ($rule)", async ({ token }) => {
    const { failures } = await retold(reference(), commandsIn(token));
    expect(failures).toEqual([]);
  });
});
