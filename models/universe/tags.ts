import * as fc from "fast-check";

import { isMovingGroup } from "../belief/membership.ts";
import { believed, believedGroup, type State } from "../belief/state.ts";
import type { Tag } from "../contract/contract.ts";
import { arnOf, arnForms, type ResourceKind } from "../contract/placeholder.ts";
import { resourceKey } from "../contract/resource.ts";
import type { Variation } from "../operations/operation.ts";
import {
  freshGroupIds,
  freshIds,
  groupIds,
  deletingGroupIds,
  deletingIds,
  oneId,
  presentGroupIds,
  presentIds,
  userIds,
} from "./universe.ts";

export const tag = (Key: string, Value?: string): Tag =>
  Value === undefined ? { Key } : { Key, Value };

export const keys = ["k", "Team", "team", "a:b/c"] as const;

export const goodTags: fc.Arbitrary<readonly Tag[]> = fc.constantFrom<readonly Tag[]>(
  [tag("k", "v")],
  [tag("Team", "Blue"), tag("k", "v")],
  [tag("team", "red")],
  [tag("a:b/c", "1 2"), tag("k", "w")],
);

/** Tags that AWS is known to take, although others do not. */
export const oddTags: readonly (readonly [string, readonly Tag[]])[] = [
  ["tag without value", [tag("k")]],
  ["tag of any characters", [tag("Größe", 'Höhe <5 & "6">')]],
  ["tag of any characters, without value", [tag("Größe")]],
  ["keys that differ by case", [tag("Team", "blue"), tag("team", "red")]],
  ["value of 256 characters", [tag("k", "x".repeat(256))]],
  ["key of 128 characters", [tag("y".repeat(128), "z")]],
];

export const many = (count: number): readonly Tag[] =>
  Array.from({ length: count }, (_, index) => tag(`n${index}`, "v"));

/** Tags that no resource can have, each wrong in one way. */
export const badTags: readonly (readonly [string, readonly Tag[]])[] = [
  ["tag without key", [{ Value: "v" }]],
  ["tag with a key too long", [tag("k".repeat(129), "v")]],
  ["tag with a value too long", [tag("k", "v".repeat(257))]],
  ["tag with a reserved key", [tag("aws:k", "v")]],
  ["51 tags", many(51)],
];

export type Ids = (state: State) => readonly string[];

/** The ARNs of a kind of users or groups that a state has. */
interface Named {
  readonly name: string;
  readonly kind: ResourceKind;
  readonly ids: Ids;
  readonly weight?: number;
}

export const isMovingUser = (state: State, id: string): boolean => {
  const belief = believed(state, id);
  return belief.kind === "present" && belief.view.Status === "modifying";
};

const resources: readonly Named[] = [
  { name: "user", kind: "user", ids: presentIds, weight: 5 },
  { name: "group", kind: "usergroup", ids: presentGroupIds, weight: 2 },
  { name: "deleting user", kind: "user", ids: deletingIds, weight: 4 },
  { name: "deleting group", kind: "usergroup", ids: deletingGroupIds },
];

const unknown: readonly Named[] = [
  { name: "unknown user", kind: "user", ids: freshIds },
  { name: "unknown group", kind: "usergroup", ids: freshGroupIds },
];

const changing: readonly Named[] = [
  {
    name: "user while modifying",
    kind: "user",
    weight: 3,
    ids: (state) => userIds.filter((id) => isMovingUser(state, id)),
  },
  {
    name: "group while changing",
    kind: "usergroup",
    ids: (state) =>
      groupIds.filter(
        (id) => believedGroup(state, id).kind === "present" && isMovingGroup(state, id),
      ),
  },
];

/** Names that are no right ARN. */
const wrongNames = [
  "u-0",
  ...arnForms.filter((form) => form !== "arn").map((form) => arnOf("user", userIds[0], form)),
  // A user is no group, and a group is no user.
  arnOf("usergroup", userIds[0]),
  arnOf("user", groupIds[0]),
];

type TagOperation = "ListTagsForResource" | "AddTagsToResource" | "RemoveTagsFromResource";

interface Wish {
  readonly Tags?: readonly Tag[];
  readonly TagKeys?: readonly string[];
}

/** The ways to name a resource, each with one thing to ask of it. */
export const onResources = <K extends TagOperation>(
  wish: (state: State, key: string) => fc.Arbitrary<Wish>,
): readonly Variation<K>[] => {
  const on = ({ name, kind, ids, weight }: Named, until?: "settled"): Variation<K> => ({
    name,
    ...(weight === undefined ? {} : { weight }),
    ...(until === undefined ? {} : { until }),
    when: (state) => ids(state).length > 0,
    inputs: (state) =>
      oneId(ids(state)).chain((id) =>
        wish(state, resourceKey({ kind, id })).map((what) => ({
          ...what,
          ResourceName: arnOf(kind, id),
        })),
      ),
  });
  return [
    ...resources.map((named) => on(named, "settled")),
    ...unknown.map((named) => on(named)),
    ...changing.map((named) => on(named)),
    { ...on({ name: "user at once", kind: "user", ids: presentIds }) },
    ...wrongNames.map((ResourceName): Variation<K> => ({
      name: `resource ${ResourceName}`,
      inputs: (state) => wish(state, "").map((what) => ({ ...what, ResourceName })),
    })),
  ];
};

/** One thing to ask of a user at rest. */
export const toUser = <K extends TagOperation>(name: string, wish: Wish): Variation<K> => ({
  name,
  until: "settled",
  when: (state) => presentIds(state).length > 0,
  inputs: (state) =>
    oneId(presentIds(state)).map((id) => ({ ...wish, ResourceName: arnOf("user", id) })),
});

/** The keys of the tags that a user is believed to have. */
export const keysOn = (state: State, id: string): readonly string[] =>
  (state.tags.get(`user:${id}`)?.tags ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
