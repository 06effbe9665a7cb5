import { describe, expect, it } from "vitest";

import { commandFrom } from "../../models/contract/command.ts";
import type { Answer } from "../../models/contract/contract.ts";
import { lists } from "../../targets/reference/faults.ts";
import { reference } from "../../targets/reference/index.ts";
import { mutants } from "../../targets/reference/mutants/index.ts";
import type { Fault } from "../../targets/reference/service.ts";
import type { Target } from "../../targets/target.ts";
import { storyOf } from "../gathering.ts";
import { type Meter, unmetered } from "../run/meter.ts";
import { settleTimeoutFor } from "../run/settle-timeout.ts";
import { survey } from "../survey.ts";
import { talk } from "../talk.ts";
import { confirmed, shrink } from "./shrink.ts";
import type { ShrinkResult } from "./tellings.ts";

const rule = "create-user/engine-unknown";
const fault = mutants.find((mutant) => mutant.rule === rule)?.fault ?? {};

const conversation = [
  commandFrom({
    operation: "CreateUser",
    input: {
      UserId: "anna",
      UserName: "anna",
      Engine: "oracle",
      AccessString: "on ~* +@all",
      NoPasswordRequired: true,
    },
  }),
];

/** A target that loses the first answer of a session, for a reason, as long as there is one. */
function losing(target: Target, reasonIn: (session: number) => string | undefined): Target {
  let sessions = 0;
  const open: Target["open"] = async () => {
    const session = await target.open();
    sessions += 1;
    let reason = reasonIn(sessions);
    return {
      send: async (command) => {
        const answer: Answer<typeof command.operation> = await session.send(command);
        if (reason === undefined) return answer;
        const lost = { kind: "lost", reason } as const;
        reason = undefined;
        return lost;
      },
      wait: (seconds) => session.wait(seconds),
      [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
    };
  };
  return { ...target, open };
}

/** Tells the story for the last time, with nothing to spend on shorter ones. */
async function lastTold(target: Target): Promise<ShrinkResult> {
  const patience = settleTimeoutFor(target, 10, 1);
  const sound = reference({ fault });
  const told = await talk(sound, conversation, unmetered, settleTimeoutFor(sound, 10, 1));
  const failure = told.failures.find(({ violation }) => violation.rule === rule);
  if (failure === undefined) throw new Error("the story does not show its rule broken");
  const meter: Meter = { ...unmetered, spend: () => false };
  return await shrink(
    target,
    rule,
    {
      conversation,
      failure,
      broken: new Set([rule]),
      isLossy: false,
      refused: new Set(),
      exchanges: [],
    },
    { meter, patience, lastPatience: patience },
  );
}

describe("the last telling of a story", () => {
  it("is done again while answers get lost by accident, until one telling is whole", async () => {
    const target = losing(reference({ fault }), (session) =>
      session < 8 ? `accident ${session}` : undefined,
    );
    expect(await lastTold(target)).toMatchObject({ kind: "confirmed" });
  });

  it("ends where the same answer is lost in the same way three times in a row", async () => {
    let told = 0;
    const target = losing(reference({ fault }), (session) => {
      told = session;
      return "timed out";
    });
    expect(await lastTold(target)).toEqual({
      kind: "inconclusive",
      because: "CreateUser was lost: timed out",
    });
    // Once by the shortening, which finds that it has nothing to spend.
    expect(told).toBe(1 + 3);
  });

  it("holds where nothing is lost and nothing is broken", async () => {
    const target = losing(reference(), (session) =>
      session < 3 ? `accident ${session}` : undefined,
    );
    expect(await lastTold(target)).toEqual({ kind: "not-reproduced", seen: 0, tellings: 1 });
  });
});

it("a message of the target is not read as data, whatever it begins with", async () => {
  for (const message of ["[[ERR-17]] computer says no", "accepted", '["u-0"]', "{", "[[1"]) {
    const worded: Fault = {
      outcome: (outcome) => (outcome.kind === "refused" ? { ...outcome, message } : outcome),
    };
    const report = await survey(reference({ fault: worded }), {
      explains: false,
      suiteVersion: "test",
      seed: 3,
      commands: 120,
      shrinkCommands: 20,
      settleSeconds: 2,
    });
    const wording = report.rules.filter(({ counterexample }) => counterexample?.actual === message);
    expect(wording.length).toBeGreaterThan(1);
  }
});

it.each([
  ["stays where others may be listed too", false, 25],
  ["is left out where nobody else is", true, 0],
])("a crowd that a list is told of %s", async (_, disposable, count) => {
  const strangers = Array.from({ length: 30 }, (__, index) => ({ UserId: `s-${index}` }));
  const sound = reference({ fault: lists((users) => [...strangers, ...users]) });
  const target = { ...sound, disposable };
  const crowded = [
    commandFrom({
      operation: "CreateUser",
      times: 25,
      input: { ...conversation[0]?.input, UserId: "p-#", Engine: "redis" },
    }),
    commandFrom({ operation: "DescribeUsers", input: { MaxRecords: 20 } }),
  ];
  const patience = settleTimeoutFor(target, 10, 1);
  const told = await talk(target, crowded, unmetered, patience);
  const failure = told.failures.find(({ violation }) => violation.rule.endsWith("/page-size"));
  if (failure === undefined) throw new Error("the page is not too long");
  const { rule: broken } = failure.violation;
  const options = { meter: unmetered, patience, lastPatience: patience };
  const shrunk = await shrink(target, broken, storyOf(crowded, failure, told), options);
  const made = (shrunk.kind === "confirmed" ? shrunk.conversation : []).map(
    ({ times = 0 }) => times,
  );
  expect(made.reduce((sum, times) => sum + times, 0)).toBe(count);
  expect(shrunk.kind).toBe("confirmed");
});

describe("a command that is sent many times", () => {
  const many = [
    commandFrom({
      operation: "CreateUser",
      times: 13,
      input: {
        UserId: "p-#",
        UserName: "ann",
        Engine: "redis",
        AccessString: "on ~* +@all",
        NoPasswordRequired: true,
      },
    }),
  ];

  /** Refuses one of the thirteen creates of each telling, by its turn. */
  const refusing = (turnIn: (telling: number) => number): Fault => {
    let creates = 0;
    return {
      refuse: ({ operation }) => {
        if (operation !== "CreateUser") return undefined;
        const [telling, turn] = [Math.floor(creates / 13), creates % 13];
        creates += 1;
        return turn === turnIn(telling)
          ? { kind: "refused", status: 400, code: "InvalidParameterValue", message: "No." }
          : undefined;
      },
    };
  };

  it.each<readonly [string, (telling: number) => number, ShrinkResult["kind"]]>([
    ["breaks a rule where it does so at the same turn each time", () => 5, "confirmed"],
    ["breaks none where it is another turn each time", (telling) => 3 + telling, "not-reproduced"],
  ])("%s", async (_, turnIn, kind) => {
    const target = reference({ fault: refusing(turnIn) });
    const patience = settleTimeoutFor(target, 10, 1);
    const told = await talk(target, many, unmetered, patience);
    const [failure] = told.failures;
    if (failure === undefined) throw new Error("no rule is broken");
    const story = {
      conversation: many,
      failure,
      broken: new Set([failure.violation.rule]),
      isLossy: false,
      refused: new Set<never>(),
      exchanges: [],
    };
    const meter: Meter = { ...unmetered, spend: () => false };
    const { rule: broken } = failure.violation;
    expect(
      (await confirmed(target, broken, many, story, { meter, lastPatience: patience })).kind,
    ).toBe(kind);
  });
});
