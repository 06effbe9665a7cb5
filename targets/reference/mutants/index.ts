import { createUserMutants } from "./create-user.ts";
import { deleteUserMutants } from "./delete-user.ts";
import { describeUsersMutants } from "./describe-users.ts";
import { modifyUserMutants } from "./modify-user.ts";
import type { Mutant } from "./mutant.ts";
import { wireMutants } from "./wire.ts";

/** Every fault that the suite is proven to find, each with the rule that finds it. */
export const mutants: readonly Mutant[] = [
  ...createUserMutants,
  ...modifyUserMutants,
  ...deleteUserMutants,
  ...describeUsersMutants,
  ...wireMutants,
];
