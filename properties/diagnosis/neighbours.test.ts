import { expect, it } from "vitest";

import type { Conversation } from "../../models/contract/command.ts";
import { neighbours } from "./neighbours.ts";

const story: Conversation = [
  {
    operation: "CreateUser",
    region: "eu-west-1",
    input: {
      UserId: "U-0",
      UserName: "bob",
      Engine: "redis",
      AccessString: "on ~* +@all",
      Passwords: ["{{a:16}}"],
    },
  },
  { operation: "DescribeUsers", region: "eu-west-1", input: { UserId: "U-0", MaxRecords: 20 } },
];

it("takes away one trait at a time, the nearest first", () => {
  const all = [...neighbours(story)];
  expect(all.map(({ difference }) => difference)).toEqual([
    "in the home region",
    "with ids in lower case",
    "with UserId u-0",
    "with MaxRecords 100",
    "without UserId",
    "without MaxRecords",
    "with Engine redis",
    "CreateUser with a password of 20 characters",
    "CreateUser with NoPasswordRequired, and nothing else on authentication",
    "CreateUser with UserId u-0",
    "CreateUser with UserName ann",
    "CreateUser without UserId",
    "CreateUser without UserName",
    "CreateUser without Engine",
    "CreateUser without AccessString",
    "CreateUser without Passwords",
    "CreateUser with NoPasswordRequired true",
    'CreateUser with Tags [{"Key":"k","Value":"v"}]',
    "without the CreateUser before",
  ]);
  const texts = all.map(({ conversation }) => JSON.stringify(conversation));
  expect(new Set([JSON.stringify(story), ...texts]).size).toBe(texts.length + 1);
  expect(all.map(({ conversation }) => conversation.length)).toEqual(
    all.map((_, index) => (index === all.length - 1 ? 1 : 2)),
  );
});

it("writes every id in lower case, wherever it stands", () => {
  const [first] = neighbours([
    {
      operation: "CreateUserGroup",
      input: { UserGroupId: "G-0", Engine: "redis", UserIds: ["U-0", "u-1"] },
    },
    {
      operation: "ModifyUserGroup",
      input: { UserGroupId: "g-0", UserIdsToAdd: ["U-2"], UserIdsToRemove: ["U-0"] },
    },
    { operation: "ListTagsForResource", input: { ResourceName: "{{arn:usergroup:G-0}}" } },
  ]);
  expect(first?.conversation.map(({ input }) => input)).toEqual([
    { UserGroupId: "g-0", Engine: "redis", UserIds: ["u-0", "u-1"] },
    { UserGroupId: "g-0", UserIdsToAdd: ["u-2"], UserIdsToRemove: ["u-0"] },
    { ResourceName: "{{arn:usergroup:g-0}}" },
  ]);
});
