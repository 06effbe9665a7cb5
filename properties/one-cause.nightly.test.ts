import { describe, expect, inject, it } from "vitest";

import type { OperationName } from "../models/contract/contract.ts";
import { mustRules } from "../models/operations/index.ts";
import { bare } from "../targets/reference/bare.ts";
import { ofGroups, ofUsers } from "../targets/reference/families.ts";
import { lacking, shows, showsGroups, together, without } from "../targets/reference/faults.ts";
import type { Fault } from "../targets/reference/service.ts";
import { usualWindows } from "../targets/reference/store.ts";
import { unmetered } from "./run/meter.ts";
import { settleTimeoutFor } from "./run/settle-timeout.ts";
import { talk } from "./talk.ts";

/** The rules at `must` that a faulty service breaks in a share of the conversations of the default run. */
async function brokenBy(fault: Fault): Promise<readonly string[]> {
  const target = bare({ fault, windows: usualWindows });
  const patience = settleTimeoutFor(target, 60, 1);
  const broken = new Set<string>();
  for (const [index, { conversation }] of inject("defaultRun").entries()) {
    if (index % 4 !== 0 || conversation.some(({ action }) => action !== undefined)) continue;
    const { failures } = await talk(target, conversation, unmetered, patience);
    for (const { violation } of failures)
      if (mustRules.has(violation.rule)) broken.add(violation.rule);
  }
  await target.close();
  return [...broken].toSorted();
}

interface Kind {
  readonly what: string;
  readonly operations: readonly OperationName[];
  readonly members: readonly string[];
  readonly leavesOut: (operation: OperationName, member: string) => Fault;
}

const kinds: readonly Kind[] = [
  {
    what: "users",
    operations: ofUsers,
    members: ["UserName", "Engine", "AccessString", "Authentication", "ARN", "Status"],
    leavesOut: (operation, member) => shows(operation, (user) => lacking(user, member)),
  },
  {
    what: "user groups",
    operations: ofGroups,
    members: ["Engine", "Status", "ARN"],
    leavesOut: (operation, member) => showsGroups(operation, (group) => lacking(group, member)),
  },
];

describe.each(kinds)(
  "a service that leaves a member of $what out",
  ({ operations, members, leavesOut }) => {
    it.each(members)("is told that alone: %s, in every answer", async (member) => {
      const broken = await brokenBy(together(operations.map((one) => leavesOut(one, member))));
      expect(broken).not.toEqual([]);
      expect(broken.filter((rule) => !rule.endsWith("/members"))).toEqual([]);
    });

    it.each(members.flatMap((member) => operations.map((operation) => ({ member, operation }))))(
      "is told that alone: $member, in the answers of $operation",
      async ({ member, operation }) => {
        const broken = await brokenBy(leavesOut(operation, member));
        expect(broken.filter((rule) => !rule.endsWith("/members"))).toEqual([]);
      },
    );
  },
);

const ofLists = ["DescribeUserGroups"] as const;

describe("a service that leaves out whom user groups have", () => {
  it.each([{ where: ofGroups }, { where: ofLists }])(
    "is told that alone: $where",
    async ({ where }) => {
      const fault = together(
        where.map((one) => showsGroups(one, (group) => lacking(group, "UserIds"))),
      );
      const broken = await brokenBy(fault);
      expect(broken).toContain("describe-user-groups/members-after-create");
      expect(broken.filter((rule) => !rule.startsWith("describe-user-groups/members-"))).toEqual(
        [],
      );
    },
  );
});

describe("a service that spells a type of authentication in its own way", () => {
  const spelt = (from: string, to: string | undefined): Fault =>
    together(
      ofUsers.map((one) =>
        shows(one, (user) =>
          user.Authentication?.Type === from
            ? { ...user, Authentication: { ...user.Authentication, Type: to } }
            : user,
        ),
      ),
    );
  const cases = ["no_password", "nopass", "no-password-required", undefined];

  it.each(cases)("is told how it spells, and nothing else: no-password as %s", async (to) => {
    const broken = await brokenBy(spelt("no-password", to));
    expect(broken).toContain("create-user/no-password-type");
    expect(
      broken.filter(
        (rule) =>
          ![
            "create-user/no-password-type",
            "modify-user/new-authentication",
            "describe-users/default-user",
          ].includes(rule),
      ),
    ).toEqual([]);
  });

  it.each(cases)("is still told what it may not take: no-password as %s", async (to) => {
    const fault = together([
      without("CreateUserGroup", "valkey needs authentication"),
      spelt("no-password", to),
    ]);
    expect(await brokenBy(fault)).toContain("create-user-group/no-password-in-valkey-group");
  });
});
