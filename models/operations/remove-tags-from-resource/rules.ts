import { resourceKey } from "../../contract/resource.ts";
import { resourceGrounds, taggedBy } from "../../rules/resource-name.ts";
import { documented, type Rule } from "../../rules/rule.ts";

const model = "API model 2015-02-02, botocore elasticache service-2.json";

/** What RemoveTagsFromResource takes, refuses and answers. */
export const removeTagsRules: readonly Rule<"RemoveTagsFromResource">[] = [
  ...resourceGrounds<"RemoveTagsFromResource">("remove-tags-from-resource"),
  {
    kind: "ground",
    id: "remove-tags-from-resource/resource-name-missing",
    level: "must",
    clause: documented(["F025"], model, "RemoveTagsFromResource required: ResourceName, TagKeys"),
    codes: "any",
    when: ({ input }) => input.ResourceName === undefined || input.ResourceName === "",
  },
  {
    kind: "ground",
    id: "remove-tags-from-resource/tag-keys-missing",
    level: "must",
    clause: documented(["F025"], model, "RemoveTagsFromResource required: ResourceName, TagKeys"),
    codes: "any",
    when: ({ input }) => input.TagKeys === undefined,
  },
  {
    kind: "guarantee",
    id: "remove-tags-from-resource/tag-list",
    level: "must",
    clause: documented(["F024"], model, "All three answer with a TagList"),
    when: ({ before, input }) => {
      const resource = taggedBy(input);
      const tags =
        resource === undefined ? [] : (before.tags.get(resourceKey(resource))?.tags ?? []);
      return tags.some(({ Key = "" }) => input.TagKeys?.includes(Key) !== true);
    },
    expected: () => "a TagList",
    actual: ({ output }) => (output.TagList === undefined ? "no TagList" : "a TagList"),
  },
];
