import { tagOperationCodes, tagsOf } from "../../belief/tags.ts";
import { resourceKey } from "../../contract/resource.ts";
import { refusalRules } from "../../rules/refusals.ts";
import { isLockedForTagging, isOf, taggedBy } from "../../rules/resource-name.ts";
import { tagQuestions } from "../../rules/tag-questions.ts";
import { operationOf } from "../operation.ts";
import { listTagsCombinations } from "./combinations.ts";
import { listTagsVariations } from "./generate.ts";
import { listTagsRules } from "./rules.ts";

const declared = tagOperationCodes;

export const listTagsForResource = operationOf<"ListTagsForResource">({
  name: "ListTagsForResource",
  rules: [...listTagsRules],
  refusals: refusalRules({
    provocation: "list-tags-for-resource/unprovoked-refusal",
    declaration: "list-tags-for-resource/declared-codes",
    naming: "list-tags-for-resource/refusal-names-another",
    fact: "F024",
    declared,
    level: "should",
  }),
  questions: [
    ...tagQuestions(
      { ofOtherPlaces: "open/list-tags-of-other-places", byOddIds: "open/list-tags-by-odd-ids" },
      "list-tags-for-resource --resource-name",
    ),
    {
      id: "open/list-tags-without-name",
      question: "Is ListTagsForResource without a ResourceName refused?",
      facts: [],
      settledBy: "aws elasticache list-tags-for-resource --resource-name ''",
      when: ({ input }) => input.ResourceName === undefined || input.ResourceName === "",
    },
  ],
  declared,
  variations: listTagsVariations,
  combinations: listTagsCombinations,
  tolerates: ({ before, input, overdue }, refusal) =>
    isLockedForTagging(before, input, refusal, overdue),
  predict: (before, input) => ({ TagList: tagsOf(before, input.ResourceName) }),
  step: (before, input, answer) => {
    const resource = taggedBy(input);
    if (answer.kind !== "accepted" || resource === undefined || !isOf(before, input, "present"))
      return before;
    const key = resourceKey(resource);
    if (before.tagsInDoubt.has(key)) return before;
    const known = before.tags.get(key);
    const { TagList = [] } = answer.output;
    const because = known?.because ?? "addition";
    return {
      ...before,
      tags: new Map(before.tags).set(key, { tags: TagList, because, isShown: true }),
    };
  },
});
