import * as fc from "fast-check";
import { expect, it } from "vitest";

import { active, stateWith, there } from "../belief/beliefs.fixtures.ts";
import { initialWorld, withState } from "../belief/state.ts";
import type { Command, Exchange } from "../contract/contract.ts";
import { judge } from "./judged.fixtures.ts";

const ResourceName = "{{arn:user:u-0}}";
const tagsOf = (keys: readonly string[]) => keys.map((Key) => ({ Key, Value: "v" }));
const keys = fc.subarray(["a", "b", "c"], { minLength: 1 });

const add = (of: readonly string[]): Command => ({
  operation: "AddTagsToResource",
  input: { ResourceName, Tags: tagsOf(of) },
});

/** Whether a list is told to lack what was added, where a user with one tag is refused some, and given others. */
function isBlamed(refused: readonly string[], added: readonly string[]): boolean {
  const before = stateWith({ "u-0": there(active("u-0")) });
  let world = withState(
    initialWorld(before.region),
    {},
    {
      ...before,
      tags: new Map([
        ["user:u-0", { tags: tagsOf(["old"]), because: "creation" as const, isShown: true }],
      ]),
    },
    false,
  );
  const exchanges: readonly Exchange[] = [
    { command: add(refused), answer: { kind: "refused", code: "UserNotFound", message: "" } },
    {
      command: add(added),
      answer: { kind: "accepted", output: { TagList: tagsOf(["old", ...added]) } },
    },
    {
      command: { operation: "ListTagsForResource", input: { ResourceName } },
      answer: { kind: "accepted", output: { TagList: tagsOf(added) } },
    },
  ];
  const broken = exchanges.flatMap((exchange) => {
    const { after, violations } = judge(world, exchange);
    world = after;
    return violations.map(({ rule }) => rule);
  });
  return broken.includes("list-tags-for-resource/added-tags");
}

it("blames a change of tags only where what was refused before it can have changed none but the same", () => {
  fc.assert(
    fc.property(keys, keys, (refused, added) => {
      expect(isBlamed(refused, added)).toBe(refused.every((key) => added.includes(key)));
    }),
    { seed: 20_261_127 },
  );
});
