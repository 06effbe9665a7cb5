import { expect, it } from "vitest";

import { OpenQuestionTally } from "./open-question-tally.ts";

it("counts as one way what differs in names only", () => {
  const tally = new OpenQuestionTally();
  for (const id of ["u-0", "aba", "Mixed"])
    tally.take({
      question: "open/modify-while-deleting",
      exchange: {
        command: { operation: "ModifyUser", input: { UserId: id } },
        answer: {
          kind: "refused",
          code: "InvalidUserState",
          message: `User ${id.toLowerCase()} has status deleting. A user must be active.`,
        },
      },
    });
  const told = tally.table().find(({ answers }) => answers.length > 0);
  expect(told?.answers.map(({ answer, count }) => ({ answer, count }))).toEqual([
    {
      answer:
        "refused with InvalidUserState: User <id> has status deleting. A user must be active.",
      count: 3,
    },
  ]);
});
