import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { tokenOf } from "../reports/token.ts";
import { listen } from "../targets/reference/mount.ts";
import { createReference } from "../targets/reference/service.ts";
import { conformance, folder } from "./program.fixtures.ts";

/** A token as somebody might tamper with it. */
const tokenFor = (command: object): string =>
  tokenOf({ rule: "wire/namespace", commands: [Object.assign(command)] });

describe("what a user can get wrong", () => {
  it.concurrent.each<readonly [string, readonly string[], number, RegExp]>([
    ["an unknown option", ["--bogus"], 2, /^unknown option '--bogus'; --help lists what there is$/],
    ["a misspelt option", ["--ot", "x"], 2, /^unknown option '--ot'; did you mean --out\?$/],
    ["an unknown command", ["walk"], 2, /^there is no command walk/],
    ["a shard of none", ["--shard", "5/4"], 2, /such as 2\/4 for the second of four/],
    [
      "a shard of all conversations that there are",
      ["--shard", "1/2", "--exhaustive", "2"],
      2,
      /^--shard splits random conversations, and --exhaustive holds none: leave one out$/,
    ],
    [
      "a list by a part of a run",
      ["--shard", "1/2", "--write-deviations", "x.json"],
      2,
      /^--write-deviations lists what a whole run finds, and --shard holds a part of one/,
    ],
    ["shards that are not there", ["merge", "nosuch"], 2, /^no shard can be read at nosuch$/],
    [
      "a folder that no shard wrote",
      ["merge", "."],
      2,
      /^there is no recording\.jsonl in \.: `run --shard` writes it beside its report/,
    ],
    [
      "an unknown target",
      ["--target", "nobody"],
      2,
      /^there is no target nobody; there are reference, endpoint, moto/,
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
      ["--client", new URL("../properties/version.ts", import.meta.url).pathname],
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
    ["a token that is none", ["replay", "nonsense"], 2, /neither a file with stories nor a token/],
    [
      "a token that is cut off",
      ["replay", "ec1.nonsense"],
      2,
      /^ec1.nonsense cannot be told: it is cut off, or was changed/,
    ],
    [
      "a target that is not there",
      ["--endpoint", "http://127.0.0.1:1"],
      3,
      /gives no answer \(connect ECONNREFUSED/,
    ],
    [
      "a command that is almost one (16.12)",
      ["rulez"],
      2,
      /^there is no command rulez; did you mean rules\?/,
    ],
    [
      "rules that almost fit (16.12)",
      ["--rules", "creat-user/*"],
      2,
      /^no rule fits --rules creat-user\/\*; did you mean create-user\/\*\?/,
    ],
    [
      "one file for two things",
      ["--record", "x.json", "--write-deviations", "x.json"],
      2,
      /^--record and --write-deviations are one file, x\.json: name another for one of them$/,
    ],
    [
      "a recording in place of the report",
      ["--out", "here", "--record", "here/report.json"],
      2,
      /^--record and the report are one file/,
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
      /cannot be told: its command 1 \(DeleteUser\) is none of the contract at input.UserId/,
    ],
    [
      "a story that would write more than an Action",
      ["replay", tokenFor({ operation: "DeleteUser", input: {}, action: "X&UserId=u" })],
      2,
      /cannot be told: its command 1 \(DeleteUser\) is none of the contract at action/,
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
      err: `${path}: entry 1 (a/b) cannot be used: there is no such rule\n`,
    });
  });

  it.each<readonly [string, object, RegExp]>([
    [
      "without a reason",
      { rule: "create-user/engine" },
      /entry 2 \(create-user\/engine\), because: a text is wanted that says why/,
    ],
    ["of nothing", { because: "x" }, /entry 2: one of `rule` and `operation` is wanted/],
    [
      "of an operation that is none",
      { operation: "MakeUser", because: "x" },
      /entry 2 \(MakeUser\), operation: no operation is named so/,
    ],
    [
      "with a member too many",
      { rule: "create-user/engine", because: "x", seldom: true },
      /entry 2 \(create-user\/engine\): there is no member seldom/,
    ],
    [
      "of a rule that is almost one",
      { rule: "create-user/engin", because: "x" },
      /entry 2 \(create-user\/engin\) cannot be used: there is no such rule; did you mean create-user\/engine\?/,
    ],
    [
      "with a story that is none",
      { rule: "create-user/engine", because: "x", story: "ec1.xx" },
      /entry 2 .* its story cannot be told: it is cut off/,
    ],
    [
      "with the story of another rule",
      {
        rule: "create-user/engine",
        because: "x",
        story: tokenOf({ rule: "create-user/arn", commands: [] }),
      },
      /entry 2 .* its story is about create-user\/arn/,
    ],
    [
      "with a fact that is none",
      { rule: "create-user/engine", because: "x", fact: "25" },
      /entry 2 .*, fact: the number of a fact such as F025 is wanted/,
    ],
  ])("a deviation %s (16.7)", async (_, entry, says) => {
    const path = join(folder, "wrong.json");
    const deviations = [{ rule: "create-user/arn", because: "x" }, entry];
    writeFileSync(path, JSON.stringify({ target: "x", deviations }));
    const { code, err } = await conformance(["--deviations", path]);
    expect({ code, err, lines: err.trim().split("\n").length }).toEqual({
      code: 2,
      err: expect.stringMatching(says),
      lines: 1,
    });
  });

  it("deviations that list a rule twice, or begin with a byte order mark", async () => {
    const path = join(folder, "twice.json");
    const entry = { rule: "create-user/engine-unknown", because: "x" };
    writeFileSync(path, JSON.stringify({ target: "x", deviations: [entry, entry] }));
    expect(await conformance(["--deviations", path])).toMatchObject({
      code: 2,
      err: `${path} lists create-user/engine-unknown twice: leave one of the entries out\n`,
    });
    writeFileSync(path, `\uFEFF${JSON.stringify({ target: "x", deviations: [entry] })}`);
    const few = ["--commands", "20", "--out", folder, "--rules", "create-user/*"];
    const { err } = await conformance(["--deviations", path, ...few]);
    expect(err).not.toMatch(/is not JSON/);
  });

  it("a token that unfolds to more than a story", async () => {
    const commands = Array.from({ length: 30_000 }, () => ({
      operation: "DescribeUsers",
      input: {},
    }));
    const token = tokenOf({
      rule: "describe-users/list",
      commands: JSON.parse(JSON.stringify(commands)),
    });
    expect(await conformance(["replay", token])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/cannot be told: it unfolds to more than 1048576 bytes/),
    });
  });

  it("a port that is taken", async () => {
    await using taken = await listen(createReference(), 0);
    const { code, err } = await conformance(["serve", "--port", new URL(taken.url).port]);
    expect(code).toBe(2);
    expect(err).toMatch(/^cannot listen on 127.0.0.1:\d+ .*; choose another with --port\n$/);
  });
});
