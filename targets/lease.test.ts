import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

import { expect, it } from "vitest";

import { commandFrom } from "../models/contract/command.ts";
import { endpoint } from "./endpoint.ts";
import { listening } from "./listening.ts";
import { createReference } from "./reference/service.ts";

it("keeps what one of two creates made though the other was refused", async () => {
  const service = createReference();
  const server = createServer((incoming, outgoing) => {
    void text(incoming).then(async (body) => {
      const { status, headers, body: said } = service.handle({ headers: {}, body });
      // What is refused is answered at once, what is done takes its time.
      if (body.includes("Action=CreateUser") && status === 200) await sleep(200);
      outgoing.writeHead(status, headers).end(said);
    });
  });
  await using there = await listening(server);
  const target = endpoint({ url: there.url, farewellSeconds: 5, mostLive: 1 });
  const session = await target.open();
  const create = (UserId: string, Engine: string) =>
    session.send(
      commandFrom({
        operation: "CreateUser",
        input: { UserId, UserName: UserId, Engine, AccessString: "on", NoPasswordRequired: true },
      }),
    );
  const both = await Promise.all([create("u-0", "redis"), create("u-0", "nonsense")]);
  expect(both.map(({ kind }) => kind)).toEqual(["accepted", "refused"]);
  expect(await create("u-1", "redis")).toMatchObject({ kind: "lost", cause: "unsent" });
  await session[Symbol.asyncDispose]();
  await target.close();
  expect(target.leftBehind).toEqual([]);
  expect(service.handle({ headers: {}, body: "Action=DescribeUsers" }).body).not.toContain("u-0");
});
