import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { version } from "../properties/version.ts";
import { reportSchema } from "../reports/report.ts";
import { answering } from "../targets/answering.fixtures.ts";
import { isNightly } from "../targets/nightly.fixtures.ts";

const folder = mkdtempSync(join(tmpdir(), "ec-package-"));
const checkout = new URL("..", import.meta.url).pathname;
const tarball = join(folder, `elasticache-conformance-${version}.tgz`);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly status: number | null;
  /** Both streams, without colours. */
  readonly said: string;
}

function run(cwd: string, program: string, ...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8" });
  return { status, said: stripVTControlCharacters(`${stdout}${stderr}`) };
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

/** moto on a port of this machine; what is returned stops it. */
async function moto(port: number): Promise<() => void> {
  const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  await answering(server, `http://127.0.0.1:${port}/moto-api/`);
  return () => server.kill();
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

const sdk = "@aws-sdk/client-elasticache";

const everything = `import { setupServer } from "msw/node";
import { aws, callerIn } from "elasticache-conformance/aws";
import { container, presets } from "elasticache-conformance/container";
import { handlers, referenceHandlers } from "elasticache-conformance/msw";
import { createReference, listen, noWindows } from "elasticache-conformance/stubs";
import { conformance } from "elasticache-conformance/vitest";
import { endpoint, type Report, reference, survey, type SurveyOptions, type Target } from "elasticache-conformance";

const options: SurveyOptions = { commands: 60 };
const target: Target = reference({ windows: noWindows });
const report: Report = await survey(target, options);
const ours = await survey(await handlers(referenceHandlers()), options);
setupServer(...referenceHandlers()).listen();
console.log(report.verdict, ours.verdict, typeof survey(target).then, presets.moto.port);
console.log([aws, callerIn, container, createReference, listen, conformance, endpoint].length);
`;

/** A suite of Jest that has our stubs. */
const jestSuite = `import { DescribeUsersCommand, ElastiCacheClient } from "${sdk}";
import { createReference, listen } from "elasticache-conformance/stubs";

test("there is the user default", async () => {
  const stub = await listen(createReference(), 0);
  const client = new ElastiCacheClient({ endpoint: stub.url, region: "us-east-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } });
  const { Users } = await client.send(new DescribeUsersCommand({}));
  client.destroy();
  await stub[Symbol.asyncDispose]();
  expect(Users[0].UserId).toBe("default");
});
`;

/** A recipe, copied and installed as its own package.json says, with the package beside. */
function recipe(name: string): string {
  const place = join(folder, `recipe-${name}`);
  cpSync(join(checkout, "examples", "recipes", name), place, { recursive: true });
  must(place, "npm", "install", "--silent", "--no-audit", tarball);
  return place;
}

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

  it.runIf(isNightly)(
    "says in a line which package is wanted for more, and does without it until then",
    () => {
      const place = project("plain", {});
      expect(run(place, programIn(place), "--target", "moto")).toEqual({
        status: 2,
        said: "a container needs the package testcontainers, and it is not installed: npm install --save-dev testcontainers\n",
      });
      expect(run(place, programIn(place), "--mount", "msw")).toEqual({
        status: 2,
        said: "the mount by msw needs the package msw, and it is not installed: npm install --save-dev msw\n",
      });
      expect(run(place, programIn(place), "--commands", "300").said).toContain("verdict: conforms");
    },
  );

  it.each(["stubs", "wrapper", "cloudtrail", "shards"])(
    "is of use as the recipe says: %s",
    (name) => {
      expect(run(recipe(name), "npm", "test")).toMatchObject({ status: 0 });
    },
  );

  it.runIf(isNightly)("is shared between machines by vitest, a file for each", () => {
    const place = recipe("wrapper");
    const suite = join(place, "my-users.test.ts");
    cpSync(suite, join(place, "again.test.ts"));
    const vitest = (...args: readonly string[]): Ran =>
      run(place, join(place, "node_modules", ".bin", "vitest"), "run", ...args);
    for (const shard of ["1/2", "2/2"])
      expect(vitest(`--shard=${shard}`, "--reporter=blob")).toMatchObject({ status: 0 });
    expect(vitest("--merge-reports")).toMatchObject({
      status: 0,
      said: expect.stringMatching(/Test Files.* 2 passed/),
    });
  });

  it.runIf(isNightly)(
    "is of use as the recipe of an emulator says, and as that of a bug",
    async () => {
      const stop = await moto(5000);
      try {
        expect(run(recipe("emulator"), "npm", "test")).toMatchObject({
          status: 0,
          said: expect.stringMatching(/verdict: conforms; exit 0: .*tolerated/),
        });
        expect(run(recipe("bug"), "npm", "test")).toMatchObject({
          status: 0,
          said: expect.stringContaining("STILL BROKEN"),
        });
      } finally {
        stop();
      }
    },
  );

  it.runIf(isNightly).each(["2", "3"])(
    "is typed and works, every export of it, beside msw %s",
    (msw) => {
      const beside = [
        `msw@${msw}`,
        "testcontainers",
        "typescript@5.9",
        "vitest@4",
        "@types/node@24",
      ];
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
      const rest = everything
        .replace(/^import \{ conformance.*\n/m, "")
        .replace("conformance, ", "");
      writeFileSync(join(place, "everything.ts"), rest);
      expect(run(place, "node", "everything.ts").said).toContain("conforms conforms");
    },
  );

  it.runIf(isNightly)("is of use in a suite of Jest", () => {
    const place = project("jest", { "stubs.jest.js": jestSuite }, sdk, "jest@30");
    const jest = ["node_modules/.bin/jest", "--testMatch", "**/*.jest.js"];
    expect(run(place, "node", "--experimental-vm-modules", ...jest)).toMatchObject({ status: 0 });
  });

  it.runIf(isNightly)("is installed by pnpm", () => {
    const pnpm = join(project("pnpm", {}, "pnpm@10"), "node_modules", "pnpm", "bin", "pnpm.cjs");
    const place = join(folder, "by-pnpm");
    cpSync(join(checkout, "examples", "recipes", "stubs"), place, { recursive: true });
    must(place, "node", pnpm, "add", tarball);
    expect(run(place, "npm", "test")).toMatchObject({ status: 0 });
  });
});
