import { hasOpenForm } from "../belief/state.ts";
import { arnIn } from "../contract/placeholder.ts";
import type { OpenQuestion, QuestionId } from "./rule.ts";

/** What no fact says of the resources whose tags are asked for. */
export const tagQuestions = <
  K extends "ListTagsForResource" | "AddTagsToResource" | "RemoveTagsFromResource",
>(
  ids: { readonly ofOtherPlaces: QuestionId; readonly byOddIds: QuestionId },
  line: string,
): readonly OpenQuestion<K>[] => [
  {
    id: ids.ofOtherPlaces,
    question: "How is an ARN of another region or account refused?",
    facts: ["F362"],
    settledBy: `aws elasticache ${line} arn:aws:elasticache:<another region>:…:user:u`,
    when: ({ input }) =>
      ["arn-of-other-region", "arn-of-other-account"].includes(arnIn(nameIn(input))?.form ?? ""),
  },
  {
    id: ids.byOddIds,
    question: "Does an ARN find its user or group by an id in other case, and one of AWS's own?",
    facts: ["F152"],
    settledBy: `aws elasticache ${line} arn:aws:elasticache:…:user:U-0`,
    when: ({ input }) => {
      const arn = arnIn(nameIn(input));
      return arn?.form === "arn" && hasOpenForm(arn.id);
    },
  },
];

const nameIn = ({ ResourceName = "" }: { readonly ResourceName?: string }): string => ResourceName;
