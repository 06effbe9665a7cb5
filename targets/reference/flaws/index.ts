import { authenticationFlaws } from "./authentication.ts";
import { engineFlaws } from "./engines.ts";
import type { Flaw } from "./flaw.ts";
import { idFlaws } from "./ids.ts";
import { lifeFlaws } from "./life.ts";
import { placeFlaws } from "./places.ts";
import { requestFlaws } from "./requests.ts";

export type { Flaw } from "./flaw.ts";

/** Ways to be wrong at large. */
export const flaws: readonly Flaw[] = [
  ...placeFlaws,
  ...idFlaws,
  ...authenticationFlaws,
  ...engineFlaws,
  ...lifeFlaws,
  ...requestFlaws,
];
