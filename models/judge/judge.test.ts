import { describe, expect, it } from "vitest";

import { active, activeGroup, stateWith, there, unsure } from "../belief/beliefs.fixtures.ts";
import {
  believed,
  initialWorld,
  stateOf,
  withGroup,
  withState,
  withUser,
  type World,
} from "../belief/state.ts";
import type { Exchange, User, UserGroup } from "../contract/contract.ts";
import { type Recording, recordings } from "../rules/evidence.ts";
import { type Violation } from "./judge.ts";
import { judge } from "./judged.fixtures.ts";

/** Judges exchanges in order, and returns what each broke. Users and groups may be there before. */
function violationsIn(
  exchanges: readonly Exchange[],
  known: readonly string[] = [],
  knownGroups: readonly string[] = [],
): Violation[] {
  let world: World = initialWorld("us-east-1");
  for (const region of new Set(exchanges.map(({ command }) => command.region))) {
    const place = region === undefined ? {} : { region };
    let state = stateOf(world, place);
    for (const id of known) state = withUser(state, id, { kind: "uncertain" });
    for (const id of knownGroups) state = withGroup(state, id, { kind: "uncertain" });
    world = withState(world, place, state, false);
  }
  return exchanges.flatMap((exchange) => {
    const { after, violations } = judge(world, exchange);
    world = after;
    return [...violations];
  });
}

const brokenIn = (...told: Parameters<typeof violationsIn>): string[] =>
  violationsIn(...told).map(({ rule }) => rule);

type Change = (view: User & UserGroup) => object;

/** The recording with what its last answer shows changed: what AWS did not say. */
const falsified = ({ exchanges, ...rest }: Recording, change: Change): Recording => ({
  ...rest,
  exchanges: exchanges.map((exchange, index) => {
    if (index < exchanges.length - 1 || exchange.answer.kind !== "accepted") return exchange;
    const { output } = exchange.answer;
    const changed =
      "Users" in output
        ? { ...output, Users: (output.Users ?? []).map((user) => change(user)) }
        : "UserGroups" in output
          ? { ...output, UserGroups: (output.UserGroups ?? []).map((group) => change(group)) }
          : change(Object.assign(output));
    return { ...exchange, answer: { ...exchange.answer, output: changed } };
  }),
});

const recorded = (name: string): Recording => {
  const found = recordings.find((recording) => recording.name === name);
  if (found === undefined) throw new Error(`there is no recording of ${name}`);
  return found;
};

describe("answers that AWS gave", () => {
  it.each(recordings)("finds nothing wrong with $name", ({ exchanges, known, knownGroups }) => {
    expect(violationsIn(exchanges, known, knownGroups)).toEqual([]);
  });
});

describe("answers that AWS did not give", () => {
  const lies: readonly (readonly [string, string, Change])[] = [
    [
      "a list and a list again",
      "describe-users/unchanged-by-reading",
      (user) => ({ ...user, AccessString: user.UserId === "default" ? "on ~* +@all" : "on +@all" }),
    ],
    [
      "a list and a list again",
      "describe-users/default-user",
      (user) => ({ ...user, Engine: "valkey" }),
    ],
    [
      "a list and a list again",
      "describe-users/no-password-has-no-count",
      (user) => ({ ...user, Authentication: { Type: "no-password", PasswordCount: 0 } }),
    ],
    [
      "access string and authentication modified together",
      "describe-users/shows-what-modify-answered",
      (user) => ({ ...user, AccessString: "off -@all" }),
    ],
    [
      "a user deleted, and seen deleting",
      "describe-users/deleting",
      (user) => ({ ...user, Status: "active" }),
    ],
    [
      "a user deleted, and seen deleting",
      "describe-users/arn",
      (user) => ({ ...user, ARN: "arn:aws:elasticache:us-east-1:123456789012:user/c7n-user" }),
    ],
    [
      "an access string that gets a base",
      "create-user/access-string-adds-base",
      (user) => ({ ...user, AccessString: "on ~app:* +@read" }),
    ],
    [
      "an access string that gets a base",
      "create-user/password-count",
      (user) => ({ ...user, Authentication: { Type: "password", PasswordCount: 2 } }),
    ],
    [
      "a second user of the name default, off",
      "create-user/access-string-fixed-points",
      (user) => ({ ...user, AccessString: "off ~* -@all resetchannels" }),
    ],
    [
      "a second user of the name default, off",
      "create-user/no-password-type",
      (user) => ({ ...user, Authentication: { Type: "no-password-required" } }),
    ],
    [
      "a modified user, settled",
      "describe-users/arn",
      (user) => ({ ...user, ARN: "arn:aws-cn:elasticache:us-east-1:111111111111:user:audited" }),
    ],
    [
      "a modified user, settled",
      "describe-users/status-is-known",
      (user) => ({ ...user, Status: "available" }),
    ],
    [
      "a user group of two users, settled",
      "describe-user-groups/arn",
      (group) => ({ ...group, ARN: group.ARN?.replace(":usergroup:", ":user-group:") }),
    ],
    [
      "a user group of two users, settled",
      "describe-user-groups/user-ids-in-lower-case",
      (group) => ({ ...group, UserIds: ["CdkRd-Hunt-Reader"] }),
    ],
    [
      "a user group that is modifying",
      "modify-user-group/arn",
      (group) => ({ ...group, ARN: group.ARN?.replace("eu-west-1", "us-east-1") }),
    ],
    [
      "a user group that is modifying",
      "modify-user-group/status-is-known",
      (group) => ({ ...group, Status: "pending" }),
    ],
  ];

  it.each(lies)("%s: %s", (name, rule, change) => {
    const { exchanges, known, knownGroups } = falsified(recorded(name), change);
    expect(brokenIn(exchanges, known, knownGroups)).toContain(rule);
  });

  it("has a lie for every recording", () => {
    expect(new Set(lies.map(([name]) => name))).toEqual(
      new Set(recordings.map(({ name }) => name)),
    );
  });
});

const refusal = (
  input: Extract<Exchange["command"], { operation: "CreateUser" }>["input"],
  code: string,
  message = "",
): Exchange => ({
  command: { operation: "CreateUser", input },
  answer: { kind: "refused", code, message },
});

const plain = {
  UserId: "u-0",
  UserName: "ann",
  Engine: "redis",
  AccessString: "on ~* +@all",
} as const;

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

/** What a refusal of a request to create a user comes to, the user not being there before. */
const judged = (
  input: Parameters<typeof refusal>[0],
  code: string,
  before: World = initialWorld("us-east-1"),
) => judge(before, refusal({ ...plain, ...input }, code));

const tooShort = "create-user/password-too-short";
const tooLong = "create-user/password-too-long";
const declared = "create-user/declared-codes";
const unprovoked = "create-user/unprovoked-refusal";

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
    `<ErrorResponse xmlns="http://elasticache.amazonaws.com/doc/2015-02-02/"><Error><Type>${type}</Type><Code>${code}</Code></Error></ErrorResponse>`;

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
