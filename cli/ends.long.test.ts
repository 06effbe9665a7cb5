import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

import { describe, expect, it } from "vitest";

import { listening as serving } from "../targets/listening.ts";
import { createReference } from "../targets/reference/service.ts";
import { conformance, folder, reportIn } from "./program.fixtures.ts";

/** How much longer things may take on a machine that is busy with something else. */
const patience = 4;

interface Stopped {
  readonly code: number | null;
  readonly err: string;
  readonly seconds: number;
}

/** Runs the program, sends it a signal some time after it has said something or at once, and measures how long it takes to end. */
async function stopped(
  args: readonly string[],
  {
    after,
    signals,
    begun,
  }: {
    readonly after: number;
    readonly signals: readonly NodeJS.Signals[];
    /** What must have happened before the time begins: a program that is not there yet cannot be stopped. */
    readonly begun?: Promise<unknown>;
  },
): Promise<Stopped> {
  let began = 0;
  const stop = async (child: ChildProcess): Promise<void> => {
    await begun;
    await sleep(after);
    began = performance.now();
    for (const signal of signals) {
      child.kill(signal);
      await sleep(20);
    }
  };
  const { code, err } = await conformance([...args, "--out", join(folder, "stopped")], {
    onStart: (child) => void stop(child),
  });
  return { code, err, seconds: (performance.now() - began) / 1000 };
}

/** A server of its own for each request. */
async function place(listener: RequestListener) {
  return serving(createServer(listener));
}

const adapter = new URL("../examples/adapter.ts", import.meta.url).pathname;

const sound = createReference();
const answering =
  (milliseconds: number): RequestListener =>
  (request, response) => {
    void text(request).then(async (body) => {
      await sleep(milliseconds);
      const { status, headers, body: said } = sound.handle({ headers: {}, body });
      response.writeHead(status, headers).end(said);
    });
  };

const long = ["run", "--commands", "300000"];

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

describe("a client's module (D10)", () => {
  const module = (name: string, lines: string): string => {
    const path = join(folder, `${name}.mjs`);
    writeFileSync(path, lines);
    return path;
  };

  it.each<readonly [string, string, RegExp]>([
    [
      "ends the program while it is loaded",
      "process.exit(0);",
      /^the client \S+ ended the program \(exit 0\)/m,
    ],
    [
      "ends the program in the middle",
      "export const adapter = { DescribeUsers: async () => process.exit(0) };",
      /^the client \S+ ended the program \(exit 0\)/m,
    ],
    [
      "throws where nobody waits for it",
      "export const adapter = { DescribeUsers: async () => { setTimeout(() => { throw new Error('late'); }); await new Promise((r) => setTimeout(r, 200)); return {}; } };",
      /^the client \S+ failed where nobody waits for it \(late\)$/m,
    ],
    [
      "waits for nothing that comes",
      "export const adapter = async () => new Promise(() => {});",
      /^the client gave nothing within 5 s$/m,
    ],
  ])("that %s does not pass for one that conforms", async (name, lines, says) => {
    const args = ["run", "--client", module(name.replaceAll(" ", "-"), lines)];
    const soon = ["--client-seconds", "5", "--out", join(folder, "module")];
    const { code, err } = await conformance([...args, ...soon]);
    expect({ code: code === 0 || code === 70, err }).toEqual({
      code: false,
      err: expect.stringMatching(says),
    });
  });

  it("that speaks to somewhere else is told in one line, and nothing is written there (D1)", async () => {
    const bodies: string[] = [];
    await using theirs = await place((request, response) => {
      void text(request).then((body) => {
        bodies.push(body);
        const { status, headers, body: said } = sound.handle({ headers: {}, body });
        response.writeHead(status, headers).end(said);
      });
    });
    const sdk = new URL(
      "../node_modules/@aws-sdk/client-elasticache/dist-cjs/index.js",
      import.meta.url,
    );
    const path = module(
      "elsewhere",
      `import sdk from ${JSON.stringify(sdk.href)};
       const client = new sdk.ElastiCacheClient({ endpoint: ${JSON.stringify(theirs.url)}, region: "us-east-1", credentials: { accessKeyId: "x", secretAccessKey: "y" } });
       export const adapter = {
         DescribeUsers: (input) => client.send(new sdk.DescribeUsersCommand(input)),
         CreateUser: (input) => client.send(new sdk.CreateUserCommand(input)),
         DeleteUser: (input) => client.send(new sdk.DeleteUserCommand(input)),
       };`,
    );
    const { code, out, err } = await conformance(["run", "--client", path]);
    expect({ code, out, lines: err.trim().split("\n").length }).toEqual({
      code: 2,
      out: "",
      lines: 1,
    });
    expect(err).toMatch(
      /is seen arriving at \S+, where it was told to speak to: nothing was written/,
    );
    expect(bodies.filter((body) => !body.startsWith("Action=Describe"))).toEqual([]);
  });
});

describe("an output that is gone", () => {
  it("ends no run before its end, and leaves nothing", async () => {
    await using slow = await place(answering(5));
    const journals = join(folder, "gone");
    const child = spawn(
      process.execPath,
      [
        new URL("index.ts", import.meta.url).pathname,
        "run",
        "--endpoint",
        slow.url,
        "--commands",
        "100000",
        "--journals",
        journals,
        "--out",
        join(folder, "gone-out"),
      ],
      { cwd: folder, stdio: ["ignore", "pipe", "pipe"] },
    );
    await sleep(4000);
    child.stdout.destroy();
    child.stderr.destroy();
    child.kill("SIGINT");
    const code = await new Promise<number | null>((resolve) => {
      child.on("close", resolve);
    });
    expect(code).toBe(3);
    expect(readdirSync(journals)).toEqual([]);
    expect(reportIn(join(folder, "gone-out")).verdict).toBe("inconclusive");
  });
});

describe("somewhere to write (D10)", () => {
  it.each<readonly [string, readonly string[]]>([
    ["a file for a folder", ["--out", "a-file"]],
    ["a device for a folder", ["--out", "/dev/full"]],
    ["a folder in the place of a report", ["--out", "taken"]],
    ["a file for the folder of a client's report", ["--client", adapter, "--out", "a-file"]],
    ["a file for the journals", ["--endpoint", "http://127.0.0.1:1", "--journals", "a-file"]],
  ])("%s is told before anything is sent", async (_, args) => {
    writeFileSync(join(folder, "a-file"), "kept");
    mkdirSync(join(folder, "taken", "report.json"), { recursive: true });
    const { code, err } = await conformance(["run", ...args]);
    expect({ code, lines: err.trim().split("\n").length }).toEqual({ code: 2, lines: 1 });
    expect(err).toMatch(/^nothing can be written to/);
    expect(readFileSync(join(folder, "a-file"), "utf8")).toBe("kept");
  });
});
