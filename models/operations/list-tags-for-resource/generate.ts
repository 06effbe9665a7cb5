import * as fc from "fast-check";

import { believed, believedGroup, type State } from "../../belief/state.ts";
import { arnOf, type ResourceKind } from "../../contract/placeholder.ts";
import { resourceKey } from "../../contract/resource.ts";
import { type Ids, onResources } from "../../universe/tags.ts";
import { groupIds, oneId, presentGroupIds, presentIds, userIds } from "../../universe/universe.ts";
import type { Variation } from "../operation.ts";

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
  return tagged !== undefined && (tagged.because !== "nothing" || tagged.inherits !== undefined);
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
  ids(state).filter((id) => state.tags.get(resourceKey({ kind, id }))?.inherits !== undefined);

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
  state.tags.get(`user:${id}`)?.refused !== undefined;
