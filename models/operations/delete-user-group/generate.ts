import * as fc from "fast-check";

import { isMovingGroup } from "../../belief/membership.ts";
import type { State } from "../../belief/state.ts";
import {
  freshGroupIds,
  deletingGroupIds,
  oneId,
  presentGroupIds,
} from "../../universe/universe.ts";
import type { Variation } from "../operation.ts";

const on = (
  name: string,
  ids: (state: State) => readonly string[],
  weight = 1,
): Variation<"DeleteUserGroup"> => ({
  name,
  weight,
  when: (state) => ids(state).length > 0,
  inputs: (state) => oneId(ids(state)).map((UserGroupId) => ({ UserGroupId })),
});

/** The ways to ask for the end of a user group. */
export const deleteUserGroupVariations: readonly Variation<"DeleteUserGroup">[] = [
  on("existing group", presentGroupIds, 4),
  on("unknown group", freshGroupIds),
  on("while deleting", deletingGroupIds),
  on("while changing", (state) => presentGroupIds(state).filter((id) => isMovingGroup(state, id))),
  { name: "without UserGroupId", inputs: () => fc.constantFrom({}, { UserGroupId: "" }) },
];
