import { describe, expect, it } from "vitest";

import { commandFrom, turnsOf } from "./command.ts";

describe("a command", () => {
  it("is made of the members of its operation, and of no other", () => {
    // @ts-expect-error DeleteUser has no such member.
    commandFrom({ operation: "DeleteUser", input: { Nonsense: true } });
    // @ts-expect-error It is a member of other operations.
    commandFrom({ operation: "DeleteUser", input: { UserGroupId: "g-0" } });
    // @ts-expect-error It has another type.
    commandFrom({ operation: "DeleteUser", input: { UserId: 7 } });
    expect(commandFrom({ operation: "DeleteUser", input: { UserId: "u-0" } })).toEqual({
      operation: "DeleteUser",
      input: { UserId: "u-0" },
    });
  });

  it("has no member without a value", () => {
    const made = commandFrom({
      operation: "DescribeUsers",
      input: { UserId: undefined, MaxRecords: 20 },
      until: undefined,
    });
    expect(Object.keys(made)).toEqual(["operation", "input"]);
    expect(Object.keys(made.input)).toEqual(["MaxRecords"]);
  });

  it("is sent as often as it says, each time with its turn", () => {
    const crowd = commandFrom({ operation: "DeleteUser", input: { UserId: "p-#" }, times: 3 });
    expect(turnsOf(crowd).map(({ input }) => input)).toEqual([
      { UserId: "p-0" },
      { UserId: "p-1" },
      { UserId: "p-2" },
    ]);
  });
});
