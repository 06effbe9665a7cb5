import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { version } from "../properties/version.ts";
import { reportSchema } from "../reports/report.ts";

const folder = mkdtempSync(join(tmpdir(), "ec-package-"));
const checkout = new URL("..", import.meta.url).pathname;
const tarball = join(folder, `elasticache-conformance-${version}.tgz`);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly status: number | null;
  /** Both streams, as they came. */
  readonly said: string;
}

function run(cwd: string, program: string, ...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8" });
  return { status, said: `${stdout}${stderr}` };
}

/** Runs what must succeed for anything to be tried, and returns what it says. */
function must(cwd: string, program: string, ...args: readonly string[]): string {
  const { status, said } = run(cwd, program, ...args);
  if (status !== 0) throw new Error(said);
  return said;
}

/** An empty project with these files, and the package installed in it by npm, with others beside it. */
function project(
  name: string,
  files: Readonly<Record<string, string>>,
  ...packages: readonly string[]
): string {
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(join(place, "package.json"), '{ "name": "mine", "type": "module" }');
  for (const [file, text] of Object.entries(files)) writeFileSync(join(place, file), text);
  must(place, "npm", "install", "--silent", "--no-audit", tarball, ...packages);
  return place;
}

const programIn = (place: string): string =>
  join(place, "node_modules", ".bin", "elasticache-conformance");

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

/** Asks a stub for its users, by the SDK. */
const useOfStubs = `
  const stub = await listen(createReference(), 0);
  const client = new ElastiCacheClient({ endpoint: stub.url, region: "us-east-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } });
  const { Users } = await client.send(new DescribeUsersCommand({}));
  client.destroy();
  await stub[Symbol.asyncDispose]();
`;

const sdk = "@aws-sdk/client-elasticache";

const plainFiles = {
  "stubs.test.mjs": `import test from "node:test";
import assert from "node:assert/strict";
import { DescribeUsersCommand, ElastiCacheClient } from "${sdk}";
import { createReference, listen } from "elasticache-conformance/stubs";

test("there is the user default", async () => {
  ${useOfStubs}
  assert.equal(Users[0].UserId, "default");
});
`,
  "stubs.test.cjs": `const test = require("node:test");
const assert = require("node:assert/strict");
const { DescribeUsersCommand, ElastiCacheClient } = require("${sdk}");
const { createReference, listen } = require("elasticache-conformance/stubs");

test("there is the user default", async () => {
  ${useOfStubs}
  assert.equal(Users[0].UserId, "default");
});
`,
};

const everything = `import { setupServer } from "msw/node";
import { aws, callerIn } from "elasticache-conformance/aws";
import { container, presets } from "elasticache-conformance/container";
import { handlers, referenceHandlers } from "elasticache-conformance/msw";
import { createReference, listen, noWindows } from "elasticache-conformance/stubs";
import { conformance } from "elasticache-conformance/vitest";
import { endpoint, type Report, reference, survey, type SurveyOptions, type Target } from "elasticache-conformance";

const options: SurveyOptions = { commands: 300 };
const target: Target = reference({ windows: noWindows });
const report: Report = await survey(target, options);
const ours = await survey(await handlers(referenceHandlers()), options);
setupServer(...referenceHandlers()).listen();
console.log(report.verdict, ours.verdict, typeof survey(target).then, presets.moto.port);
console.log([aws, callerIn, container, createReference, listen, conformance, endpoint].length);
`;

const suites = {
  "mine.test.ts": `import { conformance } from "elasticache-conformance/vitest";
import { reference } from "elasticache-conformance";

conformance(reference(), { commands: 300, isWanted: (rule) => rule === "create-user/user-id-taken" });
`,
  "stubs.jest.js": `import { DescribeUsersCommand, ElastiCacheClient } from "${sdk}";
import { createReference, listen } from "elasticache-conformance/stubs";

test("there is the user default", async () => {
  ${useOfStubs}
  expect(Users[0].UserId).toBe("default");
});
`,
};

const compilers = [
  ["nodenext", "--module", "nodenext"],
  ["a bundler", "--module", "preserve", "--moduleResolution", "bundler"],
] as const;

describe("the package, in an empty project (16, 22)", () => {
  beforeAll(() => {
    must(checkout, "npm", "pack", "--silent", "--pack-destination", folder);
  });

  it("is in order, as publint and attw see it", () => {
    expect(run(checkout, "npm", "run", "check:package")).toMatchObject({ status: 0 });
  });

  it("runs the README's adapter, and finds nothing that the wrapper did not earn", () => {
    const readme = readFileSync(join(checkout, "README.md"), "utf8");
    const [, adapter = ""] = /```ts\n(\/\/ adapter\.ts\n.*?)```/s.exec(readme) ?? [];
    const place = project("adapter", { "adapter.ts": adapter, "my-users.ts": wrapper });
    const { said } = run(place, programIn(place), "--client", "adapter.ts", "--out", "out");
    const report = reportSchema.parse(
      JSON.parse(readFileSync(join(place, "out", "report.json"), "utf8")),
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

  it("has stubs for plain JavaScript, and says in a line which package is wanted for more", () => {
    const place = project("plain", plainFiles, sdk);
    for (const file of Object.keys(plainFiles))
      expect(run(place, "node", "--test", file)).toMatchObject({ status: 0 });
    expect(run(place, programIn(place), "--target", "moto")).toEqual({
      status: 2,
      said: "a container needs the package testcontainers, and it is not installed: npm install --save-dev testcontainers\n",
    });
    expect(run(place, programIn(place), "--mount", "msw")).toEqual({
      status: 2,
      said: "the mount by msw needs the package msw, and it is not installed: npm install --save-dev msw\n",
    });
    expect(run(place, programIn(place), "--commands", "300").said).toContain("verdict: conforms");
  });

  it.each(["2", "3"])("is typed and works, every export of it, beside msw %s", (msw) => {
    const beside = [`msw@${msw}`, "testcontainers", "typescript@5.9", "vitest@4", "@types/node@24"];
    const place = project(`msw-${msw}`, { "everything.ts": everything }, ...beside);
    const strict = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--skipLibCheck"];
    for (const [resolution, ...how] of compilers) {
      const args = [...strict, "--target", "es2024", ...how, "everything.ts"];
      expect({ resolution, ...run(place, "node_modules/.bin/tsc", ...args) }).toEqual({
        resolution,
        status: 0,
        said: "",
      });
    }
    // Tests are declared where vitest runs, and nowhere else.
    const rest = everything.replace(/^import \{ conformance.*\n/m, "").replace("conformance, ", "");
    writeFileSync(join(place, "everything.ts"), rest);
    expect(run(place, "node", "everything.ts").said).toContain("conforms conforms");
  });

  it("is of use in the suites of vitest and of Jest", () => {
    const place = project("suites", suites, sdk, "vitest@4", "jest@30");
    expect(run(place, "node_modules/.bin/vitest", "run", "mine.test.ts")).toMatchObject({
      status: 0,
    });
    const jest = ["node_modules/.bin/jest", "--testMatch", "**/*.jest.js"];
    expect(run(place, "node", "--experimental-vm-modules", ...jest)).toMatchObject({ status: 0 });
  });

  it("is installed by pnpm", () => {
    const place = project("pnpm", {}, "pnpm@10");
    const inner = join(place, "inner");
    mkdirSync(inner);
    writeFileSync(join(inner, "package.json"), '{ "name": "mine", "type": "module" }');
    for (const [file, text] of Object.entries(plainFiles)) writeFileSync(join(inner, file), text);
    must(inner, "node", "../node_modules/pnpm/bin/pnpm.cjs", "add", tarball, sdk);
    for (const file of Object.keys(plainFiles))
      expect(run(inner, "node", "--test", file)).toMatchObject({ status: 0 });
  });
});
