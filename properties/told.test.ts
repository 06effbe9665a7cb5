import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";
import * as z from "zod";

import { mutants } from "../targets/reference/mutants/index.ts";
import { retold, shownIn, toldSchema } from "./told.ts";

const file = new URL("../targets/reference/mutants/stories.json", import.meta.url);
const stories = z.array(toldSchema).parse(JSON.parse(readFileSync(file, "utf8")));

it("has a story of each faulty service (npm run stories writes down what is missing)", () => {
  expect(stories.map(({ rule }) => rule)).toEqual(mutants.map(({ rule }) => rule));
});

const cases = mutants.map(({ rule, fault }, index) => {
  const { token = "", ...shown } = stories[index] ?? {};
  return { rule, fault, token, shown };
});

describe("the short story of a faulty service", () => {
  it.each(cases)("shows that it breaks $rule, as before", async ({ rule, fault, token, shown }) => {
    expect(shownIn(await retold(token, fault), rule)).toEqual(shown);
  });

  it.each(cases)("shows nothing of the sound service ($rule)", async ({ token }) => {
    const { findings } = await retold(token);
    expect(findings).toEqual([]);
  });
});
