import { HttpResponse } from "@smithy/protocol-http";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { commandFrom } from "../models/contract/command.ts";
import type { Command } from "../models/contract/contract.ts";
import { operationNames } from "../models/contract/requests.ts";
import { assembleTarget } from "./assemble.ts";
import { throughSdk } from "./sdk.ts";
import type { Target } from "./target.ts";

const reads = ["DescribeUsers", "DescribeUserGroups", "ListTagsForResource"];
const naming = ["UserId", "UserGroupId", "UserIds", "UserIdsToAdd", "UserIdsToRemove"];

/** A place that others use, of which nothing is known but what arrives there. */
function recording(): { readonly target: Target; readonly arrived: string[] } {
  const arrived: string[] = [];
  const target = assembleTarget({
    kind: "endpoint",
    name: "recording",
    region: "us-east-1",
    road: (gate, isRehearsal) =>
      throughSdk({
        region: "us-east-1",
        account: "123456789012",
        gate,
        requestHandler: {
          handle: async ({ body }: { readonly body: unknown }) => {
            if (!isRehearsal) arrived.push(String(body));
            const text = "<ErrorResponse><Error><Code>UserNotFound</Code></Error></ErrorResponse>";
            return {
              response: new HttpResponse({ statusCode: 404, headers: {}, body: Buffer.from(text) }),
            };
          },
        },
      }),
  });
  return { target, arrived };
}

/** Names that are not ours: others', AWS's own, and such as look like a run's. */
const strange = [
  "payments",
  "u-0",
  "default",
  "DEFAULT",
  "Default ",
  "user.name",
  ".",
  "ec01234567x-u-0",
  "u-0-ec012345671",
  "*",
  "a&UserId=payments",
  "pay\nments",
  "ecommerce-app",
  "",
  " ",
];

const services = ["elasticache", "memorydb", "rds", "iam", "s3"];
const kinds = ["user", "usergroup", "cluster", "replicationgroup", "nosuch", "db"];

const name = fc.constantFrom(...strange);
const resource = fc.oneof(
  name,
  fc
    .tuple(
      fc.constantFrom(...services),
      fc.constantFrom(...kinds),
      fc.constantFrom(":", "/", ":x:"),
      name,
    )
    .map(
      ([service, kind, sign, id]) =>
        `arn:aws:${service}:us-east-1:123456789012:${kind}${sign}${id}`,
    ),
  fc
    .tuple(
      fc.constantFrom("arn", "arn-with-slash", "arn-of-other-type", "arn-of-nobody"),
      fc.constantFrom("user", "usergroup", "cluster"),
      name,
    )
    .map(([form, kind, id]) => `{{${form}:${kind}:${id}}}`),
  name.map((id) => `{{arn:user:${id}}}:payments`),
);

const value = fc.oneof(name, resource);
const input = fc.record(
  {
    UserId: value,
    UserName: value,
    Engine: fc.constantFrom("redis", "valkey"),
    AccessString: fc.constantFrom("on ~* +@all", "off"),
    NoPasswordRequired: fc.boolean(),
    UserGroupId: value,
    UserIds: fc.array(value, { maxLength: 3 }),
    UserIdsToAdd: fc.array(value, { maxLength: 3 }),
    UserIdsToRemove: fc.array(value, { maxLength: 3 }),
    ResourceName: resource,
    Tags: fc.constantFrom([], [{ Key: "owner", Value: "pwned" }]),
    TagKeys: fc.constantFrom([], ["owner"]),
    Marker: value,
    CacheClusterId: value,
  },
  { requiredKeys: [] },
);

const actions = [
  ...operationNames,
  "DeleteCacheCluster",
  "DescribeUzers",
  "ModifyReplicationGroup",
  "DeleteUser&UserId=payments",
];

/** Commands as somebody may write them who means harm. */
const hostile: fc.Arbitrary<Command> = fc
  .record(
    {
      operation: fc.constantFrom(...operationNames),
      input,
      action: fc.constantFrom(...actions),
      region: fc.constantFrom("us-east-1", "eu-west-1"),
      account: fc.constant("other" as const),
    },
    { requiredKeys: ["operation", "input"] },
  )
  .map((parts) => commandFrom(parts));

/** Whom a request names that changes something, as it stood on the wire; nothing for requests that only read. */
function changedBy(body: string): readonly string[] {
  const form = [...new URLSearchParams(body)];
  const action = form.filter(([member]) => member === "Action").map(([, text]) => text);
  expect(action).toHaveLength(1);
  if (reads.some((read) => action.includes(read))) return [];
  expect([...operationNames, "DescribeUzers"]).toContain(action[0]);
  return form
    .filter(([member]) => [...naming, "ResourceName"].includes(member.split(".")[0] ?? ""))
    .map(([, text]) => text);
}

describe("at a place that others use", () => {
  it("no hostile command changes, or asks for, what the run has not made (10,000 of them)", async () => {
    const { target, arrived } = recording();
    await using first = await target.open();
    await first.send({ operation: "CreateUser", input: { UserId: "own" } });
    const run = /UserId=(ec-conformance-[0-9a-f]{8})1-own/.exec(arrived[0] ?? "")?.[1] ?? "none";
    await fc.assert(
      fc.asyncProperty(hostile, async (command) => {
        arrived.length = 0;
        await using session = await target.open();
        await session.send(command);
        for (const body of arrived)
          for (const text of changedBy(body)) {
            if (text.trim() === "") continue;
            expect(text.toLowerCase()).toContain(run);
            expect(strange).not.toContain(text);
            expect(text).not.toMatch(
              /^arn:aws:(?:rds|iam|s3):|^arn:.*:(?:cluster|replicationgroup|db)[:/]/,
            );
          }
      }),
      { numRuns: 10_000, seed: 15 },
    );
  });

  it.each<readonly [string, object, RegExp]>([
    [
      "a raw ARN",
      {
        operation: "AddTagsToResource",
        input: {
          ResourceName: "arn:aws:elasticache:us-east-1:123456789012:user:payments",
          Tags: [{ Key: "a", Value: "b" }],
        },
      },
      /^arn:\S+:user:payments is not ours to change there$/,
    ],
    [
      "a raw ARN that is only read",
      {
        operation: "ListTagsForResource",
        input: { ResourceName: "arn:aws:elasticache:us-east-1:123456789012:cluster:prod" },
      },
      /^arn:\S+:cluster:prod is not ours to change there$/,
    ],
    [
      "a write that is called a read",
      { operation: "DescribeUsers", input: { UserId: "default" }, action: "DeleteUser" },
      /default is not ours|DeleteUser has no/,
    ],
    [
      "an action of another kind",
      { operation: "DescribeUsers", input: {}, action: "DeleteCacheCluster" },
      /^DeleteCacheCluster is none of the operations under test$/,
    ],
    [
      "a user of AWS",
      { operation: "ModifyUserGroup", input: { UserGroupId: "g", UserIdsToRemove: ["default"] } },
      /^default is not ours to change there$/,
    ],
  ])("objects to %s before anything is sent", async (_, command, says) => {
    const { target, arrived } = recording();
    const {
      operation,
      input: said,
      ...rest
    }: { operation: Command["operation"]; input: object } = JSON.parse(JSON.stringify(command));
    expect(await target.objection?.(commandFrom({ operation, input: said, ...rest }))).toMatch(
      says,
    );
    expect(arrived).toEqual([]);
  });

  it("objects to nothing that the run makes itself", async () => {
    const { target } = recording();
    for (const command of [
      { operation: "CreateUser", input: { UserId: "u-0", UserName: "ann" } },
      { operation: "DescribeUsers", input: { UserId: "default" } },
      { operation: "DescribeUsers", input: {}, action: "DescribeUzers" },
      { operation: "AddTagsToResource", input: { ResourceName: "{{arn:user:u-0}}" } },
      { operation: "AddTagsToResource", input: { ResourceName: "{{arn-with-slash:user:u-0}}" } },
      {
        operation: "AddTagsToResource",
        input: { ResourceName: "{{arn-of-other-service:user:u-0}}" },
      },
      { operation: "DeleteUser", input: { UserId: "1user" } },
      { operation: "DeleteUser", input: { UserId: "" } },
    ] as const)
      expect(await target.objection?.(commandFrom(command))).toBeUndefined();
  });
});
