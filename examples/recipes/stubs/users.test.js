import assert from "node:assert/strict";
import test from "node:test";

import {
  CreateUserCommand,
  DescribeUsersCommand,
  ElastiCacheClient,
} from "@aws-sdk/client-elasticache";
import { createReference, listen } from "elasticache-conformance/stubs";

test("a user is there once it was made", async (context) => {
  const stub = await listen(createReference(), 0);
  const client = new ElastiCacheClient({
    endpoint: stub.url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  context.after(async () => {
    client.destroy();
    await stub[Symbol.asyncDispose]();
  });
  await client.send(
    new CreateUserCommand({
      UserId: "app",
      UserName: "app",
      Engine: "valkey",
      AccessString: "on ~app:* +@read",
      AuthenticationMode: { Type: "iam" },
    }),
  );
  const { Users } = await client.send(new DescribeUsersCommand({ UserId: "app" }));
  assert.equal(Users?.[0]?.Authentication?.Type, "iam");
});
