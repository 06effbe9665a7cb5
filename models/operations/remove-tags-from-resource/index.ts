import { advanceTags, tagOperationCodes, tagsOf } from "../../belief/tags.ts";
import type { FaultCode } from "../../contract/contract.ts";
import { refusalRules } from "../../rules/refusals.ts";
import { isLockedForTagging, isOf } from "../../rules/resource-name.ts";
import { tagQuestions } from "../../rules/tag-questions.ts";
import { operationOf } from "../operation.ts";
import { removeTagsCombinations } from "./combinations.ts";
import { removeTagsVariations } from "./generate.ts";
import { removeTagsRules } from "./rules.ts";

const declared: readonly FaultCode[] = [...tagOperationCodes, "TagNotFound"];

export const removeTagsFromResource = operationOf<"RemoveTagsFromResource">({
  name: "RemoveTagsFromResource",
  rules: [...removeTagsRules],
  refusals: refusalRules({
    provocation: "remove-tags-from-resource/unprovoked-refusal",
    declaration: "remove-tags-from-resource/declared-codes",
    naming: "remove-tags-from-resource/refusal-names-another",
    fact: "F024",
    declared,
    level: "should",
  }),
  questions: [
    ...tagQuestions(
      {
        ofOtherPlaces: "open/remove-tags-of-other-places",
        byOddIds: "open/remove-tags-by-odd-ids",
      },
      "remove-tags-from-resource --tag-keys k --resource-name",
    ),
    {
      id: "open/remove-missing-tag",
      question: "Is removing a key that is not there refused with TagNotFound, and an empty list?",
      facts: ["F200"],
      settledBy: "aws elasticache remove-tags-from-resource --tag-keys not-there …",
      when: ({ before, input }) =>
        input.TagKeys?.length === 0 ||
        ((isOf(before, input, "present") || isOf(before, input, "deleting")) &&
          input.TagKeys?.some(
            (key) => !tagsOf(before, input.ResourceName).some(({ Key }) => Key === key),
          ) === true),
    },
  ],
  declared,
  variations: removeTagsVariations,
  combinations: removeTagsCombinations,
  tolerates: ({ before, input, overdue }, refusal) =>
    isLockedForTagging(before, input, refusal, overdue),
  predict: (before, input) => ({
    TagList: tagsOf(before, input.ResourceName).filter(
      ({ Key = "" }) => input.TagKeys?.includes(Key) !== true,
    ),
  }),
  step: (before, input, answer) =>
    advanceTags(before, input, answer, ({ tags }) => ({
      tags: tags.filter(({ Key = "" }) => input.TagKeys?.includes(Key) !== true),
      because: "removal",
    })),
});
