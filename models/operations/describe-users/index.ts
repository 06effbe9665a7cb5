import { notFound, shown, unlisted } from "../../belief/from-read.ts";
import { isStirredByGroups, keysOf, settledGroup } from "../../belief/membership.ts";
import { hasUnsettled, walked } from "../../belief/pagination.ts";
import {
  believed,
  confused,
  hasUnsettledForm,
  isStoredForm,
  type State,
  viewOf,
} from "../../belief/state.ts";
import type { Answer, FaultCode, Input, Output } from "../../contract/contract.ts";
import { withoutAffix } from "../../contract/fault-code.ts";
import { keyOf } from "../../contract/resource.ts";
import { refusalRules } from "../../rules/refusals.ts";
import type { OpenQuestion } from "../../rules/rule.ts";
import { shapeOfListed } from "../../rules/user-shape.ts";
import type { Operation } from "../operation.ts";
import { describeUsersVariations } from "./generate.ts";
import { describeUsersRules, isLookup, markerOf, presentIds } from "./rules.ts";

const open: readonly OpenQuestion<"DescribeUsers">[] = [
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
    when: ({ input }) => input.UserId === "" || hasUnsettledForm(input.UserId?.toLowerCase()),
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

const isWhole = ({ UserId, Engine, Filters }: Input<"DescribeUsers">): boolean =>
  UserId === undefined && Engine === undefined && Filters === undefined;

function advance(
  before: State,
  input: Input<"DescribeUsers">,
  answer: Answer<"DescribeUsers">,
): State {
  switch (answer.kind) {
    case "unsupported":
    case "lost":
      return before;
    case "refused":
      return withoutAffix(answer.code) === "UserNotFound" ? withoutUser(before, input) : before;
    case "accepted":
      return adopt(before, input, answer.output);
  }
}

function withoutUser(before: State, input: Input<"DescribeUsers">): State {
  const { UserId: userId } = input;
  // A lookup in other case is no proof that the user is gone: whether case matters to a lookup is less certain (F157).
  return userId !== keyOf(userId) || !isLookup(input)
    ? before
    : { ...before, users: notFound(before.users, userId) };
}

function adopt(
  before: State,
  input: Input<"DescribeUsers">,
  output: Output<"DescribeUsers">,
): State {
  const users = new Map(before.users);
  const groupsSeen = new Map(before.groupsSeen);
  const read = input.UserId === undefined ? "list" : "lookup";
  // A user can be shown in a group that is about to lose it: it tells who is in which only where no group is changing.
  const isStill = [...before.groups].every(
    ([key, { kind }]) => kind === "absent" || settledGroup(before, key) !== undefined,
  );
  const listed = output.Users ?? [];
  for (const user of listed) {
    const key = keyOf(user.UserId);
    const belief = users.get(key);
    if (belief === undefined) continue;
    const isStirred = isStirredByGroups(before, key);
    users.set(key, isStoredForm(user) ? shown(belief, user, read, isStirred) : confused);
    if (user.Status === "active" && isStill) groupsSeen.set(key, keysOf(user.UserGroupIds));
  }
  const after = { ...before, users, groupsSeen };
  if (!isWhole(input)) return after;
  const ids = listed.map((user) => keyOf(user.UserId));
  const next = markerOf(output);
  const page = { ids, there: presentIds(before), next, isUnquiet: hasUnsettled(before.users) };
  const walk = walked(before.walks.DescribeUsers, input.Marker, page);
  if (walk === undefined) return after;
  const isOld = input.Marker !== undefined && walk.isDisturbed === true;
  if (next === undefined)
    for (const [key, belief] of users)
      if (!walk.seen.includes(key))
        users.set(key, unlisted(belief, walk.there.includes(key), isOld));
  return { ...after, walks: { ...before.walks, DescribeUsers: walk } };
}

function predict(before: State, input: Input<"DescribeUsers">): Output<"DescribeUsers"> {
  if (input.UserId !== undefined) {
    const view = viewOf(before, input.UserId);
    return { Users: view === undefined ? [] : [{ ...view, Status: settledStatus(before, input) }] };
  }
  const users = [...before.users.values()].flatMap((belief) =>
    belief.kind === "present" || belief.kind === "leaving" ? [belief.view] : [],
  );
  return { Users: users };
}

const settledStatus = (before: State, input: Input<"DescribeUsers">): string =>
  believed(before, input.UserId).kind === "leaving"
    ? "deleting"
    : (viewOf(before, input.UserId)?.Status ?? "active");

const declared: readonly FaultCode[] = [
  "UserNotFound",
  "ServiceLinkedRoleNotFoundFault",
  "InvalidParameterCombination",
];

export const describeUsers: Operation<"DescribeUsers"> = {
  name: "DescribeUsers",
  rules: [
    ...describeUsersRules,
    ...shapeOfListed,
    ...refusalRules("describe-users", "F019", declared),
  ],
  open,
  declared,
  variations: describeUsersVariations,
  predict,
  advance,
};
