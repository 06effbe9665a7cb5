import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { commandFrom } from "../models/contract/command.ts";
import type { Conversation } from "../models/contract/command.ts";
import type { Command } from "../models/contract/contract.ts";
import { plainUser } from "../models/universe/universe.ts";
import { lists } from "../targets/reference/faults.ts";
import { reference } from "../targets/reference/index.ts";
import type { Fault } from "../targets/reference/service.ts";
import { unmetered } from "./run/meter.ts";
import { settleTimeoutFor } from "./run/settle-timeout.ts";
import { type Talk, talk } from "./talk.ts";

const seed = Number(process.env["PAGING_SEED"] ?? 42);

const create = (UserId: string, times?: number): Command =>
  commandFrom({
    operation: "CreateUser",
    input: plainUser(UserId),
    times,
  });

const page = (MaxRecords: number, Marker?: string): Command =>
  commandFrom({
    operation: "DescribeUsers",
    input: { MaxRecords, Marker },
    until: Marker === undefined ? undefined : "listed",
  });

/** A crowd, the first page of it, users that come and go, and the other pages. */
const read = (crowd: number, size: number, between: readonly Command[]): Conversation => [
  ...(crowd === 0 ? [] : [create("p-#", crowd)]),
  page(size),
  ...between,
  page(size, "{{marker}}"),
  commandFrom({ operation: "DescribeUsers", input: {}, until: "listed" }),
];

const remove = (UserId: string): Command =>
  commandFrom({ operation: "DeleteUser", input: { UserId } });

async function tell(conversation: Conversation, fault: Fault = {}): Promise<Talk> {
  const target = reference({ fault });
  const told = await talk(target, conversation, unmetered, settleTimeoutFor(target, 10, 1));
  await target.close();
  return told;
}

const brokenIn = ({ failures }: Talk): string[] => failures.map(({ violation }) => violation.rule);

describe(`pages of many users (seed ${seed}, PAGING_SEED changes it)`, () => {
  it("leave out and double nobody who is there all the while, whoever comes and goes", async () => {
    const accounts = fc
      .record({ crowd: fc.integer({ min: 0, max: 250 }), size: fc.integer({ min: 20, max: 100 }) })
      .chain(({ crowd, size }) =>
        fc.record({
          crowd: fc.constant(crowd),
          size: fc.constant(size),
          leaving: fc.uniqueArray(fc.integer({ min: 0, max: Math.max(0, crowd - 1) }), {
            maxLength: Math.min(5, crowd),
          }),
          coming: fc.uniqueArray(fc.constantFrom("a", "m", "p-5x", "z"), { maxLength: 3 }),
        }),
      );
    await fc.assert(
      fc.asyncProperty(accounts, async ({ crowd, size, leaving, coming }) => {
        const between = [
          ...leaving.filter((id) => id < crowd).map((id) => remove(`p-${id}`)),
          ...coming.map((id) => create(id)),
        ];
        const told = await tell(read(crowd, size, between));
        return told.failures.length === 0;
      }),
      { seed, numRuns: 12 },
    );
  });

  it("hold at the quota of a thousand users", async () => {
    const told = await tell(read(999, 100, []));
    expect(brokenIn(told)).toEqual([]);
    expect(told.exercised).toContain("describe-users/pages-leave-none-out");
    expect(told.exchanges.length).toBeGreaterThan(1000);
    const disturbed = await tell(read(999, 100, [remove("p-500"), create("a-new")]));
    expect(brokenIn(disturbed)).toEqual([]);
    expect(disturbed.exercised).toContain("describe-users/pages-hold-while-others-change");
  });

  it("are found to lose users where a marker counts instead of naming", async () => {
    // The next page begins so many users after the first: whoever is deleted meanwhile makes it skip another.
    const counting: Fault = {
      request: (operation, input, { users }) => {
        if (operation !== "DescribeUsers" || input.Marker === undefined) return input;
        const last = [...users.keys()].toSorted()[20] ?? "";
        return { ...input, Marker: Buffer.from(`after:${last}`).toString("base64url") };
      },
    };
    // Only whom a list has shown can a page be held to show.
    const seen = [create("p-#", 30), commandFrom({ operation: "DescribeUsers", input: {} })];
    const told = await tell([...seen, ...read(0, 20, [])], counting);
    expect(brokenIn(told)).toContain("describe-users/pages-leave-none-out");
  });

  it("are found to double users", async () => {
    const doubling = lists((users, { Marker }) =>
      Marker === undefined ? users : [...users.slice(0, 1), ...users],
    );
    expect(brokenIn(await tell(read(30, 20, []), doubling))).toContain(
      "describe-users/lists-none-twice",
    );
  });

  it("are not asked for by a marker where there is none", async () => {
    const told = await tell(read(3, 20, []));
    expect(told.exchanges.map(({ command }) => command.operation)).toEqual([
      "CreateUser",
      "CreateUser",
      "CreateUser",
      "DescribeUsers",
      "DescribeUsers",
    ]);
  });
});
