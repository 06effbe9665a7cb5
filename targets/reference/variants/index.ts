import { accessStringVariants } from "./access-strings.ts";
import { authenticationVariants } from "./authentication.ts";
import { formVariants } from "./form.ts";
import { groupVariants } from "./groups.ts";
import { lateVariants } from "./late.ts";
import { orderVariants } from "./orders.ts";
import { tagVariants } from "./tags.ts";
import { timeVariants } from "./time.ts";
import { userVariants } from "./users.ts";
import type { Variant } from "./variant.ts";
import { weakerVariants } from "./weaker.ts";

/** Ways in which AWS may behave for all that the facts say: none of them breaks a rule at `must`. */
export const variants: readonly Variant[] = [
  ...authenticationVariants,
  ...accessStringVariants,
  ...userVariants,
  ...groupVariants,
  ...weakerVariants,
  ...tagVariants,
  ...orderVariants,
  ...timeVariants,
  ...lateVariants,
  ...formVariants,
];
