import type { Tag, Input } from "../../contract/contract.ts";
import { resourceKey } from "../../contract/resource.ts";
import { isOf, resourceGrounds, taggedBy } from "../../rules/resource-name.ts";
import { type Asked, documented, observed, type Rule } from "../../rules/rule.ts";
import { asSet, hasKeyTwice, merged, tagAllowances, tagGrounds } from "../../rules/tags.ts";

type Add = Asked<"AddTagsToResource">;

const model = "API model 2015-02-02, botocore elasticache service-2.json";

/** The tags after the request; nothing where those before it are not known. */
const tagsAfter = ({ before, input }: Add): readonly Tag[] | undefined => {
  const resource = taggedBy(input);
  const tagged =
    resource === undefined || !isOf(before, input, "present")
      ? undefined
      : before.tags.get(resourceKey(resource));
  return tagged === undefined ? undefined : merged(tagged.tags, input.Tags ?? []);
};

const tagsIn = ({ Tags }: Input<"AddTagsToResource">): readonly Tag[] | undefined => Tags;

/** What AddTagsToResource takes, refuses and answers. */
export const addTagsRules: readonly Rule<"AddTagsToResource">[] = [
  ...resourceGrounds<"AddTagsToResource">("add-tags-to-resource"),
  {
    kind: "ground",
    id: "add-tags-to-resource/resource-name-missing",
    level: "must",
    clause: documented(["F025"], model, "AddTagsToResource required: ResourceName, Tags"),
    codes: "any",
    when: ({ input }) => input.ResourceName === undefined || input.ResourceName === "",
  },
  {
    kind: "ground",
    id: "add-tags-to-resource/tags-missing",
    level: "must",
    clause: documented(["F025"], model, "AddTagsToResource required: ResourceName, Tags"),
    codes: "any",
    when: ({ input }) => input.Tags === undefined,
  },
  ...tagGrounds<"AddTagsToResource">(
    "add-tags-to-resource",
    tagsIn,
    (asked) => tagsAfter(asked)?.length ?? 0,
  ),
  ...tagAllowances<"AddTagsToResource">("add-tags-to-resource", tagsIn),
  {
    kind: "guarantee",
    id: "add-tags-to-resource/tag-list",
    level: "must",
    clause: documented(["F024"], model, "All three answer with a TagList"),
    when: ({ input }) => (input.Tags ?? []).length > 0,
    expected: () => "a TagList",
    actual: ({ output }) => (output.TagList === undefined ? "no TagList" : "a TagList"),
  },
  {
    kind: "guarantee",
    id: "add-tags-to-resource/whole-list",
    level: "should",
    clause: observed(
      ["F363"],
      "cloud-custodian sharded_copy_cluster_tags, clusters",
      "List → [App]; Add → [App, Env, Zone, Color]: the full list after the merge",
    ),
    when: (accepted) => tagsAfter(accepted) !== undefined && !hasKeyTwice(accepted.input.Tags),
    expected: (accepted) => asSet(tagsAfter(accepted)),
    actual: ({ output }) => asSet(output.TagList),
  },
];
