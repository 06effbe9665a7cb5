import { describe, expect, it } from "vitest";

import { initialWorld } from "../../models/belief/state.ts";
import { commandFrom } from "../../models/contract/command.ts";
import type { Conversation } from "../../models/contract/command.ts";
import type { Command, Exchange } from "../../models/contract/contract.ts";
import { operationNames } from "../../models/contract/requests.ts";
import { timeline } from "../../reports/timeline.ts";
import { reference } from "../../targets/reference/index.ts";
import type { Fault } from "../../targets/reference/service.ts";
import type { Target } from "../../targets/target.ts";
import { unmetered } from "../run/meter.ts";
import { settleTimeoutFor } from "../run/settle-timeout.ts";
import { survey } from "../survey.ts";
import { type Talk, talk } from "../talk.ts";
import { explained } from "./concurrent-section.ts";

const create = (UserId: string, client?: number): Command =>
  commandFrom({
    operation: "CreateUser",
    input: {
      UserId,
      UserName: UserId,
      Engine: "redis",
      AccessString: "on ~* +@all",
      NoPasswordRequired: true,
    },
    client,
  });

const list = commandFrom({ operation: "DescribeUsers", input: {}, until: "listed" });
const modify = commandFrom({
  operation: "ModifyUser",
  input: { UserId: "u-0", AccessString: "off ~* -@all" },
  client: 1,
});
const remove = commandFrom({
  operation: "DeleteUser",
  input: { UserId: "u-0" },
  client: 2,
});

/** Checks that an id is free only where nobody else is being served: of two who come at once, both get it. */
const race: Fault = {
  refuse: ({ operation, together, users }, { UserId = "" }) => {
    if (operation === "CreateUser" && together > 0) users.delete(UserId.toLowerCase());
    return undefined;
  },
};

async function tell(conversation: Conversation, fault: Fault = {}): Promise<Talk> {
  const target = reference({ fault });
  const told = await talk(target, conversation, unmetered, settleTimeoutFor(target, 10, 1));
  await target.close();
  return told;
}

const kindsOf = ({ exchanges }: Talk): string[] =>
  exchanges.map(({ answer }) => (answer.kind === "refused" ? answer.code : answer.kind)).toSorted();

describe("commands of several clients", () => {
  it("let one of many creates of an id through", async () => {
    const told = await tell([create("u-0", 1), create("u-0", 2), create("u-0", 3), list]);
    expect(told.failures).toEqual([]);
    expect(kindsOf(told)).toEqual([
      "UserAlreadyExists",
      "UserAlreadyExists",
      "accepted",
      "accepted",
    ]);
  });

  it("let all creates of different ids through, and the list shows them", async () => {
    const told = await tell([create("u-0", 1), create("u-1", 2), create("u-2", 3), list]);
    expect(told.failures).toEqual([]);
    const last = told.exchanges.at(-1)?.answer;
    expect(last?.kind === "accepted" && "Users" in last.output && last.output.Users?.length).toBe(
      4,
    );
  });

  it("leave a user that is modified and deleted in one of two states", async () => {
    const told = await tell([create("u-0"), modify, remove, list]);
    expect(told.failures).toEqual([]);
  });

  it("are found to let two creates of one id through", async () => {
    const { failures } = await tell([create("u-0", 1), create("u-0", 2)], race);
    expect(failures.map(({ violation }) => violation.rule)).toEqual(["create-user/user-id-taken"]);
  });

  it("are never attributed for an order that real time allows", async () => {
    // Each request is served at a moment of its own between its call and its answer.
    const moments = Array.from({ length: 997 }, (_, index) => (index * index * 31) % 7);
    let turn = 0;
    const pause = async (): Promise<void> => {
      turn += 1;
      for (let left = moments[turn % moments.length] ?? 0; left > 0; left -= 1)
        await Promise.resolve();
    };
    const sound = reference();
    const slow: Target = {
      ...sound,
      async open() {
        const session = await sound.open();
        return {
          ...session,
          async send(command) {
            await pause();
            const answer = await session.send(command);
            await pause();
            return answer;
          },
        };
      },
    };
    const report = await survey(slow, {
      explains: false,
      suiteVersion: "test",
      seed: 5,
      commands: 3000,
      shrinkCommands: 100,
      settleSeconds: 10,
    });
    expect(report.rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);
  });

  it("are drawn as bars, those above each other that were on their way at once", async () => {
    const { exchanges } = await tell([create("u-0", 1), create("u-0", 2)]);
    const stored = JSON.parse(JSON.stringify(exchanges));
    expect(timeline(stored)).toEqual([
      "client 1  |CreateUser u-0 accepted---------|",
      expect.stringMatching(/^client 2 {2} +\|CreateUser u-0 UserAlreadyExists-*\|$/),
    ]);
  });

  it("are judged in the order that breaks least, where every order breaks a rule", async () => {
    // Whoever is made is shown with another name, and the one who came later is answered first.
    const misnames: Fault = {
      outcome: (outcome, { operation }) =>
        operation === "CreateUser" && outcome.kind === "accepted"
          ? { ...outcome, result: { ...outcome.result, UserName: "zed" } }
          : outcome,
    };
    const sound = reference({ fault: misnames });
    let isMade = Promise.withResolvers<void>();
    let isRefused = Promise.withResolvers<void>();
    const crossed: Target = {
      ...sound,
      async open() {
        const session = await sound.open();
        isMade = Promise.withResolvers();
        isRefused = Promise.withResolvers();
        return {
          ...session,
          async send(command) {
            if (command.client === 1) await isMade.promise;
            const answer = await session.send(command);
            if (command.client === 1) isRefused.resolve();
            else isMade.resolve();
            if (command.client === 2) await isRefused.promise;
            return answer;
          },
        };
      },
    };
    const told = await talk(
      crossed,
      [create("u-0", 1), create("u-0", 2)],
      unmetered,
      settleTimeoutFor(crossed, 10, 1),
    );
    await crossed.close();
    expect(new Set(told.failures.map(({ violation }) => violation.rule))).toEqual(
      new Set(["create-user/user-name"]),
    );
  });

  it("are put in another order where what is read later tells that the first was not it", async () => {
    const sound = reference();
    let isMade = Promise.withResolvers<void>();
    const lossy: Target = {
      ...sound,
      async open() {
        const session = await sound.open();
        isMade = Promise.withResolvers();
        return {
          ...session,
          async send(command) {
            if (command.client === 2) await isMade.promise;
            const answer = await session.send(command);
            if (command.client === 1) return { kind: "lost", reason: "on the way back" };
            if (command.client === 3 && command.operation === "ModifyUser") {
              await session.wait(1);
              isMade.resolve();
            }
            return answer;
          },
        };
      },
    };
    const change = (client: number, input: object): Command =>
      commandFrom({ operation: "ModifyUser", input: { UserId: "u-0", ...input }, client });
    const told = await talk(
      lossy,
      [
        change(1, { AccessString: "off ~* -@all" }),
        change(2, { AccessString: "on ~app:* -@all +@read" }),
        create("u-0", 3),
        change(3, { AccessString: "on ~* -@all +@write" }),
        list,
      ],
      unmetered,
      settleTimeoutFor(lossy, 10, 1),
    );
    await lossy.close();
    expect(kindsOf(told)).toEqual(["accepted", "accepted", "accepted", "accepted", "lost"]);
    expect(told.failures).toEqual([]);
  });

  it("are attributed for nothing that another order, in which no more is broken, keeps", () => {
    // Taken though it should have been refused: then the other was refused rightly; or the other way round.
    const taken: Exchange = {
      command: commandFrom({
        operation: "CreateUser",
        input: {
          UserId: "u-1",
          UserName: "u-1",
          Engine: "valkey",
          AccessString: "on ~* +@all",
          NoPasswordRequired: true,
        },
      }),
      answer: {
        kind: "accepted",
        output: { UserId: "u-1", UserName: "u-1", Status: "active", Engine: "valkey" },
      },
    };
    const refused: Exchange = {
      command: create("u-1"),
      answer: { kind: "refused", code: "UserAlreadyExists", message: "User u-1 already exists." },
    };
    const { doubtful } = explained(
      initialWorld("us-east-1"),
      [
        { exchange: refused, step: 0, called: 1, returned: 4 },
        { exchange: taken, step: 1, called: 2, returned: 3 },
      ],
      new Set(),
    );
    expect([...doubtful]).toEqual(["create-user/unprovoked-refusal"]);
  });

  it("are among what a survey says, which finds the race", async () => {
    const report = await survey(reference({ fault: race }), {
      explains: false,
      suiteVersion: "test",
      seed: 42,
      commands: 6000,
      shrinkCommands: 600,
      settleSeconds: 10,
    });
    const broken = report.rules.filter(({ outcome }) => outcome === "broken");
    expect(broken.map(({ id }) => id)).toContain("create-user/user-id-taken");
    expect(
      broken.find(({ id }) => id === "create-user/user-id-taken")?.counterexample?.commands,
    ).toMatchObject([
      { operation: "CreateUser", client: 1 },
      { operation: "CreateUser", client: 2 },
    ]);
    expect(Object.keys(report.operations)).toEqual(operationNames);
  });
});
