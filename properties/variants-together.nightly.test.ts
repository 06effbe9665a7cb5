import { describe, it } from "vitest";

import { crowdsOf, expectLegal } from "./variants.fixtures.ts";

/** New services in each run of the night; the same ones in CI. */
const seed = Number(process.env["VARIANTS_SEED"] ?? 19);

describe(`a service that behaves as AWS may in several ways at once, seed ${seed}`, () => {
  it.each(crowdsOf(2, 100, seed).map((one, from) => ({ ...one, from })))(
    "breaks no rule at must: $name",
    async ({ from, ...variant }) => expectLegal(variant, { from, of: 8 }),
  );

  it.each(crowdsOf(10, 100, seed + 1).map((one, from) => ({ ...one, from })))(
    "breaks no rule at must: $name",
    async ({ from, ...variant }) => expectLegal(variant, { from, of: 8 }),
  );
});
