import * as fc from "fast-check";
import { expect, it } from "vitest";

import { withoutAccounts } from "./accounts.ts";

const account = fc.stringMatching(/^[1-8]\d{11}$/);

it("no account is left in a value, whatever ARN names it and wherever it stands", () => {
  fc.assert(
    fc.property(
      account,
      fc.constantFrom("aws", "aws-cn", "aws-us-gov"),
      fc.constantFrom("elasticache:us-east-1", "iam:", "sts:"),
      fc.constantFrom("user:u-0", "user/bob", "assumed-role/r/s"),
      (id, partition, where, what) => {
        const arn = `arn:${partition}:${where}:${id}:${what}`;
        const told = {
          rules: [{ because: `${arn} may not`, list: [arn, 7, null] }],
          deep: { arn },
        };
        expect(JSON.stringify(withoutAccounts(told))).not.toContain(id);
      },
    ),
    { seed: 20, numRuns: 500 },
  );
});

it("what a source says is left as it was published", () => {
  const rule = { clause: { quote: "arn:aws:elasticache:us-east-1:123456789012:user:c7n-user" } };
  expect(withoutAccounts(rule)).toEqual(rule);
});
