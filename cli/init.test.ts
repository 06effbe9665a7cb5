import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { conformance, folder } from "./program.fixtures.ts";

describe("init", () => {
  it("writes a file by which the program finds its target, and no second one", async () => {
    const url = "http://127.0.0.1:9";
    expect(await conformance(["init"])).toMatchObject({
      code: 2,
      err: "init needs --endpoint URL where nobody is there to be asked\n",
    });
    const words = ["init", "--endpoint", url, "--name", "ours"];
    expect(await conformance(words)).toEqual({
      code: 0,
      out: "conformance.config.js: `elasticache-conformance` surveys ours from now on\n",
      err: "",
    });
    expect(readFileSync(join(folder, "conformance.config.js"), "utf8")).toBe(
      `/** @type {import("elasticache-conformance").Config} */
export default {
  "target": "ours",
  "formats": [
    "json",
    "markdown",
    "html"
  ],
  "targets": {
    "ours": {
      "endpoint": "${url}"
    }
  }
};
`,
    );
    // Nobody listens there: it is asked all the same.
    expect(await conformance([])).toMatchObject({ code: 3, err: expect.stringContaining(url) });
    expect(await conformance(words)).toMatchObject({
      code: 2,
      err: "conformance.config.js is there: change it, or remove it first\n",
    });
  });

  it.each(["\u0003", "\u0004"])("is ended at a question by %j, and writes nothing", async (key) => {
    const program = new URL("index.ts", import.meta.url).pathname;
    const place = mkdtempSync(join(folder, "asked-"));
    const child = spawn(
      "script",
      ["-qec", `exec ${process.execPath} ${program} init`, "/dev/null"],
      {
        cwd: place,
        env: { ...process.env, SHELL: "/bin/sh" },
      },
    );
    let said = "";
    child.stdout.on("data", (chunk) => {
      if (!said.includes("Where") && String(chunk).includes("Where")) child.stdin.write(key);
      said += String(chunk);
    });
    const [code] = await once(child, "close");
    expect(code).toBe(2);
    expect(said).toContain(
      "init was ended before its questions were answered: nothing was written",
    );
    expect(readdirSync(place)).toEqual([]);
  });
});
