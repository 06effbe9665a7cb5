import { changeStateFaults } from "./changes.ts";
import { groupStateFaults } from "./groups.ts";
import { nothingStateFaults } from "./nothing.ts";
import { raceStateFaults } from "./races.ts";
import type { StateFault } from "./state-fault.ts";
import { userStateFaults } from "./users.ts";
import { viewStateFaults } from "./views.ts";

export type { StateFault } from "./state-fault.ts";

/** Faults of what is remembered: kept too long, shared, lost at the second time, half done, of the wrong one, stale in one view, lost where two ask at once. */
export const stateFaults: readonly StateFault[] = [
  ...userStateFaults,
  ...groupStateFaults,
  ...viewStateFaults,
  ...changeStateFaults,
  ...nothingStateFaults,
  ...raceStateFaults,
];
