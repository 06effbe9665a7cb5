import type { Tagged } from "../../belief/state.ts";
import { resourceKey } from "../../contract/resource.ts";
import { isOf, resourceGrounds, taggedBy } from "../../rules/resource-name.ts";
import { type Accepted, documented, inferred, observed, type Rule } from "../../rules/rule.ts";
import { asSet, differByCase } from "../../rules/tags.ts";

type Listed = Accepted<"ListTagsForResource">;

const model = "API model 2015-02-02, botocore elasticache service-2.json";
const docs = "Tagging your ElastiCache resources, Amazon ElastiCache User Guide";

/** What is believed of the tags that are asked for, while the resource is there. */
const knownTags = ({ before, input }: Pick<Listed, "before" | "input">): Tagged | undefined => {
  const resource = taggedBy(input);
  return resource === undefined || !isOf(before, input, "present")
    ? undefined
    : before.tags.get(resourceKey(resource));
};

const shows = (
  what: string,
  clause: Rule["clause"],
  fits: (tagged: Tagged) => boolean,
  level: Rule["level"] = "must",
): Rule<"ListTagsForResource"> => ({
  kind: "guarantee",
  id: `list-tags-for-resource/${what}`,
  level,
  clause,
  when: (listed) => {
    const tagged = knownTags(listed);
    return tagged !== undefined && !differByCase(tagged.tags) && fits(tagged);
  },
  expected: (listed) => asSet(knownTags(listed)?.tags),
  actual: ({ output }) => asSet(output.TagList),
});

const isFrom =
  (because: Tagged["because"]) =>
  (tagged: Tagged): boolean =>
    tagged.because === because && tagged.refused === undefined && tagged.isRenewed === undefined;

/** What ListTagsForResource shows, and how it agrees with what wrote the tags. */
export const listTagsRules: readonly Rule<"ListTagsForResource">[] = [
  ...resourceGrounds<"ListTagsForResource">("list-tags-for-resource"),
  shows(
    "untagged",
    observed(["F190"], "cloud-custodian ListTagsForResource_1.json", '"TagList": []'),
    isFrom("nothing"),
  ),
  shows(
    "tags-of-creation",
    observed(
      ["F191"],
      "hashicorp/terraform-provider-aws TestAccElastiCacheUser_tags",
      "Tags at creation work and are listed afterwards",
    ),
    isFrom("creation"),
  ),
  shows(
    "added-tags",
    documented(["F024"], model, "AddTagsToResource adds tags; ListTagsForResource lists all"),
    isFrom("addition"),
  ),
  shows(
    "overwritten-tags",
    observed(["F192"], docs, "If the key exists, its value is overwritten"),
    isFrom("overwriting"),
  ),
  shows(
    "removed-tags",
    documented(["F024"], model, "RemoveTagsFromResource removes the tags of these keys"),
    isFrom("removal"),
  ),
  shows(
    "unchanged-by-refusal",
    inferred(["F024"], model, "A change of tags that is refused leaves them as they were"),
    ({ refused }) => refused === true,
    "should",
  ),
  {
    kind: "guarantee",
    id: "list-tags-for-resource/keys-that-differ-by-case",
    level: "should",
    clause: documented(["F193"], docs, "Tag keys and values are case-sensitive"),
    when: (listed) => {
      const tagged = knownTags(listed);
      return (
        tagged !== undefined &&
        differByCase(tagged.tags) &&
        tagged.refused === undefined &&
        tagged.isRenewed === undefined
      );
    },
    expected: (listed) => asSet(knownTags(listed)?.tags),
    actual: ({ output }) => asSet(output.TagList),
  },
  shows(
    "fresh-after-delete",
    documented(
      ["F141"],
      docs,
      "If you delete a resource, any tags for the resource are also deleted.",
    ),
    ({ isRenewed, refused }) => isRenewed === true && refused === undefined,
  ),
  {
    kind: "guarantee",
    id: "list-tags-for-resource/in-order",
    level: "should",
    clause: observed(
      ["F364"],
      "cloud-custodian sharded_copy_cluster_tags, clusters",
      "Tags are listed in insertion order",
    ),
    when: (listed) => {
      const { tags = [], isRenewed, isReordered } = knownTags(listed) ?? {};
      return (
        tags.length > 1 &&
        isRenewed === undefined &&
        isReordered === undefined &&
        JSON.stringify(asSet(tags)) === JSON.stringify(asSet(listed.output.TagList))
      );
    },
    expected: (listed) => knownTags(listed)?.tags.map(({ Key }) => Key),
    actual: ({ output }) => output.TagList?.map(({ Key }) => Key),
  },
  {
    kind: "guarantee",
    id: "list-tags-for-resource/tag-list",
    level: "must",
    clause: documented(["F024"], model, "All three answer with a TagList"),
    when: (listed) => (knownTags(listed)?.tags ?? []).length > 0,
    expected: () => "a TagList",
    actual: ({ output }) => (output.TagList === undefined ? "no TagList" : "a TagList"),
  },
];
