import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

import { describe, expect, it } from "vitest";

import { survey } from "../properties/survey.ts";
import {
  account,
  region,
  folder,
  options,
  target,
  said,
  allIn,
  password,
  withStrangers,
} from "./aws.fixtures.ts";
import { markKey } from "./aws.ts";
import { listening as serving } from "./listening.ts";
import { listen } from "./reference/mount.ts";
import { createReference } from "./reference/service.ts";
import { roughRoad } from "./rough-road.ts";
import { throughSdk } from "./sdk.ts";
import { readJournal, remainsBefore, sweep } from "./sweep.ts";

describe("a real account", () => {
  it("is judged by what is ours in it, while others use it", async () => {
    const service = withStrangers(createReference({ account }));
    const strangers = allIn(service);
    await using listening = await listen(service, 0);
    const journals = join(folder, "strangers");
    const report = await survey(target(listening.url, journals), { ...options, commands: 1500 });
    expect(report.rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);
    expect(report).toMatchObject({ verdict: "conforms", target: { name: "aws" } });
    expect(JSON.stringify(report)).not.toContain(account);
    expect(report.questions?.filter(({ answers }) => answers.length > 0).length).toBeGreaterThan(
      15,
    );
    expect(allIn(service)).toBe(strangers);
    expect(readdirSync(journals)).toEqual([]);
    const { named, gone } = report.names ?? { named: 0, gone: -1 };
    expect(named).toBeGreaterThan(100);
    expect(gone).toBe(named);
  });

  it("may take its time, throttle and lose answers", async () => {
    const windows = { creating: 30, modifying: 30, deleting: 60, tagLock: 30 };
    const service = withStrangers(createReference({ account, windows }));
    await sleep(100);
    const strangers = allIn(service);
    await using listening = await listen(service, 0);
    const shares = { throttle: 0.15, reset: 0.05, lose: 0.05, truncate: 0.05 };
    await using road = await roughRoad({ to: listening.url, shares });
    const report = await survey(target(road.url, join(folder, "rough"), 30), {
      ...options,
      commands: 250,
    });
    expect(report.rules.filter(({ counterexample }) => counterexample !== undefined)).toEqual([]);
    expect(report.spent.throttled).toBeGreaterThan(20);
    expect(report.leftBehind).toBeUndefined();
    expect(allIn(service)).toBe(strangers);
  });

  it("gets a tag on everything, by which it is swept when the journal is lost", async () => {
    const service = createReference({ account });
    await using listening = await listen(service, 0);
    const one = target(listening.url, join(folder, "tags"));
    const session = await one.open();
    await session.send({
      operation: "CreateUser",
      input: {
        UserId: "u-0",
        UserName: "ann",
        Engine: "redis",
        AccessString: "on ~* +@all",
        NoPasswordRequired: true,
        Tags: [{ Key: "a", Value: "b" }],
      },
    });
    const tags = await session.send<"ListTagsForResource">({
      operation: "ListTagsForResource",
      input: { ResourceName: "{{arn:user:u-0}}" },
    });
    expect(tags).toMatchObject({ output: { TagList: [{ Key: "a", Value: "b" }] } });
    expect(JSON.stringify(tags)).not.toContain(markKey);
    // The name alone makes nobody ours.
    const [stranger] = /ec-conformance-[0-9a-f]{8}1/.exec(allIn(service)) ?? [];
    said(
      service,
      `Action=CreateUser&UserId=${stranger}-strange&UserName=x&Engine=redis&AccessString=${password}&NoPasswordRequired=true`,
    );

    const send = throughSdk({ region, endpoint: listening.url });
    expect(await remainsBefore(send, new Date(Date.now() - 60_000), "ec")).toEqual({
      remains: [],
      unknown: [],
    });
    const { remains } = (await remainsBefore(send, new Date(), "ec")) ?? { remains: [] };
    expect(remains).toMatchObject([{ owned: [{ kind: "user", name: `${stranger}-u-0` }] }]);
    for (const found of remains) await sweep(send, found, 5);
    expect(allIn(service)).toContain(`${stranger}-strange`);
    expect(allIn(service)).not.toContain(`${stranger}-u-0`);
  });

  it.each<readonly [string, "reset" | "expire", RegExp]>([
    ["whose network is lost", "reset", /the last 10 requests were lost/],
    ["whose credentials expire", "expire", /the credentials are not accepted.*ExpiredToken/],
  ])("%s in the middle gives part of a report, and a journal to sweep by", async (_, end, says) => {
    const service = withStrangers(createReference({ account }));
    const strangers = allIn(service);
    let requests = 0;
    let isOver = false;
    const server = createServer((incoming, outgoing) => {
      requests += 1;
      isOver = isOver || requests === 200;
      if (isOver && end === "reset") incoming.socket.destroy();
      else if (isOver)
        outgoing
          .writeHead(403, { "content-type": "text/xml" })
          .end(
            `<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>The token of ${account} is expired</Message></Error></ErrorResponse>`,
          );
      else
        void text(incoming).then((body) => {
          const answer = service.handle({ headers: {}, body });
          outgoing.writeHead(answer.status, answer.headers).end(answer.body);
        });
    });
    const cut = await serving(server);
    const { url } = cut;
    const journals = join(folder, end);
    const report = await survey(target(url, journals, 1), options);
    expect(report).toMatchObject({
      verdict: "inconclusive",
      inconclusive: expect.stringMatching(says),
    });
    expect(JSON.stringify(report)).not.toContain(account);
    expect(report.leftBehind?.length).toBeGreaterThan(0);
    expect(report.names?.gone).toBeLessThan(report.names?.named ?? 0);

    await cut[Symbol.asyncDispose]();
    await using restored = await listen(service, 0);
    const [name = ""] = readdirSync(journals);
    const journal = await readJournal(join(journals, name));
    expect(journal.heading).toMatchObject({ target: "aws", account, region });
    expect(allIn(service)).not.toBe(strangers);
    expect(await sweep(throughSdk({ region, endpoint: restored.url }), journal, 5)).toEqual({
      left: [],
      isSeen: true,
    });
    expect(allIn(service)).toBe(strangers);
  });
});
