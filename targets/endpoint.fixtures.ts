import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll } from "vitest";

import { type ReferenceService } from "./reference/service.ts";

export const options = {
  explains: false,
  suiteVersion: "test",
  seed: 1,
  commands: 400,
  shrinkCommands: 50,
  settleSeconds: 2,
};

const servers: Server[] = [];

export async function serving(listener: RequestListener): Promise<string> {
  const opened = createServer(listener);
  servers.push(opened);
  await new Promise<void>((resolve) => {
    opened.listen(0, "127.0.0.1", resolve);
  });
  const address = opened.address();
  const port = typeof address === "object" && address !== null ? portOf(address) : 0;
  return `http://127.0.0.1:${port}`;
}

const portOf = ({ port }: AddressInfo): number => port;

afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** The users that a service has, but for `default`. */
export const idsIn = (service: ReferenceService): readonly string[] =>
  [
    ...service
      .handle({ headers: {}, body: "Action=DescribeUsers&MaxRecords=100" })
      .body.matchAll(
        /<UserId>(?<id>[^<]*)<.UserId>\s*<UserName>[^<]*<.UserName>\s*<Status>(?<status>\w+)/g,
      ),
  ]
    .filter(({ groups }) => groups?.["status"] !== "deleting")
    .map(({ groups }) => groups?.["id"] ?? "")
    .filter((id) => id !== "default");
