import type { Damage } from "./damage.ts";
import { errorDamages } from "./errors.ts";
import { formDamages } from "./form.ts";
import { pageDamages } from "./pages.ts";
import { transportDamages } from "./transport.ts";
import { valueDamages } from "./values.ts";

export type { Damage } from "./damage.ts";

/** Answers of other forms than AWS's: each is tried with the official SDKs (docs/clients.md) and with the suite. */
export const damages: readonly Damage[] = [
  ...formDamages,
  ...valueDamages,
  ...errorDamages,
  ...pageDamages,
  ...transportDamages,
];
