import { ElastiCacheClient } from "@aws-sdk/client-elasticache";
import { describe, expect, it } from "vitest";

import { survey } from "../properties/survey.ts";
import { type Adapter, type ClientOptions } from "./client.ts";
import { inhabited, read, honest, options, identity, awsOnly } from "./guarded.fixtures.ts";
import { guarded } from "./guarded.ts";
import { listen } from "./reference/mount.ts";
import { type ReferenceService } from "./reference/service.ts";

describe("while a client is under test", () => {
  it("the process has no other AWS identity, and has it back afterwards", async () => {
    const seen: Record<string, string | undefined>[] = [];
    const target = await guarded(() => {
      seen.push(awsOnly());
      return honest();
    });
    const report = await survey(target, options);
    expect(report.rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);
    expect(report.spent.commands).toBe(60);
    const values = new Set(seen.flatMap((one) => Object.values(one)));
    expect(
      Object.values(identity).filter((value) => value !== "true" && values.has(value)),
    ).toEqual([]);
    expect(seen[0]).toMatchObject({
      AWS_ACCESS_KEY_ID: "conformance",
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "false",
    });
    expect(seen[0]).not.toHaveProperty("AWS_SESSION_TOKEN");
    expect(awsOnly()).toMatchObject(identity);
  });

  it("no real key arrives at the service beneath", async () => {
    const headers: string[] = [];
    const { service } = inhabited();
    const watched: ReferenceService = {
      ...service,
      handle(request, together) {
        headers.push(JSON.stringify(request.headers));
        return service.handle(request, together);
      },
    };
    await using listening = await listen(watched, 0);
    const target = await guarded(honest, { endpoint: listening.url, farewellSeconds: 1 });
    await survey(target, options);
    expect(headers.length).toBeGreaterThan(20);
    expect(headers.filter((one) => /AKIAREAL|REALTOKEN/.test(one))).toEqual([]);
  });

  it("no other may be, as both would be told where to speak to by one environment", async () => {
    const first = await guarded(honest);
    await expect(guarded(honest)).rejects.toThrow(/close its target before the next/);
    await first.close();
    await (await guarded(honest)).close();
  });
});

describe("an adapter (D10)", () => {
  const surveyed = async (adapter: Adapter, more: ClientOptions = {}) =>
    survey(
      await guarded(() => ({ ...honest(), ...adapter }), { patience: more.patience }),
      options,
    );

  it("that never settles is lost, each time that it is asked, after its own time-out", async () => {
    const { verdict, inconclusive, operations } = await surveyed(
      { DeleteUser: () => new Promise(() => {}) },
      { patience: 50 },
    );
    expect({ verdict, DeleteUser: operations["DeleteUser"] }).toEqual({
      verdict: "inconclusive",
      DeleteUser: "lost",
    });
    expect(inconclusive).toBe("DeleteUser gave no answer");
  });

  it.each<readonly [string, unknown]>([
    ["a list that is none", { Users: "no" }],
    ["a list of nothing", { Users: [null, 1, "u-0"] }],
    ["members of other types", { Users: [{ UserId: 7, UserGroupIds: {}, Authentication: "iam" }] }],
    ["nothing", undefined],
    ["a text", "no"],
    ["a function", () => {}],
    ["what is no JSON", { Users: [{ UserId: 1n }] }],
  ])("that answers %s breaks a rule", async (_, given) => {
    const { verdict, rules } = await surveyed({
      DescribeUsers: async (input) => {
        // What it reads is seen arriving all the same.
        await read(new ElastiCacheClient({ maxAttempts: 1 }))(input);
        return Object(given);
      },
    });
    expect(verdict).toBe("divergence");
    expect(rules.some(({ outcome }) => outcome === "broken")).toBe(true);
  });
});
