import { describe, expect, it } from "vitest";

import { active, activeGroup, stateWith, there } from "../belief/beliefs.fixtures.ts";
import { believed, initialWorld, stateOf, withState } from "../belief/state.ts";
import type { Exchange, User } from "../contract/contract.ts";
import { brokenIn, plain } from "./exchanges.fixtures.ts";
import { judge } from "./judged.fixtures.ts";

describe("what is believed after an answer", () => {
  const reading = {
    DescribeUsers: { seen: [], there: [], next: "m" },
    DescribeUserGroups: { seen: [], there: [], next: "m" },
  };
  const before = withState(
    initialWorld("us-east-1"),
    {},
    {
      ...stateWith(
        { "u-0": there(active("u-0")) },
        { "g-0": there(activeGroup("g-0")) },
        { "g-0": [] },
      ),
      walks: reading,
    },
    false,
  );
  const accepted = { kind: "accepted", output: {} } as const;
  const refused = { kind: "refused", code: "InvalidParameterValue", message: "" } as const;
  const lost = { kind: "lost", reason: "" } as const;
  const group = { UserGroupId: "g-0" };
  const user = { UserId: "u-0" };

  it.each([
    [{ operation: "DeleteUser", input: user }, accepted, ["DescribeUsers"]],
    [{ operation: "DeleteUser", input: user }, lost, ["DescribeUsers"]],
    [{ operation: "DeleteUser", input: user }, refused, []],
    [{ operation: "CreateUser", input: { ...plain, UserId: "u-1" } }, accepted, ["DescribeUsers"]],
    [{ operation: "ModifyUser", input: user }, accepted, []],
    [{ operation: "DeleteUserGroup", input: group }, accepted, ["DescribeUserGroups"]],
    [
      { operation: "CreateUserGroup", input: { UserGroupId: "g-1" } },
      accepted,
      ["DescribeUserGroups"],
    ],
    [{ operation: "ModifyUserGroup", input: group }, accepted, []],
  ] as const)("%j, %j: these lists are disturbed: %j", (command, answer, disturbed) => {
    const { walks } = stateOf(judge(before, { command, answer }).after, {});
    expect(
      Object.entries(walks).flatMap(([name, walk]) => (walk?.isDisturbed === true ? [name] : [])),
    ).toEqual(disturbed);
  });

  it.each([
    [{ operation: "DeleteUser", input: user }, accepted, true],
    [{ operation: "DeleteUser", input: user }, refused, false],
    [{ operation: "DeleteUser", input: user }, lost, false],
    [{ operation: "DescribeUsers", input: {} }, accepted, false],
  ] as const)("%j, %j: it is noted at other places: %s", (command, answer, isNoted) => {
    const elsewhere = { region: "eu-west-1" };
    const two = withState(before, elsewhere, stateWith({ "u-1": there(active("u-1")) }), false);
    const after = judge(two, { command, answer }).after;
    expect(believed(stateOf(after, elsewhere), "u-1")).toEqual(
      there(active("u-1"), isNoted ? { writtenElsewhere: true } : {}),
    );
  });

  it("is in doubt where an answer was lost, but not where nothing was sent", () => {
    const deletion = { operation: "DeleteUser", input: user } as const;
    const after = (answer: Exchange["answer"]) =>
      believed(stateOf(judge(before, { command: deletion, answer }).after, {}), "u-0").kind;
    expect(after(lost)).toBe("uncertain");
    expect(after({ ...lost, cause: "unsent" })).toBe("present");
  });
});

describe("lost answers", () => {
  it("leave it open whether the write took effect", () => {
    const lost: Exchange = {
      command: { operation: "CreateUser", input: { ...plain, NoPasswordRequired: true } },
      answer: { kind: "lost", reason: "no answer" },
    };
    const lookup = (answer: Exchange["answer"]): Exchange => ({
      command: { operation: "DescribeUsers", input: { UserId: "u-0" } },
      answer,
    });
    expect(
      brokenIn([lost, lookup({ kind: "refused", code: "UserNotFound", message: "" })]),
    ).toEqual([]);
    expect(brokenIn([lost, lookup({ kind: "accepted", output: { Users: [] } })])).toEqual([]);
  });
});

describe("what no fact answers", () => {
  it("is held against nobody while a group may already be of the engine that it was asked to be of", () => {
    const group = { UserGroupId: "g-0", Status: "modifying", UserIds: ["u-0"] };
    const user = (UserId: string, Engine: string, Authentication: object): User => ({
      UserId,
      UserName: UserId === "u-0" ? "default" : "dora",
      Status: "active",
      Engine,
      AccessString: "on ~* +@all",
      UserGroupIds: [],
      Authentication,
    });
    const told: readonly Exchange[] = [
      {
        command: { operation: "DescribeUsers", input: {} },
        answer: {
          kind: "accepted",
          output: {
            Users: [
              user("u-0", "valkey", { Type: "password", PasswordCount: 1 }),
              user("u-3", "redis", { Type: "no-password" }),
            ],
          },
        },
      },
      {
        command: {
          operation: "DescribeUserGroups",
          input: { UserGroupId: "g-0" },
        },
        answer: {
          kind: "accepted",
          output: { UserGroups: [{ ...group, Status: "active", Engine: "redis" }] },
        },
      },
      {
        command: {
          operation: "ModifyUserGroup",
          input: { UserGroupId: "g-0", Engine: "valkey" },
        },
        answer: { kind: "accepted", output: { ...group, Engine: "valkey" } },
      },
      {
        command: {
          operation: "ModifyUserGroup",
          input: { UserGroupId: "g-0", UserIdsToAdd: ["u-3"] },
        },
        answer: {
          kind: "refused",
          code: "InvalidParameterValue",
          message: "No password user u-3 cannot be added to user group with engine Valkey",
        },
      },
    ];
    expect(brokenIn(told, ["u-0", "u-3"], ["g-0"])).not.toContain(
      "modify-user-group/while-changing",
    );
  });
});

describe("the wire", () => {
  const answered = (status: number, body: string): Exchange => ({
    command: { operation: "DescribeUsers", input: { UserId: "u-0" } },
    answer: {
      kind: "refused",
      code: "UserNotFound",
      message: "User u-0 not found.",
      wire: { status, headers: { "content-type": "text/xml" }, body },
    },
  });
  const error = (type: string, code: string): string =>
    `<ErrorResponse xmlns="http://elasticache.amazonaws.com/doc/2015-02-02/"><Error><Type>${type}</Type><Code>${code}</Code></Error><RequestId>r</RequestId></ErrorResponse>`;

  it("finds nothing wrong with a documented error", () => {
    expect(brokenIn([answered(404, error("Sender", "UserNotFound"))])).toEqual([]);
  });

  it("finds each wrong part of an error", () => {
    expect(brokenIn([answered(400, error("Sender", "UserNotFound"))])).toEqual([
      "wire/error-status-exact",
    ]);
    expect(brokenIn([answered(404, error("Receiver", "UserNotFound"))])).toEqual([
      "wire/error-type",
    ]);
    expect(brokenIn([answered(404, error("Sender", "UserNotFoundFault"))])).toEqual([
      "wire/error-code",
    ]);
    expect(
      brokenIn([answered(404, error("Sender", "UserNotFound").replace("</Error>", ""))]),
    ).toEqual(["wire/well-formed"]);
  });

  const lookup = { operation: "DescribeUsers", input: { UserId: "u-0" } } as const;
  const unclosed = error("Sender", "UserNotFound").replace("</Error>", "");
  const wire = (status: number, body: string) => ({
    status,
    headers: { "content-type": "text/xml" },
    body,
  });
  const lost = (status: number, body: string, cause?: "unreadable"): Exchange => ({
    command: lookup,
    answer: {
      kind: "lost",
      reason: "it could not be read",
      wire: wire(status, body),
      ...(cause === undefined ? {} : { cause }),
    },
  });

  it("holds an answer that claims to be one, and cannot be read, to that only", () => {
    expect(brokenIn([lost(404, unclosed, "unreadable")])).toEqual(["wire/well-formed"]);
    expect(brokenIn([lost(200, unclosed.replaceAll("Error", "X"), "unreadable")])).toEqual([
      "wire/well-formed",
    ]);
    for (const body of [
      '{"__type":"UserNotFound"}',
      "<Error><Code>UserNotFound</Code></Error>",
      "",
    ])
      expect(brokenIn([lost(404, body, "unreadable")])).toEqual(["wire/readable"]);
  });

  it("holds what is no answer of the service to nothing", () => {
    for (const body of [unclosed, "<html><body>", error("Receiver", "UserNotFound")])
      expect(brokenIn([lost(503, body)])).toEqual([]);
  });

  it("holds nothing against a target that does not support the operation", () => {
    const answer = { kind: "unsupported", reason: "501", wire: wire(501, unclosed) } as const;
    expect(judge(initialWorld("us-east-1"), { command: lookup, answer })).toMatchObject({
      exercised: [],
      violations: [],
    });
  });

  it("holds an action that there is not only to being refused", () => {
    const command = { ...lookup, action: "DescribeNothing" };
    const body = error("Receiver", "InvalidAction");
    const refused = { kind: "refused", code: "InvalidAction", message: "" } as const;
    const before = initialWorld("us-east-1");
    expect(judge(before, { command, answer: { ...refused, wire: wire(404, body) } })).toEqual({
      after: before,
      exercised: ["wire/unknown-action"],
      violations: [],
      questions: [],
    });
    const accepted: Exchange["answer"] = { kind: "accepted", output: {}, wire: wire(200, "<A/>") };
    expect(brokenIn([{ command, answer: accepted }])).toEqual(["wire/unknown-action"]);
  });

  it("says nothing of what was never sent", () => {
    const before = initialWorld("us-east-1");
    const answer = { kind: "lost", cause: "unsent", reason: "" } as const;
    expect(judge(before, { command: { ...lookup, operation: "DeleteUser" }, answer })).toEqual({
      after: before,
      exercised: [],
      violations: [],
      questions: [],
    });
  });
});
