import { type State, viewOf } from "../belief/state.ts";
import { commandFrom } from "../contract/command.ts";
import type { Command, Tag } from "../contract/contract.ts";
import { arnForms, arnOf } from "../contract/placeholder.ts";
import { tag } from "../universe/tags.ts";
import { absent, illegal, type StateClass, value, type ValueClass } from "./parameter.ts";
import { created, nobody, passing, userSettled } from "./users.ts";

const tagged = (id: string, ...Tags: readonly Tag[]): Command => {
  const { input } = created(id, "ann");
  return commandFrom({ operation: "CreateUser", input: { ...input, Tags } });
};

const withTags = (name: string, ...Tags: readonly Tag[]): StateClass => ({
  name: `user with ${name}`,
  plan: (id) => [Tags.length === 0 ? created(id, "ann") : tagged(id, ...Tags), userSettled(id)],
  fits: (state: State, id) =>
    viewOf(state, id)?.Status === "active" &&
    state.tags.get(`user:${id}`)?.tags.length === Tags.length,
});

/** Users with tags and without, and others. */
export const taggedUsers: readonly StateClass[] = [
  withTags("no tags"),
  withTags("a tag", tag("k", "old")),
  withTags(
    "tags of which one key begins another",
    tag("env", "a"),
    tag("env2", "b"),
    tag("k", "c"),
  ),
  withTags("tags that differ by case", tag("Team", "blue"), tag("team", "red")),
  ...[nobody, ...passing].map((one) => illegal(one)),
];

/** How a resource is named. */
export const resourceNames: readonly ValueClass[] = [
  ...arnForms.map((form): ValueClass => {
    const one = { name: form, put: (id: string) => ({ ResourceName: arnOf("user", id, form) }) };
    return form === "arn" ? one : illegal(one);
  }),
  { name: "in capitals", put: (id) => ({ ResourceName: arnOf("user", id.toUpperCase()) }) },
  illegal({ name: "of a group", put: (id) => ({ ResourceName: arnOf("usergroup", id) }) }),
  illegal({ name: "an id alone", put: (id) => ({ ResourceName: id }) }),
  illegal(absent),
  illegal(value("empty", { ResourceName: "" })),
];

export const lookAtTags = (id: string): readonly Command[] => [
  commandFrom({
    operation: "ListTagsForResource",
    input: { ResourceName: arnOf("user", id) },
    until: "settled",
  }),
];
