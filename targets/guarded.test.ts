import {
  CreateUserCommand,
  DeleteUserCommand,
  DescribeUsersCommand,
  ElastiCacheClient,
  type ElastiCacheClientConfig,
} from "@aws-sdk/client-elasticache";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { Input } from "../models/contract/contract.ts";
import { survey } from "../properties/survey.ts";
import { type Adapter, type ClientOptions, Unsupported } from "./client.ts";
import { guarded } from "./guarded.ts";
import { listen } from "./reference/mount.ts";
import { createReference, type ReferenceService } from "./reference/service.ts";

const access = encodeURIComponent("on ~* +@all");

/** Others' users, under names that conversations use too; and what arrives where they are. */
function inhabited(): {
  readonly service: ReferenceService;
  readonly writes: string[];
  all(): string;
} {
  const writes: string[] = [];
  const service = createReference({
    fault: {
      request: (operation, input) => {
        if (!operation.startsWith("Describe") && !operation.startsWith("List"))
          writes.push(`${operation} ${JSON.stringify(input)}`);
        return input;
      },
    },
  });
  for (const id of ["u-0", "u-1", "payments"])
    service.handle({
      headers: {},
      body: `Action=CreateUser&UserId=${id}&UserName=x&Engine=redis&AccessString=${access}&NoPasswordRequired=true`,
    });
  writes.length = 0;
  return {
    service,
    writes,
    all: () =>
      service
        .handle({ headers: {}, body: "Action=DescribeUsers" })
        .body.replaceAll(/<RequestId>.*/g, ""),
  };
}

/** The SDK wants lists that it may change: a copy will do. */
const copied = (input: object) => JSON.parse(JSON.stringify(input));

const read =
  (sdk: ElastiCacheClient): NonNullable<Adapter["DescribeUsers"]> =>
  async (input) =>
    sdk.send(new DescribeUsersCommand(copied(input)));

const write = (sdk: ElastiCacheClient) => ({
  CreateUser: async (input: Input<"CreateUser">): Promise<object> =>
    sdk.send(new CreateUserCommand(copied(input))),
  DeleteUser: async (input: Input<"DeleteUser">): Promise<object> =>
    sdk.send(new DeleteUserCommand(copied(input))),
});

/** A wrapper as most are: it asks the SDK for whatever the environment says. */
const honest = (): Adapter => {
  const sdk = new ElastiCacheClient({ maxAttempts: 1 });
  return { DescribeUsers: read(sdk), ...write(sdk) };
};

const options = {
  explains: false,
  suiteVersion: "test",
  seed: 1,
  commands: 60,
  shrinkCommands: 20,
  settleSeconds: 2,
};

/** What a machine may hold that belongs to somebody. */
const identity = {
  AWS_ACCESS_KEY_ID: "AKIAREAL",
  AWS_SECRET_ACCESS_KEY: "real-secret",
  AWS_SESSION_TOKEN: "REALTOKEN",
  AWS_PROFILE: "production",
  AWS_CONFIG_FILE: "/nowhere/config",
  AWS_SHARED_CREDENTIALS_FILE: "/nowhere/credentials",
  AWS_WEB_IDENTITY_TOKEN_FILE: "/nowhere/token",
  AWS_ROLE_ARN: "arn:aws:iam::999988887777:role/prod",
  AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1:1/",
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
  AWS_USE_FIPS_ENDPOINT: "true",
  AWS_USE_DUALSTACK_ENDPOINT: "true",
  AWS_BEARER_TOKEN_BEDROCK: "REALBEARER",
};
const before = { ...process.env };
const awsOnly = (): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("AWS_")));

beforeEach(() => {
  Object.assign(process.env, identity);
});
afterEach(() => {
  for (const name of Object.keys(identity)) delete process.env[name];
  Object.assign(process.env, before);
});

describe("a client that speaks to somewhere else than it is told (D1)", () => {
  const at = (url: string): ElastiCacheClient => elsewhere({ endpoint: url });
  const elsewhere = (config: ElastiCacheClientConfig): ElastiCacheClient =>
    new ElastiCacheClient({
      region: "us-east-1",
      credentials: { accessKeyId: "x", secretAccessKey: "y" },
      useFipsEndpoint: false,
      useDualstackEndpoint: false,
      maxAttempts: 1,
      ...config,
    });

  it.each<readonly [string, (url: string) => Adapter, RegExp]>([
    [
      "for all that it does",
      (url) => ({ DescribeUsers: read(at(url)), ...write(at(url)) }),
      /^nothing that the client reads by DescribeUsers is seen arriving at \S+, where it was told to speak to: nothing was written$/,
    ],
    [
      "to read, and finds a list there",
      (url) => ({
        DescribeUsers: async ({ UserId }) => {
          if (UserId !== undefined) throw new Unsupported("it lists only");
          return read(at(url))({});
        },
        ...write(at(url)),
      }),
      /^nothing that the client reads by DescribeUsers is seen arriving/,
    ],
    [
      "to write",
      (url) => ({
        DescribeUsers: read(new ElastiCacheClient({ maxAttempts: 1 })),
        ...write(at(url)),
      }),
      /^the client answered DeleteUser, and nothing that changes anything arrived/,
    ],
    [
      "to write, after it has read where it should",
      (url) => {
        const reader = new ElastiCacheClient({ maxAttempts: 1 });
        const writer = write(at(url));
        const first = async (UserId = ""): Promise<void> => {
          await read(reader)({ UserId }).catch(() => {});
        };
        return {
          DescribeUsers: read(reader),
          CreateUser: async (input) => {
            await first(input.UserId);
            return writer.CreateUser(input);
          },
          DeleteUser: async (input) => {
            await first(input.UserId);
            return writer.DeleteUser(input);
          },
        };
      },
      /^the client answered DeleteUser, and nothing that changes anything arrived/,
    ],
    ["and only writes", (url) => write(at(url)), /^the client answered DeleteUser, and nothing/],
    [
      "and makes up what it reads",
      (url) => ({ DescribeUsers: async () => ({ Users: [] }), ...write(at(url)) }),
      /^nothing that the client reads by DescribeUsers is seen arriving/,
    ],
  ])("%s is not surveyed, and changes nothing", async (_, make, says) => {
    const { service, writes, all } = inhabited();
    const strangers = all();
    await using listening = await listen(service, 0);
    await expect(guarded(() => make(listening.url))).rejects.toThrow(says);
    expect(all()).toBe(strangers);
    // Of a user that nobody has, and nothing else.
    expect(writes.filter((one) => !/ecwitness[0-9a-f]+-nobody/.test(one))).toEqual([]);
    expect(awsOnly()).toMatchObject(identity);
  });

  it("to create is found out by a user that nobody is, and asked nothing more", async () => {
    const { service, writes } = inhabited();
    await using listening = await listen(service, 0);
    const make = (): Adapter => ({ ...honest(), CreateUser: write(at(listening.url)).CreateUser });
    await expect(guarded(make)).rejects.toThrow(
      /^the client answered CreateUser, and nothing that changes anything arrived/,
    );
    expect(writes.filter((one) => !/ecwitness[0-9a-f]+-nobody/.test(one))).toEqual([]);
    expect(writes).toHaveLength(1);
    expect(awsOnly()).toMatchObject(identity);
  });

  it("once it was asked in another way than the proof did is stopped at the first write", async () => {
    const { service, writes } = inhabited();
    await using listening = await listen(service, 0);
    const target = await guarded(() => ({
      ...honest(),
      CreateUser: async (input) => {
        // It has no word for users without a password.
        if (input.Passwords === undefined) throw new Unsupported("it always has a password");
        return write(at(listening.url)).CreateUser(input);
      },
    }));
    await expect(survey(target, options)).rejects.toThrow(/may have been done somewhere else$/);
    expect(writes).toHaveLength(1);
  });

  it("for an operation that it only makes up is none", async () => {
    const target = await guarded(() => ({
      ...honest(),
      DescribeUserGroups: async () => ({ UserGroups: [] }),
    }));
    expect(target.isClient).toBe(true);
    await target.close();
  });

  it("is told whom it left where its own failure hides what became of a create", async () => {
    const { service } = inhabited();
    await using listening = await listen(service, 0);
    const sdk = (): ElastiCacheClient => new ElastiCacheClient({ maxAttempts: 1 });
    const target = await guarded(
      () => ({
        CreateUser: async (input) => {
          await write(sdk()).CreateUser(input);
          throw new TypeError("it cannot read what it was answered");
        },
        DeleteUser: async (input) => write(sdk()).DeleteUser(input),
      }),
      { endpoint: listening.url, farewellSeconds: 1 },
    );
    await survey(target, options);
    expect(service.handle({ headers: {}, body: "Action=DescribeUsers" }).body).not.toMatch(
      /<UserId>ec[0-9a-f]{8}/,
    );
  });

  it("is led to a service by the name that it knows itself by", async () => {
    const hosts = new Set<string | undefined>();
    const { service } = inhabited();
    const watched: ReferenceService = {
      ...service,
      handle(request, together) {
        hosts.add(request.headers["host"]);
        return service.handle(request, together);
      },
    };
    await using listening = await listen(watched, 0);
    const target = await guarded(honest, { endpoint: listening.url, farewellSeconds: 1 });
    await survey(target, options);
    expect([...hosts]).toEqual([new URL(listening.url).host]);
    expect(target.endpoint).toBe(listening.url);
  });
});

describe("while a client is under test", () => {
  it("the process has no other AWS identity, and has it back afterwards", async () => {
    const seen: Record<string, string | undefined>[] = [];
    const target = await guarded(() => {
      seen.push(awsOnly());
      return honest();
    });
    const report = await survey(target, options);
    expect(report.rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);
    expect(report.spent.commands).toBe(60);
    const values = new Set(seen.flatMap((one) => Object.values(one)));
    expect(
      Object.values(identity).filter((value) => value !== "true" && values.has(value)),
    ).toEqual([]);
    expect(seen[0]).toMatchObject({
      AWS_ACCESS_KEY_ID: "conformance",
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "false",
    });
    expect(seen[0]).not.toHaveProperty("AWS_SESSION_TOKEN");
    expect(awsOnly()).toMatchObject(identity);
  });

  it("no real key arrives at the service beneath", async () => {
    const headers: string[] = [];
    const { service } = inhabited();
    const watched: ReferenceService = {
      ...service,
      handle(request, together) {
        headers.push(JSON.stringify(request.headers));
        return service.handle(request, together);
      },
    };
    await using listening = await listen(watched, 0);
    const target = await guarded(honest, { endpoint: listening.url, farewellSeconds: 1 });
    await survey(target, options);
    expect(headers.length).toBeGreaterThan(20);
    expect(headers.filter((one) => /AKIAREAL|REALTOKEN/.test(one))).toEqual([]);
  });

  it("no other may be, as both would be told where to speak to by one environment", async () => {
    const first = await guarded(honest);
    await expect(guarded(honest)).rejects.toThrow(/close its target before the next/);
    await first.close();
    await (await guarded(honest)).close();
  });
});

describe("an adapter (D10)", () => {
  const surveyed = async (adapter: Adapter, more: ClientOptions = {}) =>
    survey(
      await guarded(() => ({ ...honest(), ...adapter }), { patience: more.patience }),
      options,
    );

  it("that never settles is lost, each time that it is asked, after its own time-out", async () => {
    const { verdict, inconclusive, operations } = await surveyed(
      { DeleteUser: () => new Promise(() => {}) },
      { patience: 50 },
    );
    expect({ verdict, DeleteUser: operations["DeleteUser"] }).toEqual({
      verdict: "inconclusive",
      DeleteUser: "lost",
    });
    expect(inconclusive).toBe("DeleteUser gave no answer");
  });

  it.each<readonly [string, unknown]>([
    ["a list that is none", { Users: "no" }],
    ["a list of nothing", { Users: [null, 1, "u-0"] }],
    ["members of other types", { Users: [{ UserId: 7, UserGroupIds: {}, Authentication: "iam" }] }],
    ["nothing", undefined],
    ["a text", "no"],
    ["a function", () => {}],
    ["what is no JSON", { Users: [{ UserId: 1n }] }],
  ])("that answers %s breaks a rule", async (_, given) => {
    const { verdict, rules } = await surveyed({
      DescribeUsers: async (input) => {
        // What it reads is seen arriving all the same.
        await read(new ElastiCacheClient({ maxAttempts: 1 }))(input);
        return Object(given);
      },
    });
    expect(verdict).toBe("divergence");
    expect(rules.some(({ outcome }) => outcome === "broken")).toBe(true);
  });
});
