import * as fc from "fast-check";

import type { Variation } from "../operation.ts";
import { freshIds, leavingIds, oneId, presentIds, usersWith } from "../universe.ts";

/** The ways to ask for the end of a user. */
export const deleteUserVariations: readonly Variation<"DeleteUser">[] = [
  {
    name: "existing user",
    weight: 6,
    when: (state) => presentIds(state).length > 0,
    inputs: (state) => oneId(presentIds(state)).map((UserId) => ({ UserId })),
  },
  {
    name: "unknown user",
    weight: 2,
    when: (state) => freshIds(state).length > 0,
    inputs: (state) => oneId(freshIds(state)).map((UserId) => ({ UserId })),
  },
  {
    name: "while deleting",
    when: (state) => leavingIds(state).length > 0,
    inputs: (state) => oneId(leavingIds(state)).map((UserId) => ({ UserId })),
  },
  {
    name: "while modifying",
    when: (state) => usersWith(state, ({ status }) => status === "modifying").length > 0,
    inputs: (state) =>
      oneId(usersWith(state, ({ status }) => status === "modifying")).map((UserId) => ({ UserId })),
  },
  { name: "default user", inputs: () => fc.constant({ UserId: "default" }) },
  { name: "without UserId", inputs: () => fc.constantFrom({}, { UserId: "" }) },
];
