import { hasOpenForm } from "../../belief/state.ts";
import type { OpenQuestion } from "../../rules/rule.ts";
import { isGroupLookup } from "./listing.ts";

export const questions: readonly OpenQuestion<"DescribeUserGroups">[] = [
  {
    id: "open/groups-per-page",
    question: "Which values may MaxRecords have, and what is the default?",
    facts: ["F370", "F372"],
    settledBy: "aws elasticache describe-user-groups --max-records 1 --no-paginate",
    when: ({ input }) => input.MaxRecords !== undefined && input.MaxRecords !== 100,
  },
  {
    id: "open/group-lookup-with-paging",
    question: "Do UserGroupId and paging exclude each other?",
    facts: [],
    settledBy: "aws elasticache describe-user-groups --user-group-id g --max-records 20",
    when: ({ input }) => input.UserGroupId !== undefined && !isGroupLookup(input),
  },
  {
    id: "open/group-lookup-form",
    question: "Does DescribeUserGroups check the form of the id? Is case ignored?",
    facts: ["F027"],
    settledBy: "aws elasticache describe-user-groups --user-group-id 1group",
    when: ({ input }) => input.UserGroupId === "" || hasOpenForm(input.UserGroupId),
  },
  {
    id: "open/group-marker",
    question: "How is a marker refused that no answer gave?",
    facts: [],
    settledBy: "aws elasticache describe-user-groups --starting-token made-up",
    when: ({ before, input }) =>
      input.Marker !== undefined && input.Marker !== before.walks.DescribeUserGroups?.next,
  },
  {
    id: "open/groups-of-users-after-deletion",
    question: "When does a group that is gone vanish from its members' UserGroupIds?",
    facts: [],
    settledBy: "aws elasticache delete-user-group …; aws elasticache describe-users",
    // A refusal says nothing of it: no rule asks for it there.
    when: () => false,
  },
];
