import * as fc from "fast-check";

import { arnOf } from "../../contract/placeholder.ts";
import {
  badTags,
  goodTags,
  keysOn,
  many,
  oddTags,
  onResources,
  tag,
  toUser,
} from "../../universe/tags.ts";
import { oneId, presentIds } from "../../universe/universe.ts";
import type { Variation } from "../operation.ts";

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
