import { hasOpenForm } from "../../belief/state.ts";
import type { OpenQuestion } from "../../rules/rule.ts";

export const questions: readonly OpenQuestion<"DescribeUsers">[] = [
  {
    id: "open/records-per-page",
    question: "Which values may MaxRecords have, and what is the default?",
    facts: ["F159", "F370", "F372"],
    settledBy: "aws elasticache describe-users --max-records 1 --no-paginate",
    when: ({ input }) => input.MaxRecords !== undefined && input.MaxRecords !== 100,
  },
  {
    id: "open/filters",
    question: "Which names of filters work, and how are others refused?",
    facts: ["F160"],
    settledBy: "aws elasticache describe-users --filters Name=UserId,Values=u",
    when: ({ input }) =>
      input.Filters?.every(({ Name, Values = [] }) => Name !== undefined && Values.length > 0) ===
      true,
  },
  {
    id: "open/describe-combinations",
    question: "Which of UserId, Engine, Filters and paging exclude each other?",
    facts: ["F162"],
    settledBy: "aws elasticache describe-users --user-id u --engine redis",
    when: ({ input }) =>
      input.UserId !== undefined &&
      (input.Engine !== undefined ||
        input.Filters !== undefined ||
        input.MaxRecords !== undefined ||
        input.Marker !== undefined),
  },
  {
    id: "open/engine-of-list",
    question:
      "Does Engine select users, without regard to case, and how is an unknown one refused?",
    facts: [],
    settledBy: "aws elasticache describe-users --engine memcached",
    when: ({ input }) => input.Engine !== undefined,
  },
  {
    id: "open/describe-id-syntax",
    question: "Does DescribeUsers check the syntax of the id, or say UserNotFound?",
    facts: ["F332"],
    settledBy: "aws elasticache describe-users --user-id 1user",
    when: ({ input }) => input.UserId === "" || hasOpenForm(input.UserId?.toLowerCase()),
  },
  {
    id: "open/marker",
    question: "How is a marker refused that no answer gave?",
    facts: [],
    settledBy: "aws elasticache describe-users --starting-token made-up",
    when: ({ before, input }) =>
      input.Marker !== undefined && input.Marker !== before.walks.DescribeUsers?.next,
  },
];
