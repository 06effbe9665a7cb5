import { describe, expect, it } from "vitest";

import { guarded } from "../index.ts";
import { defaultRun, survey } from "../properties/survey.ts";
import type { Report } from "../reports/report.ts";
import { adapterFor } from "./adapter.ts";
import { CacheUsers } from "./cache-users.ts";
import { CachesStaleUsers } from "./flawed/caches-stale-users.ts";
import { DropsPasswords } from "./flawed/drops-passwords.ts";
import { MapsNoPasswordWrongly } from "./flawed/maps-no-password-wrongly.ts";
import { ReadsOnePage } from "./flawed/reads-one-page.ts";
import { RetriesRefusedCreate } from "./flawed/retries-refused-create.ts";
import { SwallowsNotFound } from "./flawed/swallows-not-found.ts";

/** What a survey says of the wrapper, which speaks to a reference service that listens. */
async function surveyed(make: () => CacheUsers, only?: string): Promise<Report> {
  const target = await guarded(() => adapterFor(make()));
  return survey(target, {
    suiteVersion: "test",
    seed: 42,
    commands: 3000,
    shrinkCommands: 600,
    settleSeconds: 5,
    isWanted: (id) => only === undefined || id === only,
  });
}

describe("a wrapper of the SDK", () => {
  it("keeps every rule that it can be asked about", async () => {
    const { rules, inconclusive, operations } = await surveyed(() => new CacheUsers());
    expect(inconclusive).toBeUndefined();
    expect(rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);
    expect(rules.filter(({ outcome }) => outcome === "kept").length).toBeGreaterThan(120);
    expect(operations).toMatchObject({ CreateUser: "supported", CreateUserGroup: "unsupported" });
    const wire = rules.filter(({ operation }) => operation === "any");
    expect(new Set(wire.map(({ outcome }) => outcome))).toEqual(new Set(["untried"]));
  });

  it.each<readonly [string, () => CacheUsers, string]>([
    ["drops the passwords", () => new DropsPasswords(), "create-user/accepts-two-passwords"],
    ["swallows UserNotFound", () => new SwallowsNotFound(), "delete-user/unknown-user"],
    ["reads only the first page", () => new ReadsOnePage(), "describe-users/lists-all"],
    ["retries a refused create", () => new RetriesRefusedCreate(), "create-user/user-id-taken"],
    [
      "maps no-password wrongly",
      () => new MapsNoPasswordWrongly(),
      "describe-users/shows-what-create-answered",
    ],
    [
      "caches stale users",
      () => new CachesStaleUsers(),
      "describe-users/shows-what-modify-answered",
    ],
  ])("that %s is found out, and attributed", async (_, make, id) => {
    const { rules } = await surveyed(make, id);
    const rule = rules.find((one) => one.id === id);
    expect(rule).toMatchObject({ outcome: "broken", layer: "client" });
    expect(rule?.counterexample?.commands.length).toBeLessThanOrEqual(4);
  });
});

describe("an adapter (16.9)", () => {
  const options = { ...defaultRun, commands: 3000, settleSeconds: 5 };

  it("is seldom asked in a form for which it has no word", async () => {
    const report = await survey(await guarded(() => adapterFor(new CacheUsers())), options);
    const inVain = (report.unasked ?? []).reduce((sum, { count }) => sum + count, 0);
    // It has no word for tags, filters, pages and one of two spellings: half of all requests came to nothing once.
    expect(inVain).toBeLessThan(0.08 * report.spent.commands);
    expect({ lost: report.lost, verdict: report.verdict }).toEqual({
      lost: [],
      verdict: "conforms",
    });
  });

  it("that does not look at a part of a request is told so, and breaks no rule by that", async () => {
    const target = await guarded(() => {
      const users = new CacheUsers();
      const { CreateUser: _, ...others } = adapterFor(users);
      return {
        ...others,
        CreateUser: async ({ UserId = "", UserName = "", Engine = "", AccessString = "" }) =>
          users.create({
            id: UserId,
            name: UserName,
            engine: Engine,
            access: AccessString,
            proof: { kind: "no-password" },
          }),
      };
    });
    const { rules, unasked = [], lost } = await survey(target, options);
    expect(lost).toEqual([]);
    const broken = rules.filter(({ outcome }) => outcome === "broken");
    // What it makes of what it is not given is its own: AWS wants to be told how a user proves who it is.
    expect(broken.map(({ id }) => id)).toEqual(["create-user/no-authentication"]);
    expect(unasked.map(({ reason }) => reason)).toContain(
      "your adapter never looked at AuthenticationMode",
    );
    expect(rules.find(({ id }) => id === "create-user/accepts-two-passwords")).toMatchObject({
      outcome: "unsupported",
      because: expect.stringMatching(/^your adapter never looked at /),
    });
  });

  it("says in code what is by design", async () => {
    const id = "delete-user/unknown-user";
    const target = await guarded(() => ({
      ...adapterFor(new SwallowsNotFound()),
      byDesign: { [id]: "Whoever is gone is gone." },
    }));
    const { rules, ruling } = await survey(target, { ...options, isWanted: (rule) => rule === id });
    expect(rules).toMatchObject([{ outcome: "tolerated", because: "Whoever is gone is gone." }]);
    expect(ruling?.exitCode).toBe(0);
  });
});
