const assert = require("node:assert/strict");
const test = require("node:test");

const { DescribeUsersCommand, ElastiCacheClient } = require("@aws-sdk/client-elasticache");
const { createReference, listen } = require("elasticache-conformance/stubs");

test("there is the user default", async (context) => {
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
  const { Users } = await client.send(new DescribeUsersCommand({}));
  assert.equal(Users?.[0]?.UserId, "default");
});
