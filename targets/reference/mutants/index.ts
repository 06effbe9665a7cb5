import { createUserGroupMutants } from "./create-user-group.ts";
import { createUserMutants } from "./create-user.ts";
import { deleteUserGroupMutants } from "./delete-user-group.ts";
import { deleteUserMutants } from "./delete-user.ts";
import { describeUserGroupsMutants } from "./describe-user-groups.ts";
import { describeUsersMutants } from "./describe-users.ts";
import { meaningMutants } from "./meaning.ts";
import { modifyUserGroupMutants } from "./modify-user-group.ts";
import { modifyUserMutants } from "./modify-user.ts";
import type { Mutant } from "./mutant.ts";
import { refusalMutants } from "./refusals.ts";
import { restMutants } from "./rest.ts";
import { addTagsMutants, listTagsMutants, removeTagsMutants } from "./tags.ts";
import { wireMutants } from "./wire.ts";

/** Every fault that the suite is proven to find, each with the rule that finds it. */
export const mutants: readonly Mutant[] = [
  ...createUserMutants,
  ...modifyUserMutants,
  ...deleteUserMutants,
  ...describeUsersMutants,
  ...createUserGroupMutants,
  ...modifyUserGroupMutants,
  ...describeUserGroupsMutants,
  ...deleteUserGroupMutants,
  ...listTagsMutants,
  ...addTagsMutants,
  ...removeTagsMutants,
  ...meaningMutants,
  ...restMutants,
  ...refusalMutants,
  ...wireMutants,
];
