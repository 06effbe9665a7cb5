import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { type RequestListener } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

import { describe, expect, it } from "vitest";

import { patience, stopped, place, sound, answering, long } from "./ends.fixtures.ts";
import { conformance, folder, reportIn } from "./program.fixtures.ts";

describe("Ctrl-C (D3)", () => {
  it.each<readonly [string, readonly string[], NodeJS.Signals]>([
    ["on the default target", long, "SIGINT"],
    ["by SIGTERM", long, "SIGTERM"],
    ["by SIGHUP", long, "SIGHUP"],
    ["mounted by msw", [...long, "--mount", "msw"], "SIGINT"],
    ["mounted by http", [...long, "--mount", "http"], "SIGINT"],
    ["with several conversations", [...long, "--parallel", "8"], "SIGINT"],
    ["while all is said", ["run", "--exhaustive", "6"], "SIGINT"],
  ])("%s ends the search within a second, and writes its report", async (_, args, signal) => {
    const { code, seconds } = await stopped(args, { after: 5000, signals: [signal] });
    expect({ code, isSoon: seconds < 1 * patience }).toEqual({ code: 3, isSoon: true });
    expect(reportIn(join(folder, "stopped"))).toMatchObject({
      verdict: "inconclusive",
      inconclusive: "it was interrupted",
    });
  });

  it("ends a diff of two targets in order, and what was asked is told", async () => {
    await using slow = await place(answering(20));
    const args = ["diff", "reference", slow.url, "--commands", "100000"];
    const { code, err } = await stopped(args, { after: 6000, signals: ["SIGINT"] });
    expect({ code, err: err.match(/^stopping, /gm)?.length }).toEqual({ code: 3, err: 1 });
    const told: unknown = JSON.parse(readFileSync(join(folder, "stopped", "diff.json"), "utf8"));
    expect(told).toMatchObject({ differences: [], cutShort: "it was interrupted" });
    const { body } = sound.handle({ headers: {}, body: "Action=DescribeUsers" });
    expect(body.match(/<UserId>[^<]*/g)).toEqual(["<UserId>default"]);
  });

  it("twice ends at once, and names what is left", async () => {
    await using slow = await place(answering(200));
    const args = ["run", "--endpoint", slow.url, "--journals", join(folder, "twice")];
    const { code, err, seconds } = await stopped(args, {
      after: 6000,
      signals: ["SIGINT", "SIGINT"],
    });
    expect({ code, isSoon: seconds < 1 * patience }).toEqual({ code: 130, isSoon: true });
    expect(err).toMatch(/^not all is seen to be gone: `sweep \S+` looks again$/m);
    await conformance(["sweep", "--journals", join(folder, "twice")]);
  });

  it.each<readonly [string, number, number]>([
    ["while it is probed", 500, 300],
    ["while it is searched", 6000, 200],
  ])("at a slow endpoint, %s, leaves nothing, and ends", async (_, after, milliseconds) => {
    const first = Promise.withResolvers<void>();
    const slowly = answering(milliseconds);
    await using slow = await place((request, response) => {
      first.resolve();
      slowly(request, response);
    });
    const args = ["run", "--endpoint", slow.url, "--journals", join(folder, "slow")];
    const { code, seconds } = await stopped(args, {
      after,
      signals: ["SIGINT"],
      begun: first.promise,
    });
    expect({ code, isSoon: seconds < 10 * patience }).toEqual({ code: 3, isSoon: true });
    const { body } = sound.handle({ headers: {}, body: "Action=DescribeUsers" });
    expect(body.match(/<UserId>[^<]*/g)).toEqual(["<UserId>default"]);
  });

  it("is heard where a terminal shows how it goes, and the text moves", async () => {
    // In CI nobody watches a terminal; and a shell that stays between takes Ctrl-C for itself.
    const { CI: _, ...watched } = process.env;
    const command = [process.execPath, new URL("index.ts", import.meta.url).pathname, ...long];
    const child = spawn(
      "script",
      [
        "--quiet",
        "--return",
        "--command",
        `stty columns 120 rows 30; exec ${command.join(" ")} --out ${join(folder, "tty")}`,
        "/dev/null",
      ],
      { cwd: folder, stdio: ["pipe", "pipe", "pipe"], env: { ...watched, SHELL: "/bin/sh" } },
    );
    let shown = "";
    child.stdout.on("data", (chunk) => {
      shown += String(chunk);
    });
    await sleep(6000);
    const texts = new Set(shown.match(/searching: \d+ of/g));
    // What a terminal makes of Ctrl-C.
    child.stdin.write("\u0003");
    const code = await new Promise<number | null>((resolve) => {
      child.on("close", resolve);
    });
    expect({ code, moves: texts.size > 5 }).toEqual({ code: 3, moves: true });
  });
});

describe("a place that never comes to an answer", () => {
  const throttled =
    "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>";

  it.each<readonly [string, RequestListener, RegExp]>([
    ["is silent (D5)", () => {}, /^\S+ gives no answer \(no answer within 5 s\)$/m],
    [
      "sends its headers and no body (D5)",
      (_, response) => {
        response.writeHead(200).flushHeaders();
      },
      /^\S+ gives no answer \(no answer within 5 s\)$/m,
    ],
    [
      "throttles for ever (D6)",
      (_, response) => {
        response.writeHead(400, { "content-type": "text/xml" }).end(throttled);
      },
      /^\S+ throttles every request, for 15 s \(HTTP 400 Throttling: Rate exceeded\)$/m,
    ],
  ])("as it %s, is given up within 30 s, with the reason", async (_, listener, says) => {
    await using there = await place(listener);
    const begun = performance.now();
    const args = ["run", "--endpoint", there.url, "--journals", join(folder, "never")];
    const { code, err } = await conformance([...args, "--out", join(folder, "never-out")]);
    const seconds = (performance.now() - begun) / 1000;
    expect({ code, err, isSoon: seconds < 32 }).toEqual({
      code: 3,
      err: expect.stringMatching(says),
      isSoon: true,
    });
    const short = performance.now();
    await conformance([...args, "--minutes", "0.05", "--out", join(folder, "never-out")]);
    expect((performance.now() - short) / 1000).toBeLessThan(10 * patience);
  });

  it.each<readonly [string, string]>([
    ["40,000 levels", "<a>".repeat(40_000) + "</a>".repeat(40_000)],
    ["a million members", `<Users>${"<member></member>".repeat(1e6)}</Users>`],
    ["a million empty members", `<Users>${"<member/>".repeat(1e6)}</Users>`],
    ["ten million characters in an attribute", `<Users a="${"x".repeat(1e7)}"/>`],
  ])("but to %s does not take long to be read (D7)", async (_, inner) => {
    await using there = await place((request, response) => {
      void text(request).then((body) => {
        const action = new URLSearchParams(body).get("Action");
        response.end(
          `<${action}Response><${action}Result>${inner}</${action}Result></${action}Response>`,
        );
      });
    });
    const begun = performance.now();
    const args = ["run", "--endpoint", there.url, "--journals", join(folder, "deep")];
    const { code, err } = await conformance([...args, "--out", join(folder, "deep-out")]);
    expect({ code, err, isSoon: (performance.now() - begun) / 1000 < 3 * patience }).toEqual({
      code: 3,
      err: expect.stringMatching(/^\S+ does not speak ElastiCache \(the answer (?:is|has) .*\)\n$/),
      isSoon: true,
    });
  });
});
