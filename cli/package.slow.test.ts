import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { reportSchema } from "../reports/report.ts";

const project = mkdtempSync(join(tmpdir(), "ec-package-"));
const checkout = new URL("..", import.meta.url).pathname;

afterAll(() => rmSync(project, { recursive: true, force: true }));

/** Runs a program, and returns what it says. */
function run(cwd: string, program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8" });
  if (status !== 0 && program === "npm") throw new Error(stderr);
  return `${stdout}${stderr}`;
}

/** The wrapper that the README speaks of. */
const wrapper = `import { DeleteUserCommand, DescribeUsersCommand, ElastiCacheClient } from "@aws-sdk/client-elasticache";

export class MyUsers {
  client = new ElastiCacheClient({});
  async remove(id) {
    return this.client.send(new DeleteUserCommand({ UserId: id }));
  }
  async find(id) {
    try {
      const { Users = [] } = await this.client.send(new DescribeUsersCommand({ UserId: id }));
      return Users[0];
    } catch (error) {
      if (error.name === "UserNotFoundFault") return undefined;
      throw error;
    }
  }
}
`;

describe("the package, in an empty project (16)", () => {
  it("runs the README's adapter, and finds nothing that the wrapper did not earn", () => {
    const readme = readFileSync(join(checkout, "README.md"), "utf8");
    const [, adapter = ""] = /```ts\n(\/\/ adapter\.ts\n.*?)```/s.exec(readme) ?? [];
    run(checkout, "npm", "pack", "--silent", "--pack-destination", project);
    writeFileSync(join(project, "package.json"), '{ "name": "mine", "type": "module" }');
    run(project, "npm", "install", "--silent", "--no-audit", "./elasticache-conformance-0.1.0.tgz");
    writeFileSync(join(project, "adapter.ts"), adapter);
    writeFileSync(join(project, "my-users.ts"), wrapper);
    const program = join(project, "node_modules", ".bin", "elasticache-conformance");
    const said = run(project, process.execPath, program, "--client", "adapter.ts", "--out", "out");
    const report = reportSchema.parse(
      JSON.parse(readFileSync(join(project, "out", "report.json"), "utf8")),
    );
    const { rules, lost, replay, verdict } = report;
    const found = rules.filter(
      ({ outcome }) => !["kept", "untried", "unsupported"].includes(outcome),
    );
    expect({ found, lost, verdict, said }).toEqual({
      found: [],
      lost: [],
      verdict: "conforms",
      said,
    });
    expect(rules.filter(({ outcome }) => outcome === "kept").length).toBeGreaterThan(5);
    expect(replay).toEqual({
      command: "npx --no -- elasticache-conformance",
      options: ["--client", "adapter.ts"],
    });
  });
});
