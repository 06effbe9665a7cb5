import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { hostname } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import { survey } from "../properties/survey.ts";
import { account, region, folder, options, target } from "./aws.fixtures.ts";
import { callerIn } from "./caller.ts";
import { listening as serving } from "./listening.ts";
import { createReference } from "./reference/service.ts";
import { isGoingOn, readJournal } from "./sweep.ts";

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
