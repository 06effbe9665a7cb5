import type { Tagged } from "../../belief/state.ts";
import { resourceKey } from "../../contract/resource.ts";
import { equal } from "../../rules/check.ts";
import { isOf, resourceRules, taggedBy } from "../../rules/resource-name.ts";
import {
  type Accepted,
  documented,
  inferred,
  observed,
  type Rule,
  type RuleId,
} from "../../rules/rule.ts";
import { areSame } from "../../rules/show.ts";
import { model, taggingGuide } from "../../rules/sources.ts";
import { asSet, differByCase, answersTagList } from "../../rules/tags.ts";

type Listed = Accepted<"ListTagsForResource">;

/** What is believed of the tags that are asked for, while the resource is there. */
const knownTags = ({ before, input }: Pick<Listed, "before" | "input">): Tagged | undefined => {
  const resource = taggedBy(input);
  return resource === undefined || !isOf(before, input, "present")
    ? undefined
    : before.tags.get(resourceKey(resource));
};

const shows = (
  id: RuleId,
  clause: Rule["clause"],
  fits: (tagged: Tagged) => boolean,
  level: Rule["level"] = "must",
): Rule<"ListTagsForResource"> => ({
  kind: "guarantee",
  id,
  level,
  clause,
  check: (listed) => {
    const tagged = knownTags(listed);
    return tagged !== undefined && !differByCase(tagged.tags) && fits(tagged)
      ? equal(asSet(tagged.tags), asSet(listed.output.TagList))
      : "silent";
  },
});

const holds = (tags: ReturnType<typeof asSet>, tag: readonly string[]): boolean =>
  tags.some((one) => areSame(one, tag));

const isFrom =
  (because: Tagged["because"]) =>
  (tagged: Tagged): boolean =>
    tagged.because === because && tagged.refused === undefined && tagged.inherits === undefined;

/** What ListTagsForResource shows, and how it agrees with what wrote the tags. */
export const listTagsRules: readonly Rule<"ListTagsForResource">[] = [
  ...resourceRules("list-tags-for-resource"),
  shows(
    "list-tags-for-resource/untagged",
    observed(["F190"], "cloud-custodian ListTagsForResource_1.json", '"TagList": []'),
    isFrom("nothing"),
  ),
  shows(
    "list-tags-for-resource/tags-of-creation",
    observed(
      ["F191"],
      "hashicorp/terraform-provider-aws TestAccElastiCacheUser_tags",
      "Tags at creation work and are listed afterwards",
    ),
    isFrom("creation"),
  ),
  shows(
    "list-tags-for-resource/added-tags",
    documented(["F024"], model, "AddTagsToResource adds tags; ListTagsForResource lists all"),
    isFrom("addition"),
  ),
  shows(
    "list-tags-for-resource/overwritten-tags",
    observed(["F192"], taggingGuide, "If the key exists, its value is overwritten"),
    isFrom("overwriting"),
  ),
  shows(
    "list-tags-for-resource/removed-tags",
    documented(["F024"], model, "RemoveTagsFromResource removes the tags of these keys"),
    isFrom("removal"),
  ),
  shows(
    "list-tags-for-resource/unchanged-by-refusal",
    inferred(["F024"], model, "A change of tags that is refused leaves them as they were"),
    // Where nothing is known of what was there, another change may be what went wrong.
    ({ refused, isShown, because, inherits }) =>
      refused !== undefined &&
      (isShown === true || (because === "nothing" && inherits === undefined)),
    "should",
  ),
  {
    kind: "guarantee",
    id: "list-tags-for-resource/keys-that-differ-by-case",
    level: "should",
    clause: documented(["F193"], taggingGuide, "Tag keys and values are case-sensitive"),
    check: (listed) => {
      const tagged = knownTags(listed);
      return tagged !== undefined &&
        differByCase(tagged.tags) &&
        tagged.refused === undefined &&
        tagged.inherits === undefined
        ? equal(asSet(tagged.tags), asSet(listed.output.TagList))
        : "silent";
    },
  },
  {
    kind: "guarantee",
    id: "list-tags-for-resource/fresh-after-delete",
    level: "must",
    clause: documented(
      ["F141"],
      taggingGuide,
      "If you delete a resource, any tags for the resource are also deleted.",
    ),
    check: (listed) => {
      const { tags = [], inherits = [], refused } = knownTags(listed) ?? {};
      const expected = asSet(tags);
      const old = asSet(inherits).filter((tag) => !holds(expected, tag));
      if (old.length === 0 || refused !== undefined || differByCase(tags)) return "silent";
      const shown = asSet(listed.output.TagList);
      // What else is shown wrongly, others tell.
      return shown.some((tag) => holds(old, tag)) ? { expected, actual: shown } : "kept";
    },
  },
  {
    kind: "guarantee",
    id: "list-tags-for-resource/in-order",
    level: "should",
    clause: observed(
      ["F364"],
      "cloud-custodian sharded_copy_cluster_tags, clusters",
      "Tags are listed in insertion order",
    ),
    check: ({ output, ...asked }) => {
      const { tags = [], inherits, isReordered } = knownTags(asked) ?? {};
      return tags.length > 1 &&
        inherits === undefined &&
        isReordered === undefined &&
        areSame(asSet(tags), asSet(output.TagList))
        ? equal(
            tags.map(({ Key }) => Key),
            output.TagList?.map(({ Key }) => Key),
          )
        : "silent";
    },
  },
  answersTagList<"ListTagsForResource">(
    "list-tags-for-resource/tag-list",
    (listed) => (knownTags(listed)?.tags ?? []).length > 0,
  ),
];
