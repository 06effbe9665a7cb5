import { ElastiCacheClient, type ElastiCacheClientConfig } from "@aws-sdk/client-elasticache";
import { describe, expect, it } from "vitest";

import { survey } from "../properties/survey.ts";
import { type Adapter, Unsupported } from "./client.ts";
import { inhabited, read, write, honest, options, identity, awsOnly } from "./guarded.fixtures.ts";
import { guarded } from "./guarded.ts";
import { listen } from "./reference/mount.ts";
import { type ReferenceService } from "./reference/service.ts";

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
      /<UserId>ec-conformance-[0-9a-f]{8}/,
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
