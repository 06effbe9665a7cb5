import type { Flaw } from "./flaw.ts";

/** Where a service keeps what it is told. */
export const placeFlaws: readonly Flaw[] = [
  {
    name: "regions shared",
    title: "What is made in one region is there in all",
    by: "other-places",
    fault: { place: (_, account) => ["us-east-1", account] },
  },
  {
    name: "accounts shared",
    title: "What one account makes is there for all",
    by: "other-places",
    fault: { place: (region) => [region, "123456789012"] },
  },
  {
    name: "one place for all",
    title: "What is made in one region by one account is there in all, for all",
    by: "other-places",
    fault: { place: () => ["us-east-1", "123456789012"] },
  },
];
