import type { Input, Tag } from "../contract/contract.ts";
import { charactersIn } from "../vocabulary/characters.ts";
import { ensure } from "./check.ts";
import {
  type Accepted,
  type Asked,
  documented,
  must,
  type Rule,
  type RuleId,
  type Shared,
  idsOf,
} from "./rule.ts";
import { model, taggingGuide } from "./sources.ts";

/** The most tags that a resource may have (F193). */
const mostTags = 50;

const overlong = (text: string | undefined, length: number): boolean => charactersIn(text) > length;

type Tagging = "CreateUser" | "CreateUserGroup" | "AddTagsToResource";

const some = ({ Tags }: Input<Tagging>, fits: (tag: Tag) => boolean): boolean =>
  Tags?.some((tag) => fits(tag)) === true;

/** Reasons to refuse tags, wherever they are given: at creation, or to what is there. */
const grounds: readonly Shared<Tagging>[] = [
  {
    kind: "ground",
    ids: [
      "create-user/tag-without-key",
      "create-user-group/tag-without-key",
      "add-tags-to-resource/tag-without-key",
    ],
    level: "must",
    clause: documented(["F194"], model, "Tag: Key may not be null"),
    codes: "any",
    when: ({ input }) => must(some(input, ({ Key }) => Key === undefined)),
  },
  {
    kind: "ground",
    ids: [
      "create-user/tag-key-too-long",
      "create-user-group/tag-key-too-long",
      "add-tags-to-resource/tag-key-too-long",
    ],
    level: "should",
    clause: documented(["F193"], taggingGuide, "The maximum key length is 128 Unicode characters"),
    codes: "any",
    when: ({ input }) => must(some(input, ({ Key }) => overlong(Key, 128))),
  },
  {
    kind: "ground",
    ids: [
      "create-user/tag-value-too-long",
      "create-user-group/tag-value-too-long",
      "add-tags-to-resource/tag-value-too-long",
    ],
    level: "should",
    clause: documented(
      ["F193"],
      taggingGuide,
      "The maximum value length is 256 Unicode characters",
    ),
    codes: "any",
    when: ({ input }) => must(some(input, ({ Value }) => overlong(Value, 256))),
  },
  {
    kind: "ground",
    ids: [
      "create-user/tag-key-reserved",
      "create-user-group/tag-key-reserved",
      "add-tags-to-resource/tag-key-reserved",
    ],
    level: "should",
    clause: documented(["F193"], taggingGuide, "The aws: prefix is reserved for AWS use"),
    codes: "any",
    when: ({ input }) => must(some(input, ({ Key }) => Key?.startsWith("aws:") === true)),
  },
];

const hasNoValue = ({ Value }: Tag): boolean => Value === undefined;
const hasAnyCharacter = ({ Key = "", Value = "" }: Tag): boolean =>
  /[^\w .:/=+@-]/.test(`${Key}${Value}`);

/** Tags of which two have keys that are told apart by case alone. */
export const differByCase = (tags: readonly Tag[]): boolean => {
  const keys = new Set(tags.map(({ Key = "" }) => Key));
  return new Set([...keys].map((key) => key.toLowerCase())).size < keys.size;
};

/** Tags as long, as many or as alike as they may be. */
const areAtTheLimit = (tags: readonly Tag[] = []): boolean =>
  tags.length >= mostTags ||
  differByCase(tags) ||
  tags.some(({ Key, Value }) => charactersIn(Key) >= 128 || charactersIn(Value) >= 256);

/** Tags on which a rule of their own says that AWS takes them. */
export const areOdd = (tags: readonly Tag[] = []): boolean =>
  areAtTheLimit(tags) || tags.some((tag) => hasNoValue(tag) || hasAnyCharacter(tag));

/** Tags that AWS is known to take. */
const allowances: readonly Shared<Tagging>[] = [
  {
    kind: "allowance",
    ids: [
      "create-user/accepts-tag-without-value",
      "create-user-group/accepts-tag-without-value",
      "add-tags-to-resource/accepts-tag-without-value",
    ],
    level: "must",
    clause: documented(["F194"], model, "Tag: Value may be null"),
    when: ({ input }) => input.Tags?.some(hasNoValue) === true,
  },
  {
    kind: "allowance",
    ids: [
      "create-user/accepts-any-character-in-tags",
      "create-user-group/accepts-any-character-in-tags",
      "add-tags-to-resource/accepts-any-character-in-tags",
    ],
    level: "must",
    clause: documented(["F195"], taggingGuide, "Although ElastiCache allows for any character"),
    when: ({ input }) => input.Tags?.some(hasAnyCharacter) === true,
  },
  {
    kind: "allowance",
    ids: [
      "create-user/accepts-tags-at-the-limit",
      "create-user-group/accepts-tags-at-the-limit",
      "add-tags-to-resource/accepts-tags-at-the-limit",
    ],
    level: "should",
    clause: documented(
      ["F193"],
      taggingGuide,
      "50 tags per resource; keys of 128 and values of 256 Unicode characters; case-sensitive",
    ),
    when: ({ input }) => areAtTheLimit(input.Tags),
  },
];

/** Tags that a resource cannot have (F193, F194). */
export const areBad = (tags: readonly Tag[] = []): boolean =>
  tags.length > mostTags ||
  tags.some(
    ({ Key, Value }) =>
      Key === undefined || overlong(Key, 128) || overlong(Value, 256) || Key.startsWith("aws:"),
  );

export const hasEmptyKey = (tags: readonly Tag[] = []): boolean =>
  tags.some(({ Key }) => Key === "");

/** The same key twice in one request: refused, or not, no fact says. */
export const hasKeyTwice = (tags: readonly Tag[] = []): boolean =>
  new Set(tags.map(({ Key }) => Key)).size < tags.length;

/** These tags with others put in: the same key gets the new value, in its old place (F192). */
export const merged = (tags: readonly Tag[], added: readonly Tag[]): readonly Tag[] => [
  ...new Map([...tags, ...added].map((tag) => [tag.Key, tag])).values(),
];

/** Tags without order, an omitted value being an empty one: which of both comes back, no fact says. */
export const asSet = (tags: readonly Tag[] = []): readonly (readonly string[])[] =>
  tags
    .map(({ Key = "", Value = "" }) => [Key, Value] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));

/** Where tags are sure to be there, the answer lists them (F024). */
export const answersTagList = <
  K extends "ListTagsForResource" | "AddTagsToResource" | "RemoveTagsFromResource",
>(
  id: RuleId,
  areThere: (accepted: Accepted<K>) => boolean,
): Rule<K> => ({
  kind: "guarantee",
  id,
  level: "must",
  clause: documented(["F024"], model, "All three answer with a TagList"),
  check: (accepted) =>
    areThere(accepted)
      ? ensure(accepted.output.TagList !== undefined, "a TagList", "no TagList")
      : "silent",
});

/** What is said of tags wherever they are given, by an operation that leaves this many on a resource. */
export const tagRules = <K extends Tagging>(
  prefix: "create-user" | "create-user-group" | "add-tags-to-resource",
  countAfter: (asked: Asked<K>) => number,
): readonly Rule<K>[] => {
  const tooMany: Shared<K> = {
    kind: "ground",
    ids: [
      "create-user/too-many-tags",
      "create-user-group/too-many-tags",
      "add-tags-to-resource/too-many-tags",
    ],
    level: "should",
    clause: documented(["F193"], taggingGuide, "The maximum number of tags per resource is 50"),
    codes: ["TagQuotaPerResourceExceeded"],
    when: (asked) => must(countAfter(asked) > mostTags),
  };
  return [...grounds, tooMany, ...allowances].flatMap(({ ids, ...rule }) =>
    idsOf(prefix, ids).map((id) => ({ ...rule, id })),
  );
};
