import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";

import { survey } from "../properties/survey.ts";
import { aws, markKey } from "./aws.ts";
import { callerIn } from "./caller.ts";
import { listening as serving } from "./listening.ts";
import { listen } from "./reference/mount.ts";
import { createReference, type ReferenceService } from "./reference/service.ts";
import { roughRoad } from "./rough-road.ts";
import { throughSdk } from "./sdk.ts";
import { isGoingOn, readJournal, remainsBefore, sweep } from "./sweep.ts";

const account = "555566667777";
const region = "us-east-1";
const folder = mkdtempSync(join(tmpdir(), "ec-aws-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The SDK looks for these; they are put back as they were. */
const names = ["AWS_ENDPOINT_URL_ELASTICACHE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
const before = new Map(names.map((name) => [name, process.env[name]]));
beforeEach(() => {
  process.env["AWS_ACCESS_KEY_ID"] = account;
  process.env["AWS_SECRET_ACCESS_KEY"] = "secret";
});
afterEach(() => {
  for (const [name, value] of before)
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
});

const options = {
  suiteVersion: "test",
  seed: 3,
  commands: 500,
  shrinkCommands: 50,
  settleSeconds: 5,
  parallel: 4,
};

/** Real AWS is spoken to where the environment says that it is. */
function target(url: string, journals: string, farewellSeconds = 10) {
  process.env["AWS_ENDPOINT_URL_ELASTICACHE"] = url;
  return aws({
    region,
    account,
    journals,
    mostLive: 60,
    farewellSeconds,
    hosts: [new URL(url).host],
  });
}

const said = (service: ReferenceService, body: string): string =>
  service.handle({ headers: {}, body }).body.replaceAll(/<RequestId>.*/g, "");

const allIn = (service: ReferenceService): string =>
  said(service, "Action=DescribeUsers") + said(service, "Action=DescribeUserGroups");

const password = encodeURIComponent("on ~* +@all");

/** Others who use the account: one has the `default` of all in a group. */
function withStrangers(service: ReferenceService): ReferenceService {
  for (const id of ["u-0", "ann", "ecosystem"])
    said(
      service,
      `Action=CreateUser&UserId=${id}&UserName=${id}&Engine=redis&AccessString=${password}&NoPasswordRequired=true`,
    );
  said(
    service,
    "Action=CreateUserGroup&UserGroupId=theirs&Engine=redis&UserIds.member.1=default&UserIds.member.2=ann",
  );
  return service;
}

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
    const [stranger] = /ec[0-9a-f]{8}1/.exec(allIn(service)) ?? [];
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

describe("an account that is another one in mid-run", () => {
  it("is told by the ARNs of its answers: nothing more is sent", async () => {
    let requests = 0;
    const [first, second] = [
      createReference({ account }),
      createReference({ account: "999988887777" }),
    ];
    const server = createServer((incoming, outgoing) => {
      void text(incoming).then((body) => {
        requests += 1;
        const answer = (requests > 150 ? second : first).handle({ headers: {}, body });
        outgoing.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });
    await using there = await serving(server);
    const report = await survey(target(there.url, join(folder, "moved")), {
      ...options,
      parallel: 1,
    });
    expect(report).toMatchObject({
      verdict: "inconclusive",
      inconclusive: expect.stringMatching(/the answers come from another account/),
    });
    // What is asked before an answer names the other account, which may be a refusal or two.
    expect(requests).toBeLessThan(165);
    const [name = ""] = readdirSync(join(folder, "moved"));
    expect((await readJournal(join(folder, "moved", name))).heading.account).toBe(account);
  });

  it("is told by its credentials before anything that they signed leaves", async () => {
    const service = createReference({ account });
    let requests = 0;
    const keys = new Set<string>();
    const server = createServer((incoming, outgoing) => {
      void text(incoming).then((body) => {
        if (body.includes("Action=GetCallerIdentity")) {
          outgoing.end(
            "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>999988887777</Account><Arn>arn:aws:sts::999988887777:assumed-role/x/y</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>",
          );
          return;
        }
        requests += 1;
        keys.add(/Credential=([^/]+)/.exec(incoming.headers.authorization ?? "")?.[1] ?? "");
        const answer = service.handle({ headers: {}, body });
        outgoing.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });
    await using there = await serving(server);
    process.env["AWS_ENDPOINT_URL_STS"] = there.url;
    const one = target(there.url, join(folder, "renewed"));
    try {
      await using session = await one.open();
      const list = { operation: "DescribeUsers", input: {} } as const;
      expect(await session.send(list)).toMatchObject({ kind: "accepted" });
      process.env["AWS_ACCESS_KEY_ID"] = "999988887777";
      // A client of another region has its own credentials.
      expect(await session.send({ ...list, region: "eu-west-1" })).toMatchObject({
        kind: "lost",
        cause: "credentials",
        reason: expect.stringMatching(/of another account now: nothing more is sent/),
      });
      expect(await session.send(list)).toMatchObject({ kind: "lost", cause: "credentials" });
    } finally {
      delete process.env["AWS_ENDPOINT_URL_STS"];
    }
    expect([...keys]).toEqual([account]);
    expect(requests).toBe(1);
  });

  it("is not asked whose it is at a host that is none of AWS's, unless that is meant", async () => {
    process.env["AWS_ENDPOINT_URL_STS"] = "http://127.0.0.1:1";
    try {
      await expect(callerIn(region)).rejects.toThrow(
        /^STS would be asked at 127.0.0.1:1, which is none of AWS's hosts: give --yes-at 127.0.0.1:1/,
      );
      await expect(callerIn(region, ["127.0.0.1:1"])).rejects.toThrow(/ECONNREFUSED/);
    } finally {
      delete process.env["AWS_ENDPOINT_URL_STS"];
    }
  });
});

describe("a journal", () => {
  const write = (name: string, lines: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, lines.join("\n"));
    return path;
  };
  const heading = JSON.stringify({
    run: "ec01234567",
    target: "aws",
    region,
    begun: "2026",
    process: { id: 1, host: "elsewhere" },
  });
  const making = JSON.stringify({ making: "user", name: "ec012345671-u-0" });

  it("names what is not known to be gone, whatever became of its last line", async () => {
    const group = JSON.stringify({ making: "group", name: "ec012345671-g-0" });
    const gone = JSON.stringify({ gone: "user", name: "EC012345671-u-0" });
    const path = write("torn.jsonl", [heading, making, group, gone, '{"making":"us']);
    expect(await readJournal(path)).toMatchObject({
      run: "ec01234567",
      owned: [{ kind: "group", name: "ec012345671-g-0" }],
    });
    expect(readFileSync(path, "utf8")).toContain(making);
  });

  it("of a run that is going on is known by its process", async () => {
    const own = { ...JSON.parse(heading), process: { id: process.pid, host: hostname() } };
    const going = await readJournal(write("going.jsonl", [JSON.stringify(own), making, ""]));
    expect(isGoingOn(going)).toBe(true);
    expect(isGoingOn(await readJournal(write("gone.jsonl", [heading, making, ""])))).toBe(false);
  });

  it.each<readonly [string, readonly string[], RegExp]>([
    ["of something else", ["{}", ""], /is not a journal of this suite/],
    ["that somebody wrote into", [heading, "what?", making, ""], /line 2 of .* is not one/],
  ])("%s is not swept by", async (name, lines, says) => {
    await expect(readJournal(write(`${name}.jsonl`, lines))).rejects.toThrow(says);
  });
});
