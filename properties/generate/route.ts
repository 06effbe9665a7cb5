import type * as fc from "fast-check";

import type { Command } from "../../models/contract/contract.ts";

export type Place = Pick<Command, "region" | "account">;

/** Where a conversation takes place: mostly at home, sometimes elsewhere, sometimes at two places in turn. */
export function routeOf(
  {
    otherRegions,
    hasOtherAccount,
  }: { readonly otherRegions: readonly string[]; readonly hasOtherAccount: boolean },
  mrng: fc.Random,
): readonly Place[] {
  const elsewhere: readonly Place[] = [
    ...otherRegions.map((region) => ({ region })),
    ...(hasOtherAccount ? [{ account: "other" as const }] : []),
  ];
  const other = elsewhere[mrng.nextInt(0, Math.max(0, elsewhere.length - 1))];
  const chance = mrng.nextInt(1, 12);
  if (other === undefined || chance > 3) return [{}];
  return chance === 1 && other.region !== undefined ? [other] : [{}, other];
}
