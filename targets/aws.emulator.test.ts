import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";

import { operationNames } from "../models/contract/requests.ts";
import { type Report, reportSchema } from "../reports/report.ts";
import { answering } from "./answering.fixtures.ts";
import { freePort } from "./free-port.ts";
import { isNightly } from "./nightly.fixtures.ts";

// moto checks signatures and evaluates policies after so many requests: as many as it takes to make the callers.
const account = "123456789012";
const program = new URL("../cli/index.ts", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "ec-iam-"));
const callers = [undefined, ...operationNames];
let moto: ChildProcess;
let endpoint: string;

beforeAll(async () => {
  const port = await freePort();
  endpoint = `http://127.0.0.1:${port}`;
  moto = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], {
    stdio: "ignore",
    env: { ...process.env, INITIAL_NO_AUTH_ACTION_COUNT: String(3 * callers.length) },
  });
  await answering(moto, `${endpoint}/moto-api/`);
  for (const missing of callers) keys.set(missing, await callerWithout(missing));
});
afterAll(() => {
  moto.kill();
  rmSync(folder, { recursive: true, force: true });
});

interface Key {
  readonly id: string;
  readonly secret: string;
}

const keys = new Map<string | undefined, Key>();

const policySchema = z.object({
  Version: z.string(),
  Statement: z.array(
    z.object({
      Effect: z.enum(["Allow", "Deny"]),
      Action: z.array(z.string()),
    }),
  ),
});

/**
 * A caller with the policy that we give to others, less one permission. moto knows no ARNs of users, nor conditions: what is denied is
 * left out, as it would be denied of all.
 */
async function callerWithout(missing: string | undefined): Promise<Key> {
  const iam = new IAMClient({
    region: "us-east-1",
    endpoint,
    credentials: { accessKeyId: "x", secretAccessKey: "y" },
  });
  const UserName = missing ?? "whole";
  const path = new URL("../docs/aws/policy.json", import.meta.url);
  const { Version, Statement } = policySchema.parse(JSON.parse(readFileSync(path, "utf8")));
  const policy = {
    Version,
    Statement: Statement.filter(({ Effect }) => Effect === "Allow").map(({ Effect, Action }) => ({
      Effect,
      Action: Action.filter((action) => action !== `elasticache:${missing}`),
      Resource: "*",
    })),
  };
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(
    new PutUserPolicyCommand({
      UserName,
      PolicyName: "conformance",
      PolicyDocument: JSON.stringify(policy),
    }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { id: AccessKey?.AccessKeyId ?? "", secret: AccessKey?.SecretAccessKey ?? "" };
}

interface Ended {
  readonly code: number | null;
  readonly err: string;
  readonly report: Report | undefined;
}

const atMoto = "--target aws --region us-east-1 --settle-seconds 2 --shrink-commands 0".split(" ");

/** Runs the program against moto as if it were AWS. */
function conformance(
  key: Key,
  name: string,
  args: readonly string[],
  hosts: readonly string[] = ["--yes-at", new URL(endpoint).host],
): Promise<Ended> {
  const out = join(folder, name);
  const child = spawn(
    process.execPath,
    [program, ...atMoto, ...hosts, ...args, "--journals", join(folder, "journals"), "--out", out],
    {
      stdio: ["ignore", "ignore", "pipe"],
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: key.id,
        AWS_SECRET_ACCESS_KEY: key.secret,
      },
    },
  );
  let err = "";
  child.stderr?.on("data", (chunk) => {
    err += String(chunk);
  });
  return new Promise((resolve) => {
    child.on("close", (code) => {
      let report: Report | undefined;
      try {
        report = reportSchema.parse(JSON.parse(readFileSync(join(out, "report.json"), "utf8")));
      } catch {
        report = undefined;
      }
      resolve({ code, err, report });
    });
  });
}

const keyOf = (missing: string | undefined): Key => keys.get(missing) ?? { id: "", secret: "" };

describe("the target aws, at a stand-in that checks signatures and permissions", () => {
  it("begins only in the account that is named, and when it is told to", async () => {
    const whole = keyOf(undefined);
    const refused: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /needs --account/],
      [["--account", "999999999999", "--yes"], /the credentials are of …9012: nothing was sent/],
      [["--account", account], /give --yes/],
    ];
    for (const [args, says] of refused) {
      const { code, err, report } = await conformance(whole, "refused", args);
      expect({ code, err, report }).toEqual({
        code: 2,
        err: expect.stringMatching(says),
        report: undefined,
      });
    }
    const elsewhere = await conformance(whole, "elsewhere", ["--account", account, "--yes"], []);
    expect(elsewhere).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /^STS would be asked at 127.0.0.1:\d+, which is none of AWS's hosts/,
      ),
    });
    const wrong = await conformance({ ...whole, secret: "wrong" }, "wrong", [
      "--account",
      account,
      "--yes",
    ]);
    expect(wrong).toMatchObject({ code: 3, err: expect.stringContaining("STS does not say") });
  });

  it("runs with our policy, and says beforehand what it will do", async () => {
    const args = ["--account", account, "--yes", "--commands", "300", "--max-users", "30"];
    const { err, report } = await conformance(keyOf(undefined), "whole", args);
    expect(err).toContain("at most 30 at any moment");
    // A log may be read by anybody.
    expect(err).not.toMatch(/\d{12}|arn:aws:(?:iam|sts)/);
    expect(report?.operations).toMatchObject({ CreateUser: "supported", DeleteUser: "supported" });
    expect(report?.leftBehind).toBeUndefined();
    expect(report?.rules.filter(({ outcome }) => outcome === "kept").length).toBeGreaterThan(50);
  });

  it.runIf(isNightly).each(operationNames)(
    "says that the permission for %s is missing",
    async (missing) => {
      const only = `${missing.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase()}/*`;
      const args = ["--account", account, "--yes", "--commands", "60", "--rules", only];
      const { report } = await conformance(keyOf(missing), missing, args);
      expect(report?.operations[missing]).toBe("denied");
      expect(report?.inconclusive).toBe(`the caller lacks a permission: elasticache:${missing}`);
      const silent = report?.rules.filter(({ operation }) => operation === missing);
      expect(new Set(silent?.map(({ outcome }) => outcome))).toEqual(new Set(["untried"]));
    },
  );
});
