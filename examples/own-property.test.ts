import * as fc from "fast-check";
import { expect, it } from "vitest";

import { conversations, reference } from "../index.ts";

/** A property of one's own over anything that takes commands: here, that no conversation makes two users of one id. */
it("whatever is said to a service, no id is listed twice", async () => {
  const target = reference();
  await fc.assert(
    fc.asyncProperty(conversations({ longest: 10 }), async (conversation) => {
      await using session = await target.open();
      for (const command of conversation) await session.send(command);
      const answer = await session.send<"DescribeUsers">({ operation: "DescribeUsers", input: {} });
      const { Users = [] } = answer.kind === "accepted" ? answer.output : {};
      const ids = Users.map(({ UserId }) => UserId);
      expect(ids).toEqual([...new Set(ids)]);
    }),
    { seed: 17, numRuns: 50 },
  );
  await target.close();
});
