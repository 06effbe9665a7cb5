import {
  CreateUserCommand,
  DeleteUserCommand,
  DescribeUsersCommand,
  ElastiCacheClient,
} from "@aws-sdk/client-elasticache";
import { afterEach, beforeEach } from "vitest";

import type { Input } from "../models/contract/contract.ts";
import { type Adapter } from "./client.ts";
import { createReference, type ReferenceService } from "./reference/service.ts";

const access = encodeURIComponent("on ~* +@all");

/** Others' users, under names that conversations use too; and what arrives where they are. */
export function inhabited(): {
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

export const read =
  (sdk: ElastiCacheClient): NonNullable<Adapter["DescribeUsers"]> =>
  async (input) =>
    sdk.send(new DescribeUsersCommand(copied(input)));

export const write = (sdk: ElastiCacheClient) => ({
  CreateUser: async (input: Input<"CreateUser">): Promise<object> =>
    sdk.send(new CreateUserCommand(copied(input))),
  DeleteUser: async (input: Input<"DeleteUser">): Promise<object> =>
    sdk.send(new DeleteUserCommand(copied(input))),
});

/** A wrapper as most are: it asks the SDK for whatever the environment says. */
export const honest = (): Adapter => {
  const sdk = new ElastiCacheClient({ maxAttempts: 1 });
  return { DescribeUsers: read(sdk), ...write(sdk) };
};

export const options = {
  explains: false,
  suiteVersion: "test",
  seed: 1,
  commands: 60,
  shrinkCommands: 20,
  settleSeconds: 2,
};

/** What a machine may hold that belongs to somebody. */
export const identity = {
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
export const awsOnly = (): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("AWS_")));

beforeEach(() => {
  Object.assign(process.env, identity);
});
afterEach(() => {
  for (const name of Object.keys(identity)) delete process.env[name];
  Object.assign(process.env, before);
});
