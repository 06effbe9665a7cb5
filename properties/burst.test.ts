import { describe, expect, it } from "vitest";

import { commandFrom } from "../models/command.ts";
import type { Command } from "../models/contract.ts";
import { operationNames } from "../models/operations/index.ts";
import { reference } from "../targets/reference/index.ts";
import type { Fault } from "../targets/reference/service.ts";
import type { Conversation } from "./conversation.ts";
import { unmetered } from "./meter.ts";
import { patient } from "./patience.ts";
import { survey } from "./survey.ts";
import { type Talk, talk } from "./talk.ts";

const create = (UserId: string, together?: true): Command =>
  commandFrom({
    operation: "CreateUser",
    input: {
      UserId,
      UserName: UserId,
      Engine: "redis",
      AccessString: "on ~* +@all",
      NoPasswordRequired: true,
    },
    together,
  });

const list = commandFrom({ operation: "DescribeUsers", input: {}, until: "listed" });
const modify = commandFrom({
  operation: "ModifyUser",
  input: { UserId: "u-0", AccessString: "off ~* -@all" },
});
const remove = commandFrom({
  operation: "DeleteUser",
  input: { UserId: "u-0" },
  together: true,
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
  const told = await talk(target, conversation, unmetered, patient(target, 10, 1));
  await target.close();
  return told;
}

const kindsOf = ({ exchanges }: Talk): string[] =>
  exchanges.map(({ answer }) => (answer.kind === "refused" ? answer.code : answer.kind)).toSorted();

describe("commands sent at once", () => {
  it("let one of many creates of an id through", async () => {
    const told = await tell([create("u-0"), create("u-0", true), create("u-0", true), list]);
    expect(told.findings).toEqual([]);
    expect(kindsOf(told)).toEqual([
      "UserAlreadyExists",
      "UserAlreadyExists",
      "accepted",
      "accepted",
    ]);
  });

  it("let all creates of different ids through, and the list shows them", async () => {
    const told = await tell([create("u-0"), create("u-1", true), create("u-2", true), list]);
    expect(told.findings).toEqual([]);
    const last = told.exchanges.at(-1)?.answer;
    expect(last?.kind === "accepted" && "Users" in last.output && last.output.Users?.length).toBe(
      4,
    );
  });

  it("leave a user that is modified and deleted in one of two states", async () => {
    const told = await tell([create("u-0"), modify, remove, list]);
    expect(told.findings).toEqual([]);
  });

  it("are found to let two creates of one id through", async () => {
    const { findings } = await tell([create("u-0"), create("u-0", true)], race);
    expect(findings.map(({ violation }) => violation.rule)).toEqual(["create-user/user-id-taken"]);
  });

  it("are among what a survey says, which finds the race", async () => {
    const report = await survey(reference({ fault: race }), {
      suiteVersion: "test",
      seed: 42,
      commands: 3000,
      shrinkCommands: 600,
      settleSeconds: 10,
    });
    const broken = report.rules.filter(({ outcome }) => outcome === "broken");
    expect(broken.map(({ id }) => id)).toContain("create-user/user-id-taken");
    expect(
      broken.find(({ id }) => id === "create-user/user-id-taken")?.counterexample?.commands,
    ).toMatchObject([{ operation: "CreateUser" }, { operation: "CreateUser", together: true }]);
    expect(Object.keys(report.operations)).toEqual(operationNames);
  });
});
