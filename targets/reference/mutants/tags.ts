import type { Tag } from "../../../models/contract/contract.ts";
import { afterwards, reads, recodes, refuses, rewords, without } from "../faults.ts";
import type { Fault } from "../service.ts";
import type { Call } from "../store.ts";
import { resourceIn } from "../tag-checks.ts";
import { keyIn } from "../tags.ts";
import { type Mutant, mutant } from "./mutant.ts";
import { tagMutants } from "./tag-grounds.ts";

type TagOperation = "ListTagsForResource" | "AddTagsToResource" | "RemoveTagsFromResource";

/** Faults in how an operation on tags takes the name of a resource, by the claims of `models/rules/resource-name.ts`. */
const resourceMutants = (operation: TagOperation, prefix: string): readonly Mutant[] => {
  const notFound = (kind: "User" | "UserGroup") =>
    recodes(operation, `${kind}NotFound`, "InvalidUserState", / not found\./);
  return [
    mutant(`${prefix}/unknown-user`, 1, notFound("User")),
    mutant(`${prefix}/unknown-user-group`, 1, notFound("UserGroup")),
    mutant(`${prefix}/no-arn`, 1, recodes(operation, "InvalidARN", "UserNotFound", /7 components/)),
    mutant(`${prefix}/no-arn-text`, 1, rewords(operation, /7 components/)),
    mutant(
      `${prefix}/other-partition`,
      1,
      recodes(operation, "InvalidARN", "UserNotFound", /partition/),
    ),
    mutant(
      `${prefix}/no-such-type`,
      1,
      recodes(operation, "InvalidARN", "InvalidUserState", /service or type/),
    ),
    mutant(
      `${prefix}/while-modifying`,
      4,
      recodes(operation, "UserNotFound", "InvalidARN", /not available/),
    ),
    mutant(`${prefix}/while-modifying-text`, 4, rewords(operation, /not available/)),
    mutant(`${prefix}/while-deleting`, 3, {
      outcome: (outcome, call, input) =>
        call.operation === operation &&
        outcome.kind === "refused" &&
        resourceIn(input.ResourceName, call)?.status === "deleting"
          ? { ...outcome, code: "InvalidUserState" }
          : outcome,
    }),
    mutant(
      `${prefix}/declared-codes`,
      1,
      recodes(operation, "InvalidARN", "NotAnArn", /7 components/),
    ),
    mutant(
      `${prefix}/unprovoked-refusal`,
      3,
      refuses(
        operation,
        (input, { users }) =>
          users.get(keyIn(input.ResourceName).split(":")[1] ?? "")?.status === "active",
        "InvalidARN",
      ),
    ),
  ];
};

/** Lists other tags than there are, where they came about in a way that fits. */
const listsOther = (
  fits: (call: Call, tags: readonly Tag[]) => boolean,
  change: (tags: readonly Tag[]) => readonly Tag[] = () => [{ Key: "k", Value: "other" }],
): Fault => ({
  outcome: (outcome, call, input) => {
    const tags = call.tags.get(keyIn(input.ResourceName)) ?? [];
    return call.operation === "ListTagsForResource" &&
      outcome.kind === "accepted" &&
      fits(call, tags)
      ? {
          ...outcome,
          result: {
            TagList: {
              Tag: change(tags).map(({ Key = "", Value = "" }) => ({ Key, Value })),
            },
          },
        }
      : outcome;
  },
});

const differByCase = (tags: readonly Tag[]): boolean =>
  new Set(tags.map(({ Key = "" }) => Key.toLowerCase())).size < tags.length;

/** Forgets what a change of tags should do, and keeps what this says. */
const keeps = (
  operation: "CreateUser" | "AddTagsToResource" | "RemoveTagsFromResource",
  kind: "accepted" | "refused",
  change: (tags: readonly Tag[], sent: readonly Tag[]) => readonly Tag[],
): Fault =>
  afterwards(operation, (call, { ResourceName, UserId = "", Tags = [] }, outcome) => {
    const key = ResourceName === undefined ? `user:${UserId.toLowerCase()}` : keyIn(ResourceName);
    const tags = call.tags.get(key);
    if (outcome.kind === kind && tags !== undefined) call.tags.set(key, change(tags, Tags));
  });

const withoutList = (operation: TagOperation): Fault => ({
  outcome: (outcome, call) =>
    call.operation === operation && outcome.kind === "accepted"
      ? { ...outcome, result: {} }
      : outcome,
});

/** Keeps the tags of deleted users, and gives them to whoever has the id next. */
const remembersTags = (): Fault => {
  const memory = new WeakMap<object, Map<string, readonly Tag[]>>();
  const rememberedIn = ({ tags }: Call): Map<string, readonly Tag[]> => {
    const known = memory.get(tags) ?? new Map<string, readonly Tag[]>();
    memory.set(tags, known);
    return known;
  };
  return {
    outcome: (outcome, call, { UserId = "" }) => {
      const key = `user:${UserId.toLowerCase()}`;
      const tags = call.tags.get(key) ?? [];
      if (call.operation === "DeleteUser" && outcome.kind === "accepted" && tags.length > 0)
        rememberedIn(call).set(key, tags);
      if (call.operation === "CreateUser" && outcome.kind === "accepted" && tags.length === 0)
        call.tags.set(key, rememberedIn(call).get(key) ?? []);
      return outcome;
    },
  };
};

/** Faults of ListTagsForResource. */
export const listTagsMutants: readonly Mutant[] = [
  ...resourceMutants("ListTagsForResource", "list-tags-for-resource"),
  mutant(
    "list-tags-for-resource/untagged",
    2,
    listsOther((_, tags) => tags.length === 0),
  ),
  mutant(
    "list-tags-for-resource/tags-of-creation",
    2,
    keeps("CreateUser", "accepted", () => []),
  ),
  mutant(
    "list-tags-for-resource/added-tags",
    3,
    keeps("AddTagsToResource", "accepted", (tags, sent) =>
      tags.filter(({ Key }) => !sent.some((tag) => tag.Key === Key)),
    ),
  ),
  mutant(
    "list-tags-for-resource/overwritten-tags",
    4,
    keeps("AddTagsToResource", "accepted", (tags) =>
      tags.map((tag) => (tag.Value === "again" ? { ...tag, Value: "old" } : tag)),
    ),
  ),
  mutant(
    "list-tags-for-resource/removed-tags",
    4,
    keeps("RemoveTagsFromResource", "accepted", (tags) => [...tags, { Key: "k", Value: "v" }]),
  ),
  mutant(
    "list-tags-for-resource/unchanged-by-refusal",
    3,
    keeps("AddTagsToResource", "refused", (tags, sent) => [...tags, ...sent.slice(0, 1)]),
  ),
  mutant("list-tags-for-resource/fresh-after-delete", 5, remembersTags()),
  mutant(
    "list-tags-for-resource/in-order",
    3,
    listsOther(
      (_, tags) => tags.length > 1,
      (tags) => tags.toReversed(),
    ),
  ),
  mutant(
    "list-tags-for-resource/keys-that-differ-by-case",
    2,
    listsOther(
      (_, tags) => differByCase(tags),
      (tags) => tags.map(({ Key = "", ...tag }) => ({ ...tag, Key: Key.toLowerCase() })),
    ),
  ),
  mutant("list-tags-for-resource/tag-list", 5, withoutList("ListTagsForResource")),
];

/** Faults of AddTagsToResource. */
export const addTagsMutants: readonly Mutant[] = [
  ...resourceMutants("AddTagsToResource", "add-tags-to-resource"),
  ...tagMutants("AddTagsToResource", "add-tags-to-resource", 3),
  mutant(
    "add-tags-to-resource/resource-name-missing",
    1,
    reads("AddTagsToResource", (input, { region, account }) => ({
      ...input,
      ResourceName: input.ResourceName || `arn:aws:elasticache:${region}:${account}:user:default`,
    })),
  ),
  mutant("add-tags-to-resource/tags-missing", 2, without("AddTagsToResource", "Tags are required")),
  mutant("add-tags-to-resource/tag-list", 2, withoutList("AddTagsToResource")),
  mutant("add-tags-to-resource/whole-list", 2, {
    outcome: (outcome, call, { Tags = [] }) =>
      call.operation === "AddTagsToResource" && outcome.kind === "accepted"
        ? {
            ...outcome,
            result: {
              TagList: { Tag: Tags.map(({ Key = "", Value = "" }) => ({ Key, Value })) },
            },
          }
        : outcome,
  }),
];

/** Faults of RemoveTagsFromResource. */
export const removeTagsMutants: readonly Mutant[] = [
  ...resourceMutants("RemoveTagsFromResource", "remove-tags-from-resource"),
  mutant("remove-tags-from-resource/answers-without-removed", 2, {
    outcome: (outcome, { operation }, { TagKeys = [] }) =>
      operation === "RemoveTagsFromResource" && outcome.kind === "accepted"
        ? {
            ...outcome,
            result: { TagList: { Tag: TagKeys.map((Key) => ({ Key, Value: "v" })) } },
          }
        : outcome,
  }),
  mutant(
    "remove-tags-from-resource/resource-name-missing",
    1,
    reads("RemoveTagsFromResource", (input, { region, account, tags }) => {
      if ((input.ResourceName ?? "") !== "") return input;
      tags.set("user:default", [{ Key: "k", Value: "v" }]);
      return {
        ...input,
        ResourceName: `arn:aws:elasticache:${region}:${account}:user:default`,
      };
    }),
  ),
  mutant(
    "remove-tags-from-resource/tag-keys-missing",
    2,
    without("RemoveTagsFromResource", "TagKeys are required"),
  ),
  mutant("remove-tags-from-resource/tag-list", 3, withoutList("RemoveTagsFromResource")),
];
