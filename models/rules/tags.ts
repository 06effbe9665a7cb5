import type { Input, OperationName, Tag } from "../contract/contract.ts";
import { charactersIn } from "../vocabulary/characters.ts";
import { type Asked, documented, type Rule } from "./rule.ts";

const docs = "Tagging your ElastiCache resources, Amazon ElastiCache User Guide";
const model = "API model 2015-02-02, botocore elasticache service-2.json";

/** The most tags that a resource may have (F193). */
const mostTags = 50;

const overlong = (text: string | undefined, length: number): boolean => charactersIn(text) > length;

/** Reasons to refuse tags, wherever they are given: at creation, or to what is there. */
export const tagGrounds = <K extends OperationName>(
  prefix: string,
  tagsIn: (input: Input<K>) => readonly Tag[] | undefined,
  countAfter: (asked: Asked<K>) => number,
): readonly Rule<K>[] => {
  const some = (input: Input<K>, fits: (tag: Tag) => boolean): boolean =>
    tagsIn(input)?.some((tag) => fits(tag)) === true;
  return [
    {
      kind: "ground",
      id: `${prefix}/tag-without-key`,
      level: "must",
      clause: documented(["F194"], model, "Tag: Key may not be null"),
      codes: "any",
      when: ({ input }) => some(input, ({ Key }) => Key === undefined),
    },
    {
      kind: "ground",
      id: `${prefix}/tag-key-too-long`,
      level: "should",
      clause: documented(["F193"], docs, "The maximum key length is 128 Unicode characters"),
      codes: "any",
      when: ({ input }) => some(input, ({ Key }) => overlong(Key, 128)),
    },
    {
      kind: "ground",
      id: `${prefix}/tag-value-too-long`,
      level: "should",
      clause: documented(["F193"], docs, "The maximum value length is 256 Unicode characters"),
      codes: "any",
      when: ({ input }) => some(input, ({ Value }) => overlong(Value, 256)),
    },
    {
      kind: "ground",
      id: `${prefix}/tag-key-reserved`,
      level: "should",
      clause: documented(["F193"], docs, "The aws: prefix is reserved for AWS use"),
      codes: "any",
      when: ({ input }) => some(input, ({ Key }) => Key?.startsWith("aws:") === true),
    },
    {
      kind: "ground",
      id: `${prefix}/too-many-tags`,
      level: "should",
      clause: documented(["F193"], docs, "The maximum number of tags per resource is 50"),
      codes: ["TagQuotaPerResourceExceeded"],
      when: (asked) => countAfter(asked) > mostTags,
    },
  ];
};

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
export const tagAllowances = <K extends OperationName>(
  prefix: string,
  tagsIn: (input: Input<K>) => readonly Tag[] | undefined,
): readonly Rule<K>[] => [
  {
    kind: "allowance",
    id: `${prefix}/accepts-tag-without-value`,
    level: "must",
    clause: documented(["F194"], model, "Tag: Value may be null"),
    when: ({ input }) => tagsIn(input)?.some(hasNoValue) === true,
  },
  {
    kind: "allowance",
    id: `${prefix}/accepts-any-character-in-tags`,
    level: "must",
    clause: documented(["F195"], docs, "Although ElastiCache allows for any character"),
    when: ({ input }) => tagsIn(input)?.some(hasAnyCharacter) === true,
  },
  {
    kind: "allowance",
    id: `${prefix}/accepts-tags-at-the-limit`,
    level: "should",
    clause: documented(
      ["F193"],
      docs,
      "50 tags per resource; keys of 128 and values of 256 Unicode characters; case-sensitive",
    ),
    when: ({ input }) => areAtTheLimit(tagsIn(input)),
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
