import { type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import { survey } from "../properties/survey.ts";
import { options, serving, idsIn } from "./endpoint.fixtures.ts";
import { endpoint } from "./endpoint.ts";
import { listen } from "./reference/mount.ts";
import { mutants } from "./reference/mutants/index.ts";
import { createReference, type Fault, type ReferenceService } from "./reference/service.ts";

describe("a target that is no ElastiCache", () => {
  it.each<readonly [string, RequestListener, RegExp]>([
    [
      "answers HTML",
      (_, response) => response.setHeader("content-type", "text/html").end("<html><p>Hello"),
      /does not speak the ElastiCache query protocol.*text\/html/,
    ],
    [
      "answers HTML that is well formed",
      (_, response) => response.end("<html><body>Hello</body></html>"),
      /does not speak the ElastiCache query protocol/,
    ],
    [
      "answers rubbish",
      (_, response) => response.end("\u0000\u0001rubbish"),
      /does not speak the ElastiCache query protocol/,
    ],
    ["answers nothing", (_, response) => response.end(), /an empty body/],
    ["answers JSON", (_, response) => response.end("{}"), /does not speak/],
    ["answers 404", (_, response) => response.writeHead(404).end("no"), /HTTP 404/],
    ["closes the connection", (request) => request.socket.destroy(), /gives no answer/],
    ["hangs", () => {}, /gives no answer/],
  ])("%s: there is one clear line", async (_, listener, says) => {
    const url = await serving(listener);
    const run = survey(endpoint({ url, patience: 300 }), options);
    await expect(run).rejects.toThrow(says);
    await expect(run).rejects.toMatchObject({ name: "Unreachable" });
  });

  it("is not there", async () => {
    const run = survey(endpoint({ url: "http://127.0.0.1:1" }), options);
    await expect(run).rejects.toThrow(
      "http://127.0.0.1:1 gives no answer (connect ECONNREFUSED 127.0.0.1:1)",
    );
  });

  it("has a reset hook that does not work", async () => {
    const url = await serving((_, response) => response.writeHead(500).end());
    const run = survey(endpoint({ url, reset: `${url}/reset` }), options);
    await expect(run).rejects.toThrow(`the reset hook ${url}/reset answers 500; a 2xx was wanted`);
  });
});

describe.concurrent("a target that never settles", () => {
  it("is waited for once in a while, not at every turn", async () => {
    const fault = mutants.find(({ rule }) => rule === "describe-users/settles-after-modify")?.fault;
    const service = createReference(fault === undefined ? {} : { fault });
    await using listening = await listen(service, 0);
    const target = endpoint({ url: listening.url, farewellSeconds: 1 });
    const report = await survey(target, { ...options, commands: 600, settleSeconds: 1 });
    expect(report.rules.find(({ outcome }) => outcome === "broken")).toMatchObject({
      id: "describe-users/settles-after-modify",
      counterexample: { expected: "active", actual: "modifying" },
    });
    const named = new Set(report.leftBehind?.map((name) => name.toLowerCase()));
    expect(named.size).toBeGreaterThan(0);
    expect(named).toEqual(new Set(idsIn(service)));
  });
});

describe.concurrent("a target that dies", () => {
  /** Answers so many requests, and then closes every connection. */
  async function dying(lifetime: number, fault: Fault = {}): Promise<string> {
    const service = createReference({ fault });
    let requests = 0;
    return serving((request, response) => {
      requests += 1;
      if (requests > lifetime) request.socket.destroy();
      else
        void text(request).then((body) => {
          const answer = service.handle({ headers: {}, body });
          response.writeHead(answer.status, answer.headers).end(answer.body);
        });
    });
  }

  it("while it is searched proves nothing", async () => {
    const target = endpoint({ url: await dying(390), farewellSeconds: 1 });
    const report = await survey(target, { ...options, commands: 4000 });
    expect(report.inconclusive).toMatch(/^the last 10 requests were lost on the road/);
    expect(report.score.grade).toBe("not graded");
  });

  it("while stories get shorter leaves them unconfirmed", async () => {
    const fault = mutants.find(({ rule }) => rule === "create-user/engine-unknown")?.fault;
    const target = endpoint({ url: await dying(1530, fault), farewellSeconds: 1 });
    const report = await survey(target, {
      ...options,
      commands: 1500,
      isWanted: (id) => id === "create-user/engine-unknown",
    });
    expect(report.rules).toMatchObject([
      { outcome: "unconfirmed", because: expect.stringContaining("could not be told again") },
    ]);
    expect(report.inconclusive).toBeDefined();
  });
});

describe.concurrent("a target that answers only some (D12)", () => {
  /** Answers by a service, but where something else is to be done. */
  const answering = (
    service: ReferenceService,
    instead: (action: string, request: IncomingMessage, response: ServerResponse) => boolean,
  ) =>
    serving((request, response) => {
      void text(request).then((body) => {
        if (instead(new URLSearchParams(body).get("Action") ?? "", request, response)) return;
        const answer = service.handle({ headers: {}, body });
        response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });

  it.each(["ModifyUserGroup", "DescribeUserGroups", "CreateUser", "AddTagsToResource"])(
    "is judged by the rest where %s hangs, which is named",
    async (hanging) => {
      const url = await answering(createReference(), (action) => action === hanging);
      const target = endpoint({ url, patience: 5000, farewellSeconds: 1 });
      const report = await survey(target, { ...options, commands: 150 });
      expect(report.operations[hanging]).toBe("lost");
      expect(report).toMatchObject({
        verdict: "inconclusive",
        inconclusive: `${hanging} gave no answer`,
      });
      const outcomes = report.rules.map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === "kept").length).toBeGreaterThan(10);
      expect(outcomes.filter((outcome) => outcome === "broken")).toEqual([]);
    },
  );

  it("is asked no more for an operation that hangs in mid-run, and is judged by the rest", async () => {
    let [modified, hung] = [0, 0];
    const url = await answering(createReference(), (action) => {
      if (action !== "ModifyUser") return false;
      modified += 1;
      hung += modified > 3 ? 1 : 0;
      return modified > 3;
    });
    const target = endpoint({ url, patience: 5000, farewellSeconds: 5 });
    const report = await survey(target, { ...options, commands: 300 });
    expect(hung).toBe(3);
    expect(report.rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);
    expect(report.spent.commands).toBe(300);
    expect(report.lost[0]).toEqual({
      operation: "ModifyUser",
      reason: "no answer within 5 s",
      count: 3,
    });
  });

  it("may close each connection unannounced", async () => {
    const service = createReference();
    const url = await answering(service, (action, request, response) => {
      response.once("finish", () => setTimeout(() => request.socket.destroy(), 1));
      return action === "";
    });
    const target = endpoint({ url, farewellSeconds: 5 });
    const report = await survey(target, { ...options, commands: 300 });
    expect(report.rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);
    expect(report.inconclusive).toBeUndefined();
  });

  it("is reported by what was seen where its reset hook dies in mid-run", async () => {
    let resets = 0;
    const service = createReference();
    const url = await serving((request, response) => {
      void text(request).then((body) => {
        if (request.url === "/reset") {
          resets += 1;
          if (resets > 6) request.socket.destroy();
          else {
            service.reset();
            response.end();
          }
          return;
        }
        const answer = service.handle({ headers: {}, body });
        response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });
    const report = await survey(endpoint({ url, reset: `${url}/reset` }), options);
    expect(report).toMatchObject({
      verdict: "inconclusive",
      inconclusive: expect.stringMatching(/^the reset hook \S+ does not answer/),
    });
    expect(report.rules.filter(({ outcome }) => outcome === "kept").length).toBeGreaterThan(20);
  });

  it("is not called clean where its lists lead back to themselves (D10)", async () => {
    const service = createReference();
    const url = await answering(service, (action, _, response) => {
      if (action !== "DescribeUsers") return false;
      response.end(
        "<DescribeUsersResponse xmlns='http://elasticache.amazonaws.com/doc/2015-02-02/'><DescribeUsersResult><Users></Users><Marker>again</Marker></DescribeUsersResult></DescribeUsersResponse>",
      );
      return true;
    });
    const target = endpoint({ url, farewellSeconds: 1 });
    const { names } = await survey(target, { ...options, commands: 60 });
    expect(names?.gone).toBeLessThan(names?.named ?? 0);
  });

  it("ends a run whose journal cannot be written, with a report", async () => {
    const service = createReference();
    await using listening = await listen(service, 0);
    const target = endpoint({ url: listening.url, journals: "/dev/null/journals" });
    const report = await survey(target, options);
    expect(report).toMatchObject({
      verdict: "inconclusive",
      inconclusive: expect.stringMatching(/^the journal cannot be written \(/),
    });
    expect(idsIn(service)).toEqual([]);
  });
});
