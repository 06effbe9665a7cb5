import { expect, it } from "vitest";

import { allRules } from "../operations/index.ts";
import { linksOf, placesOf } from "./links.ts";

it("every source is a link, or it is said why it is none", () => {
  const unknown = allRules.filter(
    ({ clause, operation }) => placesOf(clause.source, operation).length === 0,
  );
  expect(unknown.map(({ id, clause }) => `${id}: ${clause.source}`)).toEqual([]);
});

it("most sources can be read by anyone", () => {
  const open = allRules.filter(({ clause, operation }) =>
    placesOf(clause.source, operation).some((place) => "url" in place),
  );
  expect(open.length / allRules.length).toBeGreaterThan(0.88);
  for (const { clause, operation } of open)
    for (const link of linksOf(clause.source, operation))
      expect(new URL(link).protocol).toBe("https:");
});
