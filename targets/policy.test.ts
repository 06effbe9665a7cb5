import { readFileSync } from "node:fs";

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";

import { isRead } from "../models/contract/contract.ts";
import { operationNames } from "../models/contract/requests.ts";
import { newRun } from "./run-name.ts";

const patterns = z.array(z.string());

const statement = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Action: patterns,
  Resource: patterns.optional(),
  NotResource: patterns.optional(),
  Condition: z.object({ Null: z.record(z.string(), z.literal("false")) }).optional(),
});

const { Statement } = z
  .object({ Statement: z.array(statement) })
  .parse(JSON.parse(readFileSync(new URL("../docs/aws/policy.json", import.meta.url), "utf8")));

const isLike = (arn: string, pattern: string): boolean =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replaceAll(/[.\\]/g, "\\$&"))
      .join(".*")}$`,
  ).test(arn);

/** Whether the policy lets a request out, as IAM evaluates it: what is denied is, and what nothing allows is not. */
function allows(action: string, arn: string, isTagged: boolean): boolean {
  const fitting = Statement.filter(
    ({ Action, Resource, NotResource, Condition }) =>
      Action.includes(`elasticache:${action}`) &&
      (Resource?.some((pattern) => isLike(arn, pattern)) ??
        NotResource?.some((pattern) => isLike(arn, pattern)) !== true) &&
      (Condition === undefined || isTagged),
  );
  return fitting.length > 0 && fitting.every(({ Effect }) => Effect === "Allow");
}

const writes = operationNames.filter((name) => !isRead(name));
const arnOf = (kind: string, name: string): string =>
  `arn:aws:elasticache:eu-west-1:123456789012:${kind}:${name}`;

const kinds = fc.constantFrom("user", "usergroup");
const seed = 224;

describe("the policy for a real account", () => {
  it("lets the names of a run through, and asks for the tag of what is made", () => {
    for (const operation of operationNames) {
      const isMaking = operation.startsWith("Create");
      const arn = arnOf("user", `${newRun()}1-u-0`);
      expect({ operation, isAllowed: allows(operation, arn, true) }).toEqual({
        operation,
        isAllowed: true,
      });
      expect(allows(operation, arn, false)).toBe(!isMaking);
    }
  });

  it(`lets nobody else be written to, in no region and no account (seed ${seed})`, () => {
    const strangers = fc.oneof(
      fc
        .stringMatching(/^[a-z][a-z0-9-]{0,39}$/)
        .filter((name) => !name.startsWith("ec-conformance-")),
      fc.constantFrom("default", "ecommerce-app", "ec", "ec-", "ecdeadbeef1-u-0", "ec-conformance"),
    );
    fc.assert(
      fc.property(fc.constantFrom(...writes), kinds, strangers, (operation, kind, name) => {
        expect(allows(operation, arnOf(kind, name), true)).toBe(false);
      }),
      { seed },
    );
    const elsewhere = fc.constantFrom("us-east-1:123456789012", "eu-west-1:210987654321");
    fc.assert(
      fc.property(fc.constantFrom(...writes), kinds, elsewhere, (operation, kind, place) => {
        const arn = `arn:aws:elasticache:${place}:${kind}:${newRun()}1-u-0`;
        expect(allows(operation, arn, true)).toBe(false);
      }),
      { seed },
    );
  });
});
