import { many, tag } from "../universe/tags.ts";
import { absent, illegal, value, type ValueClass } from "./parameter.ts";

/** Tags of a request, none among them. */
export const tagLists: readonly ValueClass[] = [
  absent,
  value("one tag", { Tags: [tag("k", "v")] }),
  value("without value", { Tags: [tag("k")] }),
  value("any characters", { Tags: [tag("Größe", 'Höhe <5 & "6">')] }),
  value("keys that differ by case", { Tags: [tag("Team", "blue"), tag("team", "red")] }),
  illegal(value("without key", { Tags: [{ Value: "v" }] })),
  illegal(value("reserved key", { Tags: [tag("aws:k", "v")] })),
  illegal(value("51 tags", { Tags: many(51) })),
];
