import { createServer, request } from "node:http";
import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import { survey } from "../properties/survey.ts";
import { endpoint, type EndpointOptions } from "./endpoint.ts";
import { listening as serving } from "./listening.ts";
import { listen } from "./reference/mount.ts";
import { createReference, type ReferenceService } from "./reference/service.ts";
import { roughRoad, threeOfTen } from "./rough-road.ts";

const options = {
  suiteVersion: "test",
  seed: 1,
  commands: 700,
  shrinkCommands: 200,
  settleSeconds: 2,
  parallel: 8,
};

const usersOf = (service: ReferenceService): number =>
  (service.handle({ headers: {}, body: "Action=DescribeUsers" }).body.match(/<UserId>/g) ?? [])
    .length;

describe.concurrent("a rough road", () => {
  it("accuses nobody, counts what was lost, and leaves nothing behind", async () => {
    const service = createReference();
    await using listening = await listen(service, 0);
    await using road = await roughRoad({ to: listening.url, shares: threeOfTen });
    const target = endpoint({ url: road.url, farewellSeconds: 30 });
    const report = await survey(target, { ...options, commands: 1200 });
    expect(report.rules.filter(({ counterexample }) => counterexample !== undefined)).toEqual([]);
    expect(report.inconclusive).toBeUndefined();
    expect(report.lost.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(50);
    expect(report.spent.throttled).toBe(road.met.throttle);
    expect(report.leftBehind).toBeUndefined();
    expect(usersOf(service)).toBe(1);
    for (const [trouble, count] of Object.entries(road.met))
      expect({ trouble, isMet: count > 0 }).toEqual({ trouble, isMet: trouble in threeOfTen });
  });

  it.each([1, 2])("that doubles requests accuses nobody (D13, seed %i)", async (seed) => {
    await using listening = await listen(createReference(), 0);
    await using road = await roughRoad({ to: listening.url, shares: { double: 0.15 }, seed });
    const target = endpoint({ url: road.url, farewellSeconds: 5 });
    const report = await survey(target, { ...options, seed, commands: 1200, shrinkCommands: 100 });
    expect(report.rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);
    expect(report.rules.filter(({ outcome }) => outcome === "flaky").length).toBeGreaterThan(5);
    expect(report).toMatchObject({
      verdict: "inconclusive",
      inconclusive: expect.stringMatching(/answers by chance$/),
    });
  });

  it("is the same each time by its seed", async () => {
    const fates = async (seed: number): Promise<readonly string[]> => {
      await using listening = await listen(createReference(), 0);
      await using road = await roughRoad({ to: listening.url, shares: threeOfTen, seed, delay: 1 });
      const said: string[] = [];
      for (let turn = 0; turn < 60; turn += 1) said.push(await asked(road.url));
      return said;
    };
    const first = await fates(7);
    expect(new Set(first).size).toBeGreaterThan(2);
    expect(await fates(7)).toEqual(first);
    expect(await fates(8)).not.toEqual(first);
  });
});

/** What becomes of one request. */
const asked = (url: string): Promise<string> =>
  new Promise((resolve) => {
    const sent = request(url, { method: "POST", agent: false }, (response) => {
      text(response).then(
        () => resolve(`HTTP ${response.statusCode}`),
        () => resolve("cut off"),
      );
    });
    sent.once("error", () => resolve("reset"));
    sent.end("Action=DescribeUsers");
  });

describe.concurrent("budgets", () => {
  /** A survey of the reference service, whose requests and users are counted where they arrive. */
  async function counted(windows: number, budget: Partial<EndpointOptions>) {
    const service = createReference({
      windows: { creating: windows, modifying: windows, deleting: windows, tagLock: 0 },
    });
    let requests = 0;
    let mostUsers = 0;
    const server = createServer((incoming, outgoing) => {
      void text(incoming).then((body) => {
        requests += 1;
        const { status, headers, body: said } = service.handle({ headers: {}, body });
        mostUsers = Math.max(mostUsers, usersOf(service) - 1);
        outgoing.writeHead(status, headers).end(said);
      });
    });
    await using counting = await serving(server);
    const target = endpoint({ url: counting.url, farewellSeconds: 20, ...budget });
    const report = await survey(target, { ...options, commands: 600, parallel: 4 });
    const left = usersOf(service) - 1;
    return { requests, mostUsers, report, left };
  }

  it("let no request out beyond the last one, and keep enough to leave", async () => {
    const { requests, report, left } = await counted(0, { mostRequests: 300 });
    expect(requests).toBeLessThanOrEqual(300);
    expect(requests).toBeGreaterThan(150);
    expect(report.spent.requests).toBe(requests);
    expect(report.spent.endedBy).toBe("max-requests");
    expect(left).toBe(0);
    expect(report.leftBehind).toBeUndefined();
  });

  it.each([0, 50])(
    "never have more users there than may be (windows of %i ms)",
    async (windows) => {
      const { mostUsers, report, left } = await counted(windows, { mostLive: 6 });
      expect(mostUsers).toBeLessThanOrEqual(6);
      expect(mostUsers).toBeGreaterThan(2);
      expect(report.rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);
      expect(report.spent.commands).toBeGreaterThan(300);
      expect(left).toBe(0);
    },
  );
});
