import { advanceTags, knowsTagsOf, tagOperationCodes, tagsOf } from "../../belief/tags.ts";
import type { Answer, FaultCode, Input } from "../../contract/contract.ts";
import { refusalRules } from "../../rules/refusals.ts";
import { isLockedForTagging } from "../../rules/resource-name.ts";
import { tagQuestions } from "../../rules/tag-questions.ts";
import { areBad, hasEmptyKey, hasKeyTwice, merged } from "../../rules/tags.ts";
import { operationOf } from "../operation.ts";
import { addTagsCombinations } from "./combinations.ts";
import { addTagsVariations } from "./generate.ts";
import { addTagsRules } from "./rules.ts";

const declared: readonly FaultCode[] = [...tagOperationCodes, "TagQuotaPerResourceExceeded"];

const isUnclear = ({ Tags }: Input<"AddTagsToResource">): boolean =>
  areBad(Tags) || hasKeyTwice(Tags) || hasEmptyKey(Tags);

const unclear = (answer: Answer): Answer =>
  answer.kind === "accepted" ? { kind: "lost", reason: "its effect is not known" } : answer;

export const addTagsToResource = operationOf<"AddTagsToResource">({
  name: "AddTagsToResource",
  rules: [...addTagsRules],
  refusals: refusalRules({
    provocation: "add-tags-to-resource/unprovoked-refusal",
    declaration: "add-tags-to-resource/declared-codes",
    naming: "add-tags-to-resource/refusal-names-another",
    fact: "F024",
    declared,
    level: "should",
  }),
  questions: [
    ...tagQuestions(
      { ofOtherPlaces: "open/add-tags-of-other-places", byOddIds: "open/add-tags-by-odd-ids" },
      "add-tags-to-resource --tags Key=k,Value=v --resource-name",
    ),
    {
      id: "open/added-key-twice",
      question: "Is a tag key that is given twice refused, and is an empty key or list?",
      facts: [],
      settledBy: "aws elasticache add-tags-to-resource --tags Key=k Key=k …",
      when: ({ input }) =>
        hasKeyTwice(input.Tags) || hasEmptyKey(input.Tags) || input.Tags?.length === 0,
    },
  ],
  declared,
  variations: addTagsVariations,
  combinations: addTagsCombinations,
  tolerates: ({ before, input, overdue }, refusal) =>
    isLockedForTagging(before, input, refusal, overdue) ||
    // Where nobody knows how many there are, nobody knows whether they are too many.
    (refusal.code.startsWith("TagQuota") && !knowsTagsOf(before, input)),
  predict: (before, input) => ({
    TagList: merged(tagsOf(before, input.ResourceName), input.Tags ?? []),
  }),
  step: (before, input, answer) =>
    // What becomes of a key that is given twice, or of tags that should have been refused, nobody knows.
    advanceTags(before, input, isUnclear(input) ? unclear(answer) : answer, ({ tags }) => ({
      tags: merged(tags, input.Tags ?? []),
      ...(tags.some(({ Key }) => input.Tags?.some((added) => added.Key === Key))
        ? { because: "overwriting", isReordered: true }
        : { because: "addition" }),
    })),
});
