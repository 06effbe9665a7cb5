import { settledGroup } from "../belief/membership.ts";
import { type State, viewOf } from "../belief/state.ts";
import { commandFrom } from "../contract/command.ts";
import type { Command, Tag } from "../contract/contract.ts";
import { arnForms, arnOf, type ResourceKind } from "../contract/placeholder.ts";
import { tag } from "../universe/tags.ts";
import { groupIds } from "../universe/universe.ts";
import { absent, illegal, type StateClass, value, type ValueClass } from "./parameter.ts";
import { created, groupSettled, nobody, passing, userSettled } from "./users.ts";

const tagged = (id: string, ...Tags: readonly Tag[]): Command => {
  const { input } = created(id, "ann");
  return commandFrom({ operation: "CreateUser", input: { ...input, Tags } });
};

/** Tags that a resource may have; none of them is what a request gives it. */
const tagSets: readonly (readonly [string, ...(readonly Tag[])])[] = [
  ["no tags"],
  ["a tag", tag("k", "old")],
  ["tags of which one key begins another", tag("env", "a"), tag("env2", "b"), tag("k", "c")],
];

const hasTags = (state: State, key: string, count: number): boolean =>
  state.tags.get(key)?.tags.length === count;

const userWithTags = (name: string, ...Tags: readonly Tag[]): StateClass => ({
  name: `user with ${name}`,
  plan: (id) => [Tags.length === 0 ? created(id, "ann") : tagged(id, ...Tags), userSettled(id)],
  fits: (state, id) =>
    viewOf(state, id)?.Status === "active" && hasTags(state, `user:${id}`, Tags.length),
});

/** Users with tags and without, and others. */
export const taggedUsers: readonly StateClass[] = [
  ...tagSets.map((one) => userWithTags(...one)),
  userWithTags("tags that differ by case", tag("Team", "blue"), tag("team", "red")),
  ...[nobody, ...passing].map((one) => illegal(one)),
];

/** Groups with tags and without. */
export const taggedGroups: readonly StateClass[] = tagSets.map(([name, ...Tags]): StateClass => ({
  name: `group with ${name}`,
  subject: groupIds[0],
  plan: (UserGroupId) => [
    created("u-0", "ann", "valkey"),
    commandFrom({
      operation: "CreateUserGroup",
      input: {
        UserGroupId,
        Engine: "valkey",
        UserIds: ["u-0"],
        ...(Tags.length === 0 ? {} : { Tags }),
      },
    }),
    groupSettled(UserGroupId),
  ],
  fits: (state, id) =>
    settledGroup(state, id) !== undefined && hasTags(state, `usergroup:${id}`, Tags.length),
}));

/** How a group is named. */
export const groupNames: readonly ValueClass[] = [
  { name: "arn", put: (id) => ({ ResourceName: arnOf("usergroup", id) }) },
  { name: "in capitals", put: (id) => ({ ResourceName: arnOf("usergroup", id.toUpperCase()) }) },
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

export const lookAtTags = (id: string): readonly Command[] => [tagsSettled("user", id)];

export const lookAtTagsOfGroup = (id: string): readonly Command[] => [tagsSettled("usergroup", id)];

const tagsSettled = (kind: ResourceKind, id: string): Command =>
  commandFrom({
    operation: "ListTagsForResource",
    input: { ResourceName: arnOf(kind, id) },
    until: "settled",
  });
