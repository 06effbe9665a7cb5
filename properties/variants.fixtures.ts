import * as fc from "fast-check";
import { expect, inject } from "vitest";

import { mustRules } from "../models/operations/index.ts";
import { bare } from "../targets/reference/bare.ts";
import { together } from "../targets/reference/faults.ts";
import { reference } from "../targets/reference/index.ts";
import { usualWindows } from "../targets/reference/store.ts";
import { variants } from "../targets/reference/variants/index.ts";
import type { Variant } from "../targets/reference/variants/variant.ts";
import type { Target } from "../targets/target.ts";
import { unmetered } from "./run/meter.ts";
import { settleTimeoutFor } from "./run/settle-timeout.ts";
import { talk } from "./talk.ts";

/** One service that behaves in all of these ways. */
function asOne(chosen: readonly Variant[]): Variant {
  const windows = chosen.map((one) => one.windows).find((one) => one !== undefined);
  return {
    name: chosen.map(({ name }) => name).join("; "),
    fault: together(chosen.map(({ fault }) => fault)),
    ...(windows === undefined ? {} : { windows }),
  };
}

/** So many services of so many ways each, at random. */
export const crowdsOf = (size: number, count: number, seed: number): readonly Variant[] =>
  fc
    .sample(fc.uniqueArray(fc.constantFrom(...variants), { minLength: size, maxLength: size }), {
      seed,
      numRuns: count,
    })
    .map((chosen) => asOne(chosen));

/** Every so many conversations of the default run. */
interface Share {
  readonly from: number;
  readonly of: number;
}

/** Expects that no rule at `must` is broken by a service that behaves so, with windows and without. */
export async function expectLegal(variant: Variant, share: Share): Promise<void> {
  const { fault, windows } = variant;
  await expectNoMust(bare({ fault, windows: windows ?? usualWindows }), share);
  if (windows === undefined)
    await expectNoMust(bare({ fault }), { ...share, from: share.from + 1 });
}

/** The same, on the wire. */
export const expectLegalForm = ({ fault }: Variant, share: Share): Promise<void> =>
  expectNoMust(reference({ fault }), share);

async function expectNoMust(target: Target, { from, of }: Share): Promise<void> {
  const patience = settleTimeoutFor(target, 60, 1);
  const accused: object[] = [];
  for (const [index, { conversation }] of inject("defaultRun").entries()) {
    if (index % of !== from % of) continue;
    // An Action that nobody has reaches no bare service.
    if (conversation.some(({ action }) => action !== undefined)) continue;
    const { failures, exchanges } = await talk(target, conversation, unmetered, patience);
    const first = failures.find(({ violation }) => mustRules.has(violation.rule));
    if (first !== undefined) accused.push({ ...first.violation, exchanges });
  }
  await target.close();
  expect(accused.slice(0, 1)).toEqual([]);
}
