import { describe, expect, it } from "vitest";

import { active, activeGroup, stateWith, there, unsure } from "../belief/beliefs.fixtures.ts";
import { initialWorld, withState } from "../belief/state.ts";
import type { Exchange } from "../contract/contract.ts";
import {
  violationsIn,
  brokenIn,
  refusal,
  plain,
  judged,
  tooShort,
  tooLong,
  declared,
  unprovoked,
} from "./exchanges.fixtures.ts";
import { judge } from "./judged.fixtures.ts";

describe("refusals", () => {
  it("blames the one ground that applies for a code it does not name", () => {
    expect(violationsIn([refusal({ ...plain, Passwords: ["{{a:15}}"] }, "UserNotFound")])).toEqual([
      {
        rule: "create-user/declared-codes",
        expected:
          "UserAlreadyExists or UserQuotaExceeded or DuplicateUserName or ServiceLinkedRoleNotFoundFault or InvalidParameterValue or InvalidParameterCombination or TagQuotaPerResourceExceeded",
        actual: "UserNotFound",
      },
      {
        rule: "create-user/password-too-short",
        expected: "refused with InvalidParameterValue",
        actual: "refused with UserNotFound",
        isDecision: true,
      },
    ]);
  });

  it("blames no ground where the target may refuse what it should allow", () => {
    const { Passwords, ...rest } = { ...plain, Passwords: ["{{a:16}}"] };
    const taken = { ...rest, Passwords, AuthenticationMode: { Type: "password" } } as const;
    const made: Exchange = {
      command: { operation: "CreateUser", input: { ...rest, NoPasswordRequired: true } },
      answer: {
        kind: "accepted",
        output: { UserId: "u-0", UserName: "ann", Status: "active" },
      },
    };
    const second = violationsIn([made, refusal(taken, "InvalidParameterCombination")]);
    expect(second.map(({ actual }) => actual)).not.toContain(
      "refused with InvalidParameterCombination",
    );
    const without = { ...rest, NoPasswordRequired: true };
    expect(brokenIn([made, refusal(without, "InvalidParameterCombination")])).toContain(
      "create-user/user-id-taken",
    );
  });

  it("takes the code of any ground where several apply", () => {
    const input = { ...plain, UserId: "default", Passwords: ["{{a:15}}"] };
    expect(brokenIn([refusal(input, "InvalidParameterValue")])).toEqual([]);
    expect(brokenIn([refusal(input, "UserAlreadyExists")])).toEqual([]);
  });

  it("blames the one allowance that applies for a refusal without a ground", () => {
    const input = { ...plain, Engine: "REDIS", NoPasswordRequired: true };
    expect(violationsIn([refusal(input, "InvalidParameterValue")])).toEqual([
      {
        rule: "create-user/accepts-engine-in-any-case",
        expected: "accepted",
        actual: "refused with InvalidParameterValue",
        isDecision: true,
      },
    ]);
  });

  it("names all allowances as suspects where several apply, and blames none of them", () => {
    const input = {
      ...plain,
      Engine: "REDIS",
      UserName: "default",
      Passwords: ["{{a:16}}"],
      Tags: [],
    };
    expect(
      violationsIn([
        refusal({ ...input, Engine: "Redis", UserId: "U-0" }, "InvalidParameterValue"),
      ]),
    ).toMatchObject([
      {
        rule: "create-user/unprovoked-refusal",
        suspects: expect.arrayContaining([
          "create-user/accepts-mixed-case-id",
          "create-user/accepts-16-characters",
        ]),
      },
    ]);
  });

  it("holds a refusal on an open question against nobody", () => {
    expect(
      brokenIn([
        refusal({ ...plain, UserId: "a--b", NoPasswordRequired: true }, "InvalidParameterValue"),
      ]),
    ).toEqual([]);
    expect(
      brokenIn([
        refusal(
          { ...plain, UserName: "My User", NoPasswordRequired: true },
          "InvalidParameterValue",
        ),
      ]),
    ).toEqual([]);
  });

  it("reads codes with the suffix of the SDK as the codes of the wire", () => {
    const unknown: Exchange = {
      command: { operation: "DeleteUser", input: { UserId: "u-0" } },
      answer: { kind: "refused", code: "UserNotFoundFault", message: "" },
    };
    expect(brokenIn([unknown])).toEqual([]);
  });
});

describe("the rules that speak of a refusal", () => {
  it("are the one ground that holds, where the code is one of its own", () => {
    const { exercised, violations } = judged({ Passwords: ["{{a:15}}"] }, "InvalidParameterValue");
    expect(exercised).toEqual([declared, tooShort, "create-user/password-length-text"]);
    expect(violations.map(({ rule }) => rule)).toEqual(["create-user/password-length-text"]);
  });

  it("are the one ground that holds, where the code is none of its own", () => {
    const { exercised } = judged({ Passwords: ["{{a:15}}"] }, "UserQuotaExceeded");
    expect(exercised).toEqual([declared, tooShort]);
  });

  it("are none of several grounds", () => {
    const Passwords = ["{{a:15}}", "{{b:129}}"];
    expect(judged({ Passwords }, "InvalidParameterValue").exercised).toEqual([
      declared,
      "create-user/password-length-text",
    ]);
  });

  it("are that on unprovoked refusals, where no ground names the code, and all are suspects", () => {
    const Passwords = ["{{a:15}}", "{{b:129}}"];
    expect(judged({ Passwords }, "UserQuotaExceeded")).toMatchObject({
      exercised: [declared, unprovoked],
      violations: [
        {
          rule: unprovoked,
          expected: "refused with InvalidParameterValue",
          actual: "refused with UserQuotaExceeded",
          suspects: [tooShort, tooLong],
        },
      ],
    });
  });

  it("blame nobody where one of several grounds rests on weaker evidence", () => {
    const input = { Passwords: ["{{a:15}}"], AuthenticationMode: { Type: "iam" }, UserName: "u-0" };
    expect(judged(input, "UserQuotaExceeded")).toMatchObject({
      exercised: [declared],
      violations: [],
    });
  });

  it("say nothing of the code where the code of a ground is not known", () => {
    expect(judged({ Engine: "memcached", NoPasswordRequired: true }, "Whatever")).toMatchObject({
      exercised: ["create-user/engine-unknown"],
      violations: [],
    });
  });

  it("are the one allowance that applies", () => {
    expect(judged({ Passwords: ["{{a:16}}"] }, "InvalidParameterValue")).toMatchObject({
      exercised: [declared, "create-user/accepts-16-characters"],
      violations: [{ rule: "create-user/accepts-16-characters" }],
    });
  });

  it("are none where one of several allowances rests on weaker evidence", () => {
    const input = { AccessString: "on allkeys allcommands", Passwords: ["{{a:16}}"] };
    expect(judged(input, "InvalidParameterValue")).toMatchObject({
      exercised: [declared],
      violations: [],
    });
  });

  it("are that on unprovoked refusals where nothing else applies", () => {
    const { exercised, violations } = judged({ NoPasswordRequired: true }, "UserQuotaExceeded");
    expect([exercised, violations]).toEqual([
      [declared, unprovoked],
      [
        {
          rule: unprovoked,
          expected: "accepted",
          actual: "refused with UserQuotaExceeded",
          isDecision: true,
        },
      ],
    ]);
  });

  it("may take codes that any service answers with", () => {
    expect(judged({ Passwords: ["{{a:15}}"] }, "ValidationError").violations).toMatchObject([
      { rule: tooShort },
    ]);
  });

  it("blame nobody for a group that may be changing, where nobody knows whom it has", () => {
    const changing = stateWith(
      { "u-0": there(active("u-0", { UserName: "default" })), "u-1": there(active("u-1")) },
      { "g-0": there(activeGroup("g-0", { UserIds: ["u-0"] }), { mayBeChanging: true }) },
      { "g-0": ["u-0"] },
    );
    const before = withState(initialWorld("us-east-1"), {}, changing, false);
    const exchange: Exchange = {
      command: {
        operation: "ModifyUserGroup",
        input: { UserGroupId: "g-0", UserIdsToAdd: ["u-1"] },
      },
      answer: { kind: "refused", code: "UserNotFound", message: "" },
    };
    expect(judge(before, exchange)).toMatchObject({
      exercised: ["modify-user-group/declared-codes"],
      violations: [],
    });
  });
});

describe("the rules that speak of an acceptance", () => {
  const made = (input: object): Exchange => ({
    command: { operation: "CreateUser", input: { ...plain, ...input } },
    answer: { kind: "accepted", output: { UserId: "u-0" } },
  });

  it("are the grounds that hold, and no others", () => {
    const short = { Passwords: ["{{a:15}}"], Engine: "memcached" };
    expect(judge(initialWorld("us-east-1"), made(short))).toMatchObject({
      exercised: ["create-user/engine-unknown", tooShort],
      violations: [
        { rule: "create-user/engine-unknown", expected: "refused", actual: "accepted" },
        { rule: tooShort, expected: "refused with InvalidParameterValue", actual: "accepted" },
      ],
    });
  });

  it("are none where nobody knows who is there", () => {
    const doubtful = withState(initialWorld("us-east-1"), {}, stateWith({ "u-0": unsure }), false);
    expect(judge(doubtful, made({ Passwords: ["{{a:15}}"] }))).toMatchObject({
      exercised: [],
      violations: [],
    });
  });
});
