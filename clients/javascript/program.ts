import { readFileSync } from "node:fs";

import * as sdk from "@aws-sdk/client-elasticache";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import * as z from "zod";

/** Says the requests of a script to an endpoint, once for each case, and prints what the SDK makes of the answers. */
const [, , path = ""] = process.argv;

const script = z
  .object({
    endpoint: z.string(),
    cases: z.array(z.string()),
    requests: z.array(
      z.object({
        operation: z.string(),
        input: z.looseObject({}),
        mostPages: z.number().optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(path, "utf8")));

type Asked = (typeof script.requests)[number];

async function said(client: sdk.ElastiCacheClient, request: Asked): Promise<object> {
  try {
    return await (request.mostPages === undefined
      ? called(client, request)
      : pages(client, request.input, request.mostPages));
  } catch (error) {
    return failure(error);
  }
}

async function called(client: sdk.ElastiCacheClient, { operation, input }: Asked): Promise<object> {
  // A script names its operations: which command it is, the compiler cannot know.
  const command: sdk.DescribeUsersCommand = Reflect.construct(
    Reflect.get(sdk, `${operation}Command`),
    [input],
  );
  return { ok: await client.send(command) };
}

async function pages(client: sdk.ElastiCacheClient, input: object, most: number): Promise<object> {
  const ids: unknown[] = [];
  let count = 0;
  for await (const page of sdk.paginateDescribeUsers({ client }, { ...input })) {
    if (count === most) return { failed: "endless" };
    count += 1;
    ids.push(...(page.Users ?? []).map(({ UserId }) => UserId));
  }
  return { ok: { ids } };
}

function failure(error: unknown): object {
  const isOfService = error instanceof sdk.ElastiCacheServiceException;
  if (!isOfService || !(error instanceof Error)) return { failed: "exception" };
  const typed = error.constructor !== sdk.ElastiCacheServiceException;
  return { error: { typed, code: error.name, message: error.message } };
}

for (const name of script.cases) {
  const client = new sdk.ElastiCacheClient({
    region: "us-east-1",
    endpoint: script.endpoint,
    credentials: { accessKeyId: name, secretAccessKey: "none" },
    requestHandler: new NodeHttpHandler({ requestTimeout: 6000, throwOnRequestTimeout: true }),
  });
  const answers: object[] = [];
  for (const request of script.requests) answers.push(await said(client, request));
  process.stdout.write(`${JSON.stringify({ case: name, answers })}\n`);
  client.destroy();
}
