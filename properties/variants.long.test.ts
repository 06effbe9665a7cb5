import { describe, expect, it } from "vitest";

import { formVariants } from "../targets/reference/variants/form.ts";
import { variants } from "../targets/reference/variants/index.ts";
import { expectLegal, expectLegalForm } from "./variants.fixtures.ts";

describe("a service that behaves as AWS may", () => {
  it("comes in more than 150 ways, each with a name of its own", () => {
    expect(variants.length).toBeGreaterThanOrEqual(150);
    expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
  });

  it.each(
    variants.filter((one) => !formVariants.includes(one)).map((one, from) => ({ ...one, from })),
  )("breaks no rule at must: $name", async ({ from, ...variant }) =>
    expectLegal(variant, { from, of: 6 }),
  );

  it.each(formVariants.map((one, from) => ({ ...one, from })))(
    "breaks no rule at must: $name",
    async ({ from, ...variant }) => expectLegalForm(variant, { from, of: 20 }),
  );
});
