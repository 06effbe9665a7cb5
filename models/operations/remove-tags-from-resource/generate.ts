import * as fc from "fast-check";

import type { State } from "../../belief/state.ts";
import { arnOf } from "../../contract/placeholder.ts";
import { type Ids, isMovingUser, keys, keysOn, onResources, toUser } from "../../universe/tags.ts";
import { deletingIds, oneId, presentIds, userIds } from "../../universe/universe.ts";
import type { Variation } from "../operation.ts";

const movingTagged = (state: State): readonly string[] =>
  userIds.filter((id) => isMovingUser(state, id) && keysOn(state, id).length > 0);

const leavingTagged = (state: State): readonly string[] =>
  deletingIds(state).filter((id) => keysOn(state, id).length > 0);

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
