import * as fc from "fast-check";

import { membersOf } from "../../belief/membership.ts";
import { believed, believedGroup, type State } from "../../belief/state.ts";
import {
  deletedGroupIds,
  freshGroupIds,
  groupIds,
  deletingGroupIds,
  oneId,
  presentGroupIds,
} from "../../universe/universe.ts";
import type { Variation } from "../operation.ts";

const by = (
  name: string,
  ids: (state: State) => readonly string[],
  weight = 1,
  until?: "settled",
): Variation<"DescribeUserGroups"> => ({
  name,
  weight,
  ...(until === undefined ? {} : { until }),
  when: (state) => ids(state).length > 0,
  inputs: (state) => oneId(ids(state)).map((UserGroupId) => ({ UserGroupId })),
});

const isAbsent = (state: State, because: string): readonly string[] =>
  groupIds.filter((id) => {
    const belief = believedGroup(state, id);
    return belief.kind === "absent" && belief.because === because;
  });

const afterRefusal = (state: State): readonly string[] =>
  groupIds.filter((id) => {
    const belief = believedGroup(state, id);
    return belief.kind === "present" && belief.since.refused.length > 0;
  });

/** Groups of which a user was deleted, and is gone. */
const lackingUsers = (state: State): readonly string[] =>
  presentGroupIds(state).filter((id) =>
    membersOf(state, id)?.some((user) => believed(state, user).kind === "absent"),
  );

/** The ways to ask for user groups. */
export const describeUserGroupsVariations: readonly Variation<"DescribeUserGroups">[] = [
  { name: "all", weight: 4, inputs: () => fc.constant({}), until: "listed" },
  {
    name: "all, once one is gone",
    weight: 2,
    when: (state) => deletedGroupIds(state).length > 0,
    inputs: () => fc.constant({}),
    until: "listed",
  },
  by("by id, once a user of it is gone", lackingUsers, 4, "settled"),
  by("by id", presentGroupIds, 3),
  by("by id, settled", presentGroupIds, 6, "settled"),
  by("after a refusal", afterRefusal, 4, "settled"),
  by("unknown id", freshGroupIds),
  by("id of a refused group", (state) => isAbsent(state, "refused")),
  by("id of a group with bad tags", (state) => isAbsent(state, "badly-tagged"), 4),
  by(
    "by id, once its engine was changed",
    (state) => groupIds.filter((id) => state.enginesAsked.has(id)),
    6,
    "settled",
  ),
  {
    name: "all, where others are elsewhere",
    weight: 2,
    when: (state) => state.groupsElsewhere.size > 0,
    inputs: () => fc.constant({}),
    until: "listed",
  },
  by("deleted id", deletedGroupIds),
  by("deleting id", deletingGroupIds, 2),
  {
    name: "page by page",
    weight: 2,
    when: (state) => presentGroupIds(state).length > 1,
    inputs: () => fc.constantFrom({ MaxRecords: 20 }, { MaxRecords: 1 }),
    until: "listed",
  },
  { name: "100 records", inputs: () => fc.constant({ MaxRecords: 100 }) },
  { name: "made-up marker", inputs: () => fc.constant({ Marker: "made-up" }) },
];
