import { describe, expect, it } from "vitest";

import { commandFrom, type Conversation } from "../../models/contract/command.ts";
import type { AnyInput } from "../../models/contract/contract.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import { plainUser } from "../../models/universe/universe.ts";
import { mended } from "./mending.ts";

const create = (input: AnyInput) => commandFrom({ operation: "CreateUser", input });
const addTags = (input: AnyInput) => commandFrom({ operation: "AddTagsToResource", input });

const lastOf = (conversation: Conversation): AnyInput => conversation.at(-1)?.input ?? {};

interface Case {
  readonly rule: RuleId;
  readonly short: Conversation;
  /** What the target is wrong in. */
  readonly isTrue: (conversation: Conversation) => boolean;
  readonly wanted: Conversation;
}

const arn = "{{arn:user:u-0}}";

const cases: readonly Case[] = [
  {
    rule: "create-user/user-id-pattern",
    short: [
      create({ UserId: "1u", UserName: "ann", Engine: "redis", AccessString: "on ~* +@all" }),
    ],
    isTrue: (one) => lastOf(one).UserId === "1u",
    wanted: [
      create({
        UserId: "1u",
        UserName: "ann",
        Engine: "redis",
        AccessString: "on ~* +@all",
        Passwords: ["{{a:16}}"],
      }),
    ],
  },
  {
    rule: "add-tags-to-resource/tags-missing",
    short: [addTags({ ResourceName: arn })],
    isTrue: (one) => lastOf(one).Tags === undefined,
    wanted: [create(plainUser("u-0")), addTags({ ResourceName: arn })],
  },
  {
    rule: "add-tags-to-resource/tag-list",
    short: [
      addTags({
        Tags: [{ Key: "k", Value: "v" }],
        ResourceName: "{{arn-of-other-account:user:u-0}}",
      }),
    ],
    isTrue: () => true,
    wanted: [
      create(plainUser("u-0")),
      addTags({ Tags: [{ Key: "k", Value: "v" }], ResourceName: arn }),
    ],
  },
  {
    rule: "remove-tags-from-resource/tag-list",
    short: [
      create({ ...plainUser("u-0"), Tags: [{ Key: "a", Value: "b" }] }),
      commandFrom({
        operation: "RemoveTagsFromResource",
        input: { ResourceName: arn, TagKeys: ["k"] },
      }),
    ],
    // One tag stays.
    isTrue: ([first]) => JSON.stringify(first).includes('"a"'),
    wanted: [
      create({
        ...plainUser("u-0"),
        Tags: [
          { Key: "k", Value: "v" },
          { Key: "a", Value: "b" },
        ],
      }),
      commandFrom({
        operation: "RemoveTagsFromResource",
        input: { ResourceName: arn, TagKeys: ["k"] },
      }),
    ],
  },
];

describe("a story that is short", () => {
  it.each(cases)("is made one of requests that AWS takes: $rule", async (one) => {
    const isTrue = async (conversation: Conversation) => one.isTrue(conversation);
    expect(await mended(one.rule, one.short, "us-east-1", isTrue)).toEqual(one.wanted);
  });

  it("stays as it is where it is no story otherwise", async () => {
    for (const { rule, short } of cases)
      expect(await mended(rule, short, "us-east-1", async () => false)).toBe(short);
  });

  it("is not tried in vain where nothing speaks against it", async () => {
    const story = [create(plainUser("u-0"))];
    const never = async (): Promise<boolean> => expect.fail("it was tried");
    expect(await mended("create-user/user-name", story, "us-east-1", never)).toBe(story);
  });
});
