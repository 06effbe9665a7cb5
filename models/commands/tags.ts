import * as fc from "fast-check";

import type { Tag } from "../contract.ts";
import type { Variation } from "../operation.ts";
import { arnOf, type ResourceKind, resourceKey } from "../resource.ts";
import { isMovingGroup } from "../rules/modify-user-group.ts";
import { believed, believedGroup, type State } from "../state.ts";
import {
  freshGroupIds,
  freshIds,
  groupIds,
  leavingGroupIds,
  leavingIds,
  oneId,
  presentGroupIds,
  presentIds,
  userIds,
} from "../universe.ts";

const tag = (Key: string, Value?: string): Tag => (Value === undefined ? { Key } : { Key, Value });

const keys = ["k", "Team", "team", "a:b/c"] as const;

export const goodTags: fc.Arbitrary<readonly Tag[]> = fc.constantFrom<readonly Tag[]>(
  [tag("k", "v")],
  [tag("Team", "blue"), tag("k", "v")],
  [tag("team", "red")],
  [tag("a:b/c", "1 2"), tag("k", "w")],
);

/** Tags that AWS is known to take, although others do not. */
export const oddTags: readonly (readonly [string, readonly Tag[]])[] = [
  ["tag without value", [tag("k")]],
  ["tag of any characters", [tag("Größe", '<5 & "6">')]],
  ["tag of any characters, without value", [tag("Größe")]],
  ["keys that differ by case", [tag("Team", "blue"), tag("team", "red")]],
  ["value of 256 characters", [tag("k", "x".repeat(256))]],
  ["key of 128 characters", [tag("y".repeat(128), "z")]],
];

const many = (count: number): readonly Tag[] =>
  Array.from({ length: count }, (_, index) => tag(`n${index}`, "v"));

/** Tags that no resource can have, each wrong in one way. */
export const badTags: readonly (readonly [string, readonly Tag[]])[] = [
  ["tag without key", [{ Value: "v" }]],
  ["tag with a key too long", [tag("k".repeat(129), "v")]],
  ["tag with a value too long", [tag("k", "v".repeat(257))]],
  ["tag with a reserved key", [tag("aws:k", "v")]],
  ["51 tags", many(51)],
];

type Ids = (state: State) => readonly string[];

/** The ARNs of a kind of users or groups that a state has. */
interface Named {
  readonly name: string;
  readonly kind: ResourceKind;
  readonly ids: Ids;
  readonly weight?: number;
}

const isMovingUser = (state: State, id: string): boolean => {
  const belief = believed(state, id);
  return belief.kind === "present" && belief.view.Status === "modifying";
};

const resources: readonly Named[] = [
  { name: "user", kind: "user", ids: presentIds, weight: 5 },
  { name: "group", kind: "usergroup", ids: presentGroupIds, weight: 2 },
  { name: "deleting user", kind: "user", ids: leavingIds, weight: 4 },
  { name: "deleting group", kind: "usergroup", ids: leavingGroupIds },
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
  "{{arn-with-slash:user:u-0}}",
  "{{arn-of-other-partition:user:u-0}}",
  "{{arn-of-other-region:user:u-0}}",
  "{{arn-of-other-account:user:u-0}}",
  "{{arn-of-other-type:user:u-0}}",
  "{{arn-of-other-service:user:u-0}}",
  // A user is no group, and a group is no user.
  "{{arn:usergroup:u-0}}",
  "{{arn:user:g-0}}",
] as const;

type TagOperation = "ListTagsForResource" | "AddTagsToResource" | "RemoveTagsFromResource";

interface Wish {
  readonly Tags?: readonly Tag[];
  readonly TagKeys?: readonly string[];
}

/** The ways to name a resource, each with one thing to ask of it. */
const onResources = <K extends TagOperation>(
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

/** The ways to ask for the tags of a resource. */
export const listTagsVariations: readonly Variation<"ListTagsForResource">[] = [
  ...onResources<"ListTagsForResource">(() => fc.constant({})),
  {
    name: "of a user whose tags are known",
    weight: 5,
    until: "settled",
    when: (state) => presentIds(state).some((id) => hasTags(state, id)),
    inputs: (state) =>
      oneId(presentIds(state).filter((id) => hasTags(state, id))).map((id) => ({
        ResourceName: arnOf("user", id),
      })),
  },
  of("of a tagged user that was changed", "user", 6, changedTagged),
  of("of a tagged group that was changed", "usergroup", 6, changedTaggedGroups),
  of("of a new user with an old id", "user", 4, (state) => renewed(state, "user", presentIds)),
  of("of a new group with an old id", "usergroup", 4, (state) =>
    renewed(state, "usergroup", presentGroupIds),
  ),
  {
    name: "after a refusal",
    weight: 2,
    until: "settled",
    when: (state) => presentIds(state).some((id) => hasRefusal(state, id)),
    inputs: (state) =>
      oneId(presentIds(state).filter((id) => hasRefusal(state, id))).map((id) => ({
        ResourceName: arnOf("user", id),
      })),
  },
  { name: "without a name", inputs: () => fc.constantFrom({}, { ResourceName: "" }) },
];

const hasTags = (state: State, id: string): boolean => {
  const tagged = state.tags.get(`user:${id}`);
  return tagged !== undefined && (tagged.because !== "nothing" || tagged.isRenewed === true);
};

function of(
  name: string,
  kind: ResourceKind,
  weight: number,
  ids: Ids,
): Variation<"ListTagsForResource"> {
  return {
    name,
    weight,
    until: "settled",
    when: (state) => ids(state).length > 0,
    inputs: (state) => oneId(ids(state)).map((id) => ({ ResourceName: arnOf(kind, id) })),
  };
}

const renewed = (state: State, kind: ResourceKind, ids: Ids): readonly string[] =>
  ids(state).filter((id) => state.tags.get(resourceKey({ kind, id }))?.isRenewed === true);

function changedTagged(state: State): readonly string[] {
  return userIds.filter((id) => {
    const belief = believed(state, id);
    return (
      belief.kind === "present" &&
      belief.lastWrite === "ModifyUser" &&
      (state.tags.get(`user:${id}`)?.tags ?? []).length > 0
    );
  });
}

function changedTaggedGroups(state: State): readonly string[] {
  return groupIds.filter((id) => {
    const belief = believedGroup(state, id);
    return (
      belief.kind === "present" &&
      belief.lastWrite === "ModifyUserGroup" &&
      (state.tags.get(`usergroup:${id}`)?.tags ?? []).length > 0
    );
  });
}

const hasRefusal = (state: State, id: string): boolean =>
  state.tags.get(`user:${id}`)?.refused === true;

const toUser = <K extends TagOperation>(name: string, wish: Wish): Variation<K> => ({
  name,
  until: "settled",
  when: (state) => presentIds(state).length > 0,
  inputs: (state) =>
    oneId(presentIds(state)).map((id) => ({ ...wish, ResourceName: arnOf("user", id) })),
});

/** The ways to add tags. */
export const addTagsVariations: readonly Variation<"AddTagsToResource">[] = [
  ...onResources<"AddTagsToResource">(() => goodTags.map((Tags) => ({ Tags }))),
  {
    name: "a key again",
    weight: 3,
    until: "settled",
    when: (state) => presentIds(state).some((id) => keysOn(state, id).length > 0),
    inputs: (state) =>
      oneId(presentIds(state).filter((id) => keysOn(state, id).length > 0)).chain((id) =>
        fc.constantFrom(...keysOn(state, id)).map((key) => ({
          ResourceName: arnOf("user", id),
          Tags: [tag(key, "again")],
        })),
      ),
  },
  toUser("50 tags", { Tags: many(50) }),
  ...[...oddTags, ...badTags].map(([name, Tags]) => toUser<"AddTagsToResource">(name, { Tags })),
  toUser("key twice", { Tags: [tag("k", "1"), tag("k", "2")] }),
  toUser("without Tags", {}),
  { name: "without a name", inputs: () => fc.constant({ Tags: [tag("k", "v")] }) },
];

const keysOn = (state: State, id: string): readonly string[] =>
  (state.tags.get(`user:${id}`)?.tags ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key]));

const movingTagged = (state: State): readonly string[] =>
  userIds.filter((id) => isMovingUser(state, id) && keysOn(state, id).length > 0);

const leavingTagged = (state: State): readonly string[] =>
  leavingIds(state).filter((id) => keysOn(state, id).length > 0);

/** A request for one tag of a user whom the ids name, which has it. */
const aTagOf = (name: string, ids: Ids): Variation<"RemoveTagsFromResource"> => ({
  name,
  weight: 3,
  when: (state) => ids(state).length > 0,
  inputs: (state) =>
    oneId(ids(state)).chain((id) =>
      fc.constantFrom(...keysOn(state, id)).map((key) => ({
        ResourceName: arnOf("user", id),
        TagKeys: [key],
      })),
    ),
});

/** The ways to remove tags. */
export const removeTagsVariations: readonly Variation<"RemoveTagsFromResource">[] = [
  ...onResources<"RemoveTagsFromResource">((state, key) => {
    const there = (state.tags.get(key)?.tags ?? []).flatMap(({ Key = "" }) => [Key]);
    return fc
      .constantFrom(...(there.length === 0 ? keys : there))
      .map((one) => ({ TagKeys: [one] }));
  }),
  aTagOf("a tag of a deleting user", leavingTagged),
  aTagOf("a tag of a user while modifying", movingTagged),
  {
    name: "two keys",
    weight: 3,
    until: "settled",
    when: (state) => presentIds(state).some((id) => keysOn(state, id).length > 1),
    inputs: (state) =>
      oneId(presentIds(state).filter((id) => keysOn(state, id).length > 1)).map((id) => ({
        ResourceName: arnOf("user", id),
        TagKeys: keysOn(state, id).slice(0, 2),
      })),
  },
  toUser("missing key", { TagKeys: ["not-there"] }),
  toUser("without TagKeys", {}),
  { name: "without a name", inputs: () => fc.constant({ TagKeys: ["k"] }) },
];
