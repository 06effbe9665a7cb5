import { connect } from "node:net";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { tokenOf } from "../reports/token.ts";
import { listen } from "../targets/reference/mount.ts";
import { createReference } from "../targets/reference/service.ts";
import { conformance, folder } from "./program.fixtures.ts";

describe("run", () => {
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
    const { code, out, err } = await conformance([
      "replay",
      story("default"),
      "--endpoint",
      target.url,
    ]);
    expect({ code, out, err }).toEqual({
      code: 2,
      out: "",
      err: expect.stringMatching(
        /^the story of \S+ cannot be told at .*: its command \d \(\w+\) may not leave, as default is not ours to change there; nothing was sent\..*\n$/,
      ),
    });
  });
});

describe("rules", () => {
  it("lists every rule as data, with its clause, and the open questions", async () => {
    const { code, out } = await conformance(["rules", "--json"]);
    const listed = JSON.parse(out);
    expect(code).toBe(0);
    expect(listed.rules.length).toBeGreaterThan(200);
    expect(listed.rules[0]).toMatchObject({ id: "wire/readable", operation: "any" });
    const missing = listed.rules.find(({ id }: { id: string }) => id.endsWith("user-id-missing"));
    expect(missing).toEqual({
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
