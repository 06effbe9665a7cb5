import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { reportSchema } from "../reports/report.ts";
import { tokenOf } from "../reports/token.ts";
import { listen } from "../targets/reference/mount.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import { createReference } from "../targets/reference/service.ts";

const folder = mkdtempSync(join(tmpdir(), "ec-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Meanwhile {
  readonly onStart?: (child: ReturnType<typeof spawn>) => void;
  readonly onOutput?: (out: string, child: ReturnType<typeof spawn>) => Promise<void>;
}

/** Runs the program in a process of its own. */
function conformance(args: readonly string[], meanwhile: Meanwhile = {}): Promise<Ended> {
  const child = spawn(process.execPath, [new URL("index.ts", import.meta.url).pathname, ...args], {
    cwd: folder,
    // The program is compiled once for all tests.
    env: { ...process.env, NO_COLOR: "1", NODE_COMPILE_CACHE: join(folder, "compiled") },
  });
  meanwhile.onStart?.(child);
  return new Promise((resolve) => {
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => {
      out += String(chunk);
      void meanwhile.onOutput?.(out, child);
    });
    child.stderr.on("data", (chunk) => {
      err += String(chunk);
    });
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

const reportIn = (out: string) =>
  reportSchema.parse(JSON.parse(readFileSync(join(out, "report.json"), "utf8")));

/** The reference service with a fault, listening. */
const faulty = (rule: string) =>
  listen(
    createReference({ fault: mutants.find((mutant) => mutant.rule === rule)?.fault ?? {} }),
    0,
  );

describe("run", () => {
  it("surveys the reference when no target is named, and exits 0", async () => {
    const out = join(folder, "plain");
    const { code, out: said, err } = await conformance(["--commands", "1500", "--out", out]);
    expect({ code, err: err.includes("Error") }).toEqual({ code: 0, err: false });
    expect(said).toMatch(/coverage [89]\d(?:\.\d)? %, divergence 0 %, grade A/);
    const report = reportIn(out);
    const outcomes = report.rules.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome !== "kept" && outcome !== "untried")).toEqual([]);
    expect(readFileSync(join(out, "report.md"), "utf8")).toContain("## Every rule");
  });

  it("holds a client to the contract, on a reference service of its own", async () => {
    const out = join(folder, "client");
    const adapter = new URL("../examples/adapter.ts", import.meta.url).pathname;
    const { code } = await conformance(["--client", adapter, "--commands", "300", "--out", out]);
    expect(code).toBe(0);
    expect(reportIn(out).target.name).toBe("client");
  });

  it("says every conversation up to a length, and what that proves", async () => {
    const out = join(folder, "exhaustive");
    const { code, out: said } = await conformance(["run", "--exhaustive", "2", "--out", out]);
    expect(code).toBe(0);
    expect(said).toContain(
      "no violation in all 221 conversations of up to 2 commands over two users",
    );
    expect(reportIn(out).exhaustive).toEqual({ length: 2, conversations: 221, isComplete: true });
  });

  it("finds by exhaustion what is broken, in its shortest story", async () => {
    await using target = await faulty("delete-user/unknown-user");
    const out = join(folder, "exhausted");
    const at = ["--endpoint", target.url, "--exhaustive", "1", "--parallel", "4"];
    const { code, out: said } = await conformance(["run", ...at, "--out", out]);
    expect(code).toBe(1);
    expect(said).toContain("all 11 conversations of up to 1 commands over two users were said");
    const broken = reportIn(out).rules.find(({ id }) => id === "delete-user/unknown-user");
    expect(broken?.counterexample?.commands).toHaveLength(1);
  });

  it("refuses to hold conversations at once where they would see each other", async () => {
    const { code, err } = await conformance(["run", "--mount", "msw", "--parallel", "2"]);
    expect({ code, err }).toEqual({
      code: 2,
      err: "--parallel 2 cannot be had: reference takes one conversation at a time when mounted by msw\n",
    });
  });

  it("exits 3 before it searches where the shrink endpoint is not there", async () => {
    const at = ["--shrink-endpoint", "http://127.0.0.1:1"];
    const { code, err } = await conformance(["run", ...at, "--out", join(folder, "cheap")]);
    expect({ code, isOneLine: err.trim().split("\n").length === 1 }).toEqual({
      code: 3,
      isOneLine: true,
    });
  });

  it("exits 1 on a broken rule, whose token and report replay as STILL BROKEN", async () => {
    await using target = await faulty("create-user/engine-unknown");
    const out = join(folder, "broken");
    const at = ["--endpoint", target.url];
    const few = ["--seed", "1", "--commands", "350"];
    const run = await conformance(["run", ...at, ...few, "--out", out]);
    expect(run.code).toBe(1);
    expect(run.out).toContain("broken create-user/engine-unknown (must)");
    const broken = reportIn(out).rules.find(({ outcome }) => outcome === "broken");
    const again = await conformance(["replay", broken?.counterexample?.token ?? "", ...at]);
    expect({ code: again.code, out: again.out }).toMatchObject({
      code: 1,
      out: expect.stringContaining("STILL BROKEN create-user/engine-unknown"),
    });
    const whole = await conformance(["replay", join(out, "report.json"), ...at]);
    expect(whole.out).toContain("STILL BROKEN create-user/engine-unknown");
    const elsewhere = await conformance(["replay", join(out, "report.json")]);
    expect(elsewhere).toMatchObject({
      code: 0,
      out: "FIXED create-user/engine-unknown at reference\n",
    });
    const baseline = await conformance([
      ...at,
      ...few,
      "--out",
      out,
      "--baseline",
      join(out, "report.json"),
    ]);
    expect(baseline.code).toBe(0);
  });

  it("lets a broken `should` rule pass unless it is strict", async () => {
    await using target = await faulty("delete-user/status-deleting");
    const args = ["--endpoint", target.url, "--commands", "600", "--rules", "delete-user/*"];
    expect((await conformance([...args, "--out", folder])).code).toBe(0);
    expect((await conformance([...args, "--out", folder, "--strict"])).code).toBe(1);
  });

  it("comes to no verdict where nothing was exercised", async () => {
    const { code, out } = await conformance([
      "--commands",
      "11",
      "--rules",
      "modify-user/*",
      "--out",
      folder,
    ]);
    expect({ code, out }).toMatchObject({
      code: 3,
      out: expect.stringContaining("inconclusive: no rule was exercised"),
    });
  });

  it("stops at an interrupt, leaves nothing behind, and exits 3", async () => {
    let requests = 0;
    let interrupt = (): void => {};
    const service = createReference({
      fault: {
        response: (response) => {
          requests += 1;
          if (requests === 200) interrupt();
          return response;
        },
      },
    });
    await using target = await listen(service, 0);
    const args = ["--endpoint", target.url, "--commands", "100000", "--out", folder];
    const { code, out } = await conformance(args, {
      onStart: (child) => {
        interrupt = () => child.kill("SIGINT");
      },
    });
    expect({ code, out }).toMatchObject({
      code: 3,
      out: expect.stringContaining("inconclusive: it was interrupted"),
    });
    const { body } = service.handle({ headers: {}, body: "Action=DescribeUsers" });
    expect(body.match(/<UserId>[^<]*/g)).toEqual(["<UserId>default"]);
  });
});

/** A token as somebody might tamper with it. */
const tokenFor = (command: object): string =>
  tokenOf({ rule: "wire/namespace", commands: [Object.assign(command)] });

describe("what a user can get wrong", () => {
  it.concurrent.each<readonly [string, readonly string[], number, RegExp]>([
    ["an unknown option", ["--bogus"], 2, /^unknown option '--bogus'$/],
    ["an unknown command", ["walk"], 2, /too many arguments|unknown command/],
    [
      "an unknown target",
      ["--target", "nobody"],
      2,
      /Allowed choices are reference, endpoint, moto/,
    ],
    ["an SDK that is not there", ["--sdk", "nosuch"], 2, /the package nosuch cannot be loaded/],
    ["an image without a port", ["--image", "some:1"], 2, /--image needs --port N/],
    ["a container without an image", ["--target", "container"], 2, /needs --image NAME/],
    ["a variable that is none", ["--env", "A"], 2, /A variable such as NAME=value is wanted/],
    [
      "a hook of a container with a host",
      ["--target", "moto", "--reset", "http://x/"],
      2,
      /must be a path/,
    ],
    ["a client without a module", ["--target", "client"], 2, /needs --client MODULE/],
    [
      "a module that is not there",
      ["--client", "nosuch.ts"],
      2,
      /^the module nosuch.ts cannot be loaded \(Cannot find module/,
    ],
    [
      "a module without an adapter",
      ["--client", new URL("version.ts", import.meta.url).pathname],
      2,
      /exports no `adapter`: an object with a function for each operation/,
    ],
    ["AWS without an account", ["--target", "aws", "--region", "eu-west-1"], 2, /needs --account/],
    ["AWS without a region", ["--target", "aws", "--account", "123456789012"], 2, /needs --region/],
    ["an account that is none", ["--target", "aws", "--account", "12"], 2, /Twelve digits/],
    ["an account for an emulator", ["--account", "123456789012"], 2, /are for --target aws/],
    ["a journal that is not there", ["sweep", "nosuch.jsonl"], 2, /no journal can be read at/],
    [
      "users at the reference",
      ["--max-users", "5"],
      2,
      /are for endpoints and AWS: leave them out/,
    ],
    [
      "a journal that cannot be written",
      ["--endpoint", "http://127.0.0.1:1", "--journals", "/proc/nowhere"],
      2,
      /^nothing can be written to .*; choose another folder with --journals/,
    ],
    ["an age that is none", ["sweep", "--older-than", "soon"], 2, /An age such as 90m, 2h or 1d/],
    ["an age without a place", ["sweep", "--older-than", "2h"], 2, /needs --region/],
    ["an endpoint without a URL", ["--target", "endpoint"], 2, /needs --endpoint URL/],
    ["an endpoint that is no URL", ["--endpoint", "localhost"], 2, /wants a URL such as http/],
    ["a seed that is no number", ["--seed", "x"], 2, /A number of at least 0 is wanted/],
    [
      "a format there is not",
      ["--formats", "pdf"],
      2,
      /There is no format pdf; there are json, markdown/,
    ],
    [
      "rules that fit nothing",
      ["--rules", "nothing/*", "--commands", "20"],
      2,
      /no rule fits --rules/,
    ],
    [
      "deviations that are not there",
      ["--deviations", "nowhere.json"],
      2,
      /no file can be read at nowhere.json/,
    ],
    ["a baseline that is none", ["--baseline", "package.json"], 2, /no report can be read/],
    [
      "a token that is none",
      ["replay", "ec1.nonsense"],
      2,
      /neither a file with stories nor a token/,
    ],
    [
      "a target that is not there",
      ["--endpoint", "http://127.0.0.1:1"],
      3,
      /gives no answer \(connect ECONNREFUSED/,
    ],
    ["a region that is none", ["--region", ""], 2, /A region such as us-east-1 is wanted/],
    [
      "a reset hook for the reference",
      ["--reset", "http://127.0.0.1:1"],
      2,
      /^--reset is for endpoints/,
    ],
    [
      "a password in the URL",
      ["--endpoint", "http://me:word@127.0.0.1:1"],
      2,
      /^--endpoint must hold no user and no password/,
    ],
    [
      "a budget too small for the first questions",
      ["--commands", "3"],
      2,
      /A number of at least 11 is wanted/,
    ],
    [
      "a report that cannot be written",
      ["--out", "/dev/null/reports"],
      2,
      /^nothing can be written to .*; choose another folder with --out/,
    ],
    ["a folder of stories", ["replay", "/"], 2, /^no stories can be read at \/ \(EISDIR/],
    [
      "a story with another shape",
      ["replay", tokenFor({ operation: "DeleteUser", input: { UserId: {} } })],
      2,
      /neither a file with stories nor a token/,
    ],
    [
      "a story that would write more than an Action",
      ["replay", tokenFor({ operation: "DeleteUser", input: {}, action: "X&UserId=u" })],
      2,
      /neither a file with stories nor a token/,
    ],
    [
      "seconds that are none",
      ["replay", "ec1.x", "--settle-seconds", "-1"],
      2,
      /A number of at least 0 is wanted/,
    ],
    ["half a port", ["serve", "--port", "1.5"], 2, /A whole number is wanted/],
    [
      "a port that is no port",
      ["serve", "--port", "99999"],
      2,
      /A number from 0 to 65535 is wanted/,
    ],
  ])("%s gets one clear line", async (_, args, code, says) => {
    const ended = await conformance(args);
    expect({ code: ended.code, lines: ended.err.trim().split("\n").length }).toEqual({
      code,
      lines: 1,
    });
    expect(ended.err.trim()).toMatch(says);
  });

  it("deviations about rules that do not exist", async () => {
    const path = join(folder, "deviations.json");
    writeFileSync(
      path,
      JSON.stringify({ target: "x", deviations: [{ rule: "a/b", because: "c" }] }),
    );
    const { code, err } = await conformance(["--deviations", path]);
    expect({ code, err }).toEqual({
      code: 2,
      err: `${path} names a/b, and there is no such rule\n`,
    });
  });

  it("a port that is taken", async () => {
    await using taken = await listen(createReference(), 0);
    const { code, err } = await conformance(["serve", "--port", new URL(taken.url).port]);
    expect(code).toBe(2);
    expect(err).toMatch(/^cannot listen on 127.0.0.1:\d+ .*; choose another with --port\n$/);
  });
});

describe("replay", () => {
  const story = (UserId: string): string =>
    tokenOf({
      rule: "delete-user/status-deleting",
      commands: [{ operation: "DeleteUser", input: { UserId } }],
    });

  it("does not call a rule fixed that the story no longer exercises", async () => {
    const { code, out } = await conformance(["replay", story("u-0")]);
    expect({ code, out }).toEqual({
      code: 3,
      out: "LOST delete-user/status-deleting at reference (the story went another way, and the rule was not exercised)\n",
    });
  });

  it("changes no user of AWS on a target that it cannot reset", async () => {
    await using target = await listen(createReference(), 0);
    const { code, out } = await conformance(["replay", story("default"), "--endpoint", target.url]);
    expect({ code, out }).toMatchObject({
      code: 3,
      out: expect.stringContaining("not sent: default is not ours to change there"),
    });
  });
});

describe("rules", () => {
  it("lists every rule as data, with its clause, and the open questions", async () => {
    const { code, out } = await conformance(["rules", "--json"]);
    const listed = JSON.parse(out);
    expect(code).toBe(0);
    expect(listed.rules.length).toBeGreaterThan(200);
    expect(listed.rules[0]).toEqual({
      id: "create-user/user-id-missing",
      operation: "CreateUser",
      kind: "ground",
      level: "must",
      clause: {
        source: "API model 2015-02-02, botocore elasticache service-2.json",
        quote: "CreateUser required: UserId",
        facts: ["F025"],
        evidence: "documented",
      },
    });
    expect(listed.openQuestions[0]).toMatchObject({
      id: "open/user-id-hyphens-and-length",
      settledBy: expect.stringMatching(/^aws elasticache create-user/),
    });
  });
});

describe("sweep", () => {
  it("deletes what a killed run left, and nobody else's, however often", async () => {
    const service = createReference();
    const say = (body: string): string => service.handle({ headers: {}, body }).body;
    const listed = (): string =>
      ["Action=DescribeUsers", "Action=DescribeUserGroups"]
        .map((body) => say(body).replaceAll(/<RequestId>.*/g, ""))
        .join("");
    const access = encodeURIComponent("on ~* +@all");
    for (const id of ["u-0", "ecosystem"])
      say(
        `Action=CreateUser&UserId=${id}&UserName=x&Engine=redis&AccessString=${access}&NoPasswordRequired=true`,
      );
    const strangers = listed();
    await using listening = await listen(service, 0);
    const journals = join(folder, "journals");
    const run = ["--endpoint", listening.url, "--journals", journals, "--parallel", "4"];
    for (const delay of [500, 900, 1300]) {
      await conformance([...run, "--seed", String(delay), "--out", join(folder, "killed")], {
        onStart: (child) => {
          setTimeout(() => child.kill("SIGKILL"), delay);
        },
      });
      const planned = await conformance(["sweep", "--journals", journals, "--dry-run"]);
      expect(planned).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^would delete|^nothing/),
      });
      const swept = await conformance(["sweep", "--journals", journals]);
      expect({ ...swept, left: listed() }).toMatchObject({ code: 0, left: strangers });
    }
    const again = await conformance(["sweep", "--journals", journals]);
    expect(again).toMatchObject({ code: 0, out: "nothing to sweep\n" });
  });
});

describe("serve", () => {
  it("outlives requests that break off or have another shape", async () => {
    let answers: readonly number[] = [];
    const ended = await conformance(["serve", "--port", "0"], {
      onOutput: async (out, child) => {
        const url = new URL(/http:\S+/.exec(out)?.[0] ?? "");
        await new Promise<void>((resolve) => {
          const socket = connect(Number(url.port), url.hostname, () => {
            socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nAction=");
            setTimeout(() => socket.destroy(), 50);
          });
          socket.on("close", () => resolve());
        });
        const bodies = ["Action=DeleteUser&UserId.x=1", "Action=DescribeUsers"];
        answers = await Promise.all(
          bodies.map(async (body) => (await fetch(url, { method: "POST", body })).status),
        );
        child.kill("SIGINT");
      },
    });
    expect({ code: ended.code, err: ended.err, answers }).toEqual({
      code: 0,
      err: "",
      answers: [400, 200],
    });
  });

  it("answers until it is interrupted", async () => {
    let answer = "";
    const ended = await conformance(["serve", "--port", "0"], {
      onOutput: async (out, child) => {
        const url = /http:\S+/.exec(out)?.[0] ?? "";
        const response = await fetch(url, { method: "POST", body: "Action=DescribeUsers" });
        answer = await response.text();
        child.kill("SIGINT");
      },
    });
    expect(ended).toMatchObject({ code: 0, err: "" });
    expect(answer).toContain("<UserId>default</UserId>");
  });
});
