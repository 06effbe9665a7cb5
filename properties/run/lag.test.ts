import { describe, expect, it } from "vitest";

import type { Conversation } from "../../models/contract/command.ts";
import type { Answer, Command } from "../../models/contract/contract.ts";
import { bare } from "../../targets/reference/bare.ts";
import type { Target } from "../../targets/target.ts";
import { talk } from "../talk.ts";
import { unmetered } from "./meter.ts";
import { settleTimeoutFor } from "./settle-timeout.ts";

const create: Command = {
  operation: "CreateUser",
  input: {
    UserId: "ann",
    UserName: "ann",
    Engine: "redis",
    AccessString: "on ~* +@all",
    NoPasswordRequired: true,
  },
};
const lookup: Command = {
  operation: "DescribeUsers",
  input: { UserId: "ann" },
  until: "settled",
};
const list: Command = { operation: "DescribeUsers", input: {}, until: "listed" };
const gone: Command = { operation: "DeleteUser", input: { UserId: "ann" } };

const refused: Answer = { kind: "refused", code: "UserNotFound", message: "No." };

/** A service of which reads know of writes so many seconds later, or so in each session; a clock of which a second takes no time. */
function lagging(
  seconds: number | readonly number[],
  late: (isLookup: boolean, answer: Answer) => Answer,
): Target & {
  readonly waited: () => number;
} {
  const { waitsForFree: _, ...target } = bare();
  let [time, readable, sessions] = [0, 0, 0];
  return {
    ...target,
    kind: "endpoint",
    waited: () => time,
    async open() {
      const session = await target.open();
      const later = typeof seconds === "number" ? seconds : (seconds[sessions] ?? 0);
      sessions += 1;
      return {
        ...session,
        send: async (command) => {
          const answer = await session.send(command);
          if (/^(?:Create|Delete)/.test(command.operation)) readable = time + later;
          return time < readable && command.operation.startsWith("Describe")
            ? Object(late("UserId" in command.input, answer))
            : answer;
        },
        wait: async (pause) => {
          time += pause;
        },
        [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
      };
    },
  };
}

const newcomersLate = (isLookup: boolean, answer: Answer): Answer =>
  isLookup
    ? refused
    : Object.assign({}, answer, {
        output: {
          Users:
            "output" in answer && "Users" in answer.output
              ? answer.output.Users?.filter(({ UserId }) => UserId !== "ann")
              : [],
        },
      });

const brokenBy = async (
  target: Target,
  conversation: Conversation,
  patience = settleTimeoutFor(target, 60, 1),
): Promise<readonly string[]> => {
  const told = await talk(target, conversation, unmetered, patience);
  return told.failures.map(({ violation }) => violation.rule);
};

describe("what reads do not know yet", () => {
  it.each([
    ["a lookup", [create, lookup]],
    ["a list", [create, list]],
    ["a list after a lookup", [create, lookup, list]],
    [
      "each of several reads",
      [create, { operation: "DescribeUsers", input: {} }, lookup, list, list],
    ],
  ] as const)("is waited for by %s, and held against nobody", async (_, conversation) => {
    const target = lagging(4, newcomersLate);
    expect(await brokenBy(target, conversation)).toEqual([]);
    expect(target.waited()).toBeGreaterThanOrEqual(4);
  });

  it("is held against a target that never comes to know it, by a lookup and by a list", async () => {
    const target = lagging(Infinity, newcomersLate);
    expect(await brokenBy(target, [create, lookup])).toEqual(["describe-users/unprovoked-refusal"]);
    expect(await brokenBy(lagging(Infinity, newcomersLate), [create, list])).toEqual([
      "describe-users/lists-all",
    ]);
    // Nobody waits twice for the same in vain.
    const before = target.waited();
    expect(before).toBeLessThanOrEqual(16);
    expect(await brokenBy(target, [create, lookup])).toEqual(["describe-users/unprovoked-refusal"]);
    expect(target.waited()).toBe(before);
  });

  it("is waited for afresh before anybody is accused: to have lagged for long may have been an accident", async () => {
    const target = lagging([Infinity, 4, 4], newcomersLate);
    const accused = ["describe-users/unprovoked-refusal"];
    expect(await brokenBy(target, [create, lookup])).toEqual(accused);
    expect(await brokenBy(target, [create, lookup])).toEqual(accused);
    const afresh = settleTimeoutFor(target, 60, 1, undefined, new Set());
    expect(await brokenBy(target, [create, lookup], afresh)).toEqual([]);
  });

  it("is not waited for where nobody waits for anything", async () => {
    const target = lagging(Infinity, newcomersLate);
    const { until: _, ...once } = lookup;
    expect(await brokenBy(target, [create, once])).toEqual([]);
    expect(target.waited()).toBe(0);
  });
});

describe("whom a lookup said to be gone", () => {
  const lingering =
    (Status: string) =>
    (isLookup: boolean, answer: Answer): Answer =>
      isLookup
        ? answer
        : Object.assign({}, answer, {
            output: {
              Users: [
                ...("output" in answer && "Users" in answer.output
                  ? (answer.output.Users ?? [])
                  : []),
                { UserId: "ann", UserName: "ann", Status, Engine: "redis" },
              ],
            },
          });
  const story = [create, lookup, gone, lookup, list];

  it("may be listed as leaving for a while, and no longer", async () => {
    const rules = (await brokenBy(lagging(4, lingering("deleting")), story)).filter((rule) =>
      rule.includes("gone"),
    );
    expect(rules).toEqual([]);
    expect(await brokenBy(lagging(Infinity, lingering("deleting")), story)).toContain(
      "describe-users/lists-none-that-is-gone",
    );
  });

  it("is not listed as anything else", async () => {
    expect(await brokenBy(lagging(4, lingering("active")), story)).toContain(
      "describe-users/lists-none-that-is-gone",
    );
  });
});

describe("whom an operation on tags does not find", () => {
  const tags = (name: string): Command => ({
    operation: "ListTagsForResource",
    input: { ResourceName: name },
    until: "settled",
  });

  /** A service that finds nobody by an ARN for so many seconds. */
  const blind = (seconds: number): ReturnType<typeof lagging> => {
    const target = lagging(0, newcomersLate);
    return {
      ...target,
      async open() {
        const session = await target.open();
        const send: typeof session.send = async (command) =>
          command.operation === "ListTagsForResource" && target.waited() < seconds
            ? refused
            : session.send(command);
        return {
          send,
          wait: (pause) => session.wait(pause),
          [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
        };
      },
    };
  };

  it("is waited for where somebody is there", async () => {
    const target = blind(4);
    expect(await brokenBy(target, [create, tags("{{arn:user:ann}}")])).toEqual([]);
    expect(target.waited()).toBeGreaterThanOrEqual(4);
  });

  it.each([
    ["nobody is known to be", [tags("{{arn:user:bob}}")]],
    ["somebody was deleted", [create, lookup, gone, lookup, tags("{{arn:user:ann}}")]],
    ["the id is in capitals, by which nobody may be found", [create, tags("{{arn:user:ANN}}")]],
  ] as const)("is not waited for where %s", async (_, conversation) => {
    const target = blind(Infinity);
    await brokenBy(target, conversation);
    expect(target.waited()).toBe(0);
  });
});
