import type { Tag, Input } from "../../models/contract/contract.ts";
import type { Call, Windows } from "./store.ts";

/** The resource in an ARN of seven parts, as `user:u-0`. */
export const keyIn = (name: string | undefined): string => partsOf(name).slice(5).join(":");

export const partsOf = (name = ""): readonly string[] => name.split(":");

/** Gives a new resource its tags; it is not available for tagging for a while (F191, F197). */
export function tagAtCreation(
  key: string,
  tags: readonly Tag[] | undefined,
  call: Call,
  { tagLock }: Windows,
): void {
  call.tags.set(key, tags ?? []);
  call.locks.set(key, call.now + tagLock);
}

/** The tags of a resource, in the order in which they came (F190, F364). */
export function listTags(
  { ResourceName }: Input<"ListTagsForResource">,
  call: Call,
  windows: Windows,
): object {
  return touched(keyIn(ResourceName), tagsIn(ResourceName, call), call, windows);
}

/** Adds tags; a key that is there gets the new value in its old place (F192, F363). */
export function addTags(input: Input<"AddTagsToResource">, call: Call, windows: Windows): object {
  const tags = merged(tagsIn(input.ResourceName, call), input.Tags ?? []);
  return touched(keyIn(input.ResourceName), tags, call, windows);
}

export function removeTags(
  input: Input<"RemoveTagsFromResource">,
  call: Call,
  windows: Windows,
): object {
  const tags = tagsIn(input.ResourceName, call).filter(
    ({ Key = "" }) => input.TagKeys?.includes(Key) !== true,
  );
  return touched(keyIn(input.ResourceName), tags, call, windows);
}

export const tagsIn = (name: string | undefined, { tags }: Call): readonly Tag[] =>
  tags.get(keyIn(name)) ?? [];

export const merged = (tags: readonly Tag[], added: readonly Tag[]): readonly Tag[] => [
  ...new Map([...tags, ...added].map((tag) => [tag.Key, tag])).values(),
];

/** Keeps the tags of a resource, locks it for a while, and answers with all of them (F024, F196, F197). */
function touched(key: string, tags: readonly Tag[], call: Call, { tagLock }: Windows): object {
  call.tags.set(key, tags);
  call.locks.set(key, call.now + tagLock);
  return {
    TagList:
      tags.length === 0
        ? ""
        : { Tag: tags.map(({ Key, Value }) => ({ Key: Key ?? "", Value: Value ?? "" })) },
  };
}
