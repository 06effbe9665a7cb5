import * as fc from "fast-check";

import { groupsWith, isHeldBy, settledGroup } from "../../belief/membership.ts";
import type { State } from "../../belief/state.ts";
import {
  freshIds,
  deletingIds,
  oneId,
  presentIds,
  settledUsers,
  usersWith,
} from "../../universe/universe.ts";
import type { Variation } from "../operation.ts";

/** The ways to ask for the end of a user. */
export const deleteUserVariations: readonly Variation<"DeleteUser">[] = [
  {
    name: "existing user",
    weight: 6,
    when: (state) => presentIds(state).length > 0,
    inputs: (state) => oneId(presentIds(state)).map((UserId) => ({ UserId })),
  },
  {
    name: "member of a group",
    weight: 2,
    when: (state) => members(state, false).length > 0,
    inputs: (state) => oneId(members(state, false)).map((UserId) => ({ UserId })),
  },
  {
    name: "default user of a group",
    weight: 2,
    when: (state) => members(state, true).length > 0,
    inputs: (state) => oneId(members(state, true)).map((UserId) => ({ UserId })),
  },
  {
    name: "unknown user",
    weight: 2,
    when: (state) => freshIds(state).length > 0,
    inputs: (state) => oneId(freshIds(state)).map((UserId) => ({ UserId })),
  },
  {
    name: "while deleting",
    when: (state) => deletingIds(state).length > 0,
    inputs: (state) => oneId(deletingIds(state)).map((UserId) => ({ UserId })),
  },
  {
    name: "while modifying",
    when: (state) => usersWith(state, ({ status }) => status === "modifying").length > 0,
    inputs: (state) =>
      oneId(usersWith(state, ({ status }) => status === "modifying")).map((UserId) => ({ UserId })),
  },
  { name: "default user", isReserved: true, inputs: () => fc.constant({ UserId: "default" }) },
  { name: "without UserId", inputs: () => fc.constantFrom({}, { UserId: "" }) },
];

/** Users at rest that are in a group at rest; those that it needs as its default users, or the others. */
const members = (state: State, areHeld: boolean): readonly string[] =>
  settledUsers(state, () => true).filter((id) => {
    const groups = groupsWith(state, id).filter(
      (group) => settledGroup(state, group) !== undefined,
    );
    return groups.length > 0 && groups.some((group) => isHeldBy(state, id, group)) === areHeld;
  });
