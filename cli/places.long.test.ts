import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

import { describe, expect, it } from "vitest";

import { place, adapter, sound, answering } from "./ends.fixtures.ts";
import { conformance, folder, reportIn } from "./program.fixtures.ts";

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
