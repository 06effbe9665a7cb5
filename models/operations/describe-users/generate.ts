import * as fc from "fast-check";

import { areSettled } from "../../belief/membership.ts";
import { believed, type State } from "../../belief/state.ts";
import type { OperationName } from "../../contract/contract.ts";
import { unknownAction } from "../../contract/requests.ts";
import {
  deletedGroupIds,
  deletedIds,
  freshIds,
  deletingIds,
  oneId,
  presentIds,
  userIds,
} from "../../universe/universe.ts";
import type { Variation } from "../operation.ts";

/** The ways to ask for users. */
export const describeUsersVariations: readonly Variation<"DescribeUsers">[] = [
  { name: "all", weight: 6, inputs: () => fc.constant({}), until: "listed" },
  {
    name: "by id",
    weight: 8,
    when: (state) => presentIds(state).length > 0,
    inputs: (state) => oneId(presentIds(state)).map((UserId) => ({ UserId })),
  },
  {
    name: "after a refusal",
    weight: 6,
    when: (state) => refusedOn(state).length > 0,
    inputs: (state) => oneId(refusedOn(state)).map((UserId) => ({ UserId })),
  },
  {
    name: "after a refused delete",
    when: (state) => refusedOn(state, "DeleteUser").length > 0,
    inputs: (state) => oneId(refusedOn(state, "DeleteUser")).map((UserId) => ({ UserId })),
  },
  {
    name: "by id in capitals",
    when: (state) => presentIds(state).length > 0,
    inputs: (state) => oneId(presentIds(state)).map((UserId) => ({ UserId: UserId.toUpperCase() })),
  },
  {
    name: "unknown id",
    weight: 2,
    when: (state) => freshIds(state).length > 0,
    inputs: (state) => oneId(freshIds(state)).map((UserId) => ({ UserId })),
  },
  {
    name: "id of a refused user",
    weight: 2,
    when: (state) => refusedIds(state).length > 0,
    inputs: (state) => oneId(refusedIds(state)).map((UserId) => ({ UserId })),
  },
  {
    name: "deleted id",
    weight: 2,
    when: (state) => deletedIds(state).length > 0,
    inputs: (state) => oneId(deletedIds(state)).map((UserId) => ({ UserId })),
  },
  {
    name: "deleting id",
    weight: 2,
    when: (state) => deletingIds(state).length > 0,
    inputs: (state) => oneId(deletingIds(state)).map((UserId) => ({ UserId })),
  },
  {
    name: "default",
    weight: 2,
    isReserved: true,
    inputs: () => fc.constant({ UserId: "default" }),
  },
  {
    name: "member of a group",
    weight: 3,
    until: "settled",
    when: (state) => grouped(state).length > 0,
    inputs: (state) => oneId(grouped(state)).map((UserId) => ({ UserId })),
  },
  {
    name: "user of a group that is gone",
    weight: 4,
    until: "settled",
    when: (state) => leftByGroups(state).length > 0,
    inputs: (state) => oneId(leftByGroups(state)).map((UserId) => ({ UserId })),
  },
  {
    name: "id of a user with bad tags",
    weight: 2,
    when: (state) => badlyTagged(state).length > 0,
    inputs: (state) => oneId(badlyTagged(state)).map((UserId) => ({ UserId })),
  },
  {
    name: "all, where others are elsewhere",
    weight: 2,
    when: (state) => state.elsewhere.size > 0,
    inputs: () => fc.constant({}),
    until: "listed",
  },
  {
    name: "id from elsewhere",
    weight: 3,
    when: (state) => state.elsewhere.size > 0,
    inputs: (state) => oneId([...state.elsewhere]).map((UserId) => ({ UserId })),
  },
  { name: "malformed id", inputs: () => fc.constantFrom({ UserId: "1user" }, { UserId: "a b" }) },
  {
    name: "page by page",
    weight: 2,
    inputs: () => fc.constantFrom({ MaxRecords: 20 }, { MaxRecords: 1 }, { MaxRecords: 2 }),
    until: "listed",
  },
  { name: "100 records", inputs: () => fc.constant({ MaxRecords: 100 }) },
  { name: "made-up marker", inputs: () => fc.constant({ Marker: "made-up" }) },
  {
    name: "filter by id",
    inputs: () =>
      fc.constantFrom(...userIds).map((id) => ({ Filters: [{ Name: "UserId", Values: [id] }] })),
  },
  {
    name: "filter by ids that are there",
    weight: 2,
    when: (state) => presentIds(state).length > 1,
    inputs: (state) =>
      fc
        .shuffledSubarray([...presentIds(state)], { minLength: 2, maxLength: 2 })
        .map((Values) => ({ Filters: [{ Name: "UserId", Values }] })),
  },
  {
    name: "filter without values",
    inputs: () =>
      fc.constantFrom(
        { Filters: [{ Name: "UserId", Values: [] }] },
        { Filters: [{ Name: "UserId" }] },
        { Filters: [{ Values: ["u-0"] }] },
      ),
  },
  { name: "by engine", inputs: () => fc.constantFrom({ Engine: "redis" }, { Engine: "valkey" }) },
  { name: "unknown action", inputs: () => fc.constant({}), action: unknownAction },
];

/** Users on whom a write was refused since they were last shown. */
const refusedOn = (state: State, by?: OperationName): readonly string[] =>
  userIds.filter((id) => {
    const belief = believed(state, id);
    if (belief.kind !== "present" || belief.since.written !== undefined) return false;
    const { refused } = belief.since;
    return by === undefined ? refused.length > 0 : refused.length === 1 && refused[0] === by;
  });

const refusedIds = (state: State): readonly string[] =>
  userIds.filter((id) => {
    const belief = believed(state, id);
    return belief.kind === "absent" && belief.because === "refused";
  });

const grouped = (state: State): readonly string[] =>
  presentIds(state).filter((id) => state.everGrouped.has(id));

/** Users of groups of which one is gone, at rest. */
const leftByGroups = (state: State): readonly string[] =>
  deletedGroupIds(state).length === 0 ? [] : grouped(state).filter((id) => areSettled(state, [id]));

const badlyTagged = (state: State): readonly string[] =>
  userIds.filter((id) => {
    const belief = believed(state, id);
    return belief.kind === "absent" && belief.because === "badly-tagged";
  });
