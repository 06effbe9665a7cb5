import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { afterEach, describe, expect, it } from "vitest";

import { survey } from "../properties/survey.ts";
import { endpoint } from "./endpoint.ts";
import { listen } from "./reference/mount.ts";
import { mutants } from "./reference/mutants/index.ts";
import { createReference } from "./reference/service.ts";

const options = {
  suiteVersion: "test",
  seed: 1,
  commands: 400,
  shrinkCommands: 50,
  settleSeconds: 2,
};

let server: Server | undefined;

async function serving(listener: RequestListener): Promise<string> {
  const opened = createServer(listener);
  server = opened;
  await new Promise<void>((resolve) => {
    opened.listen(0, "127.0.0.1", resolve);
  });
  const address = opened.address();
  const port = typeof address === "object" && address !== null ? portOf(address) : 0;
  return `http://127.0.0.1:${port}`;
}

const portOf = ({ port }: AddressInfo): number => port;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

describe("a target that is no ElastiCache", () => {
  it.each<readonly [string, RequestListener, RegExp]>([
    [
      "answers HTML",
      (_, response) => response.setHeader("content-type", "text/html").end("<html><p>Hello"),
      /does not speak the ElastiCache query protocol.*text\/html/,
    ],
    [
      "answers HTML that is well formed",
      (_, response) => response.end("<html><body>Hello</body></html>"),
      /does not speak the ElastiCache query protocol/,
    ],
    [
      "answers rubbish",
      (_, response) => response.end("\u0000\u0001rubbish"),
      /does not speak the ElastiCache query protocol/,
    ],
    ["answers nothing", (_, response) => response.end(), /an empty body/],
    ["answers JSON", (_, response) => response.end("{}"), /does not speak/],
    ["answers 404", (_, response) => response.writeHead(404).end("no"), /HTTP 404/],
    ["closes the connection", (request) => request.socket.destroy(), /gives no answer/],
    ["hangs", () => {}, /gives no answer/],
  ])("%s: there is one clear line", async (_, listener, says) => {
    const url = await serving(listener);
    const run = survey(endpoint({ url, patience: 300 }), options);
    await expect(run).rejects.toThrow(says);
    await expect(run).rejects.toMatchObject({ name: "Unreachable" });
  });

  it("is not there", async () => {
    const run = survey(endpoint({ url: "http://127.0.0.1:1" }), options);
    await expect(run).rejects.toThrow(
      "http://127.0.0.1:1 gives no answer (connect ECONNREFUSED 127.0.0.1:1)",
    );
  });

  it("has a reset hook that does not work", async () => {
    const url = await serving((_, response) => response.writeHead(500).end());
    const run = survey(endpoint({ url, reset: `${url}/reset` }), options);
    await expect(run).rejects.toThrow(`the reset hook ${url}/reset answers 500; a 2xx was wanted`);
  });
});

describe("a target that never settles", () => {
  it("is waited for once in a while, not at every turn", async () => {
    const fault = mutants.find(({ rule }) => rule === "describe-users/settles-after-modify")?.fault;
    const service = createReference(fault === undefined ? {} : { fault });
    await using listening = await listen(service, 0);
    const report = await survey(endpoint({ url: listening.url }), { ...options, settleSeconds: 1 });
    expect(report.rules.find(({ outcome }) => outcome === "broken")).toMatchObject({
      id: "describe-users/settles-after-modify",
      counterexample: { expected: "active", actual: "modifying" },
    });
  });
});

describe("an endpoint without a reset hook", () => {
  it("is surveyed under fresh names, and left as it was", async () => {
    const service = createReference();
    await using listening = await listen(service, 0);
    const report = await survey(endpoint({ url: listening.url }), options);
    expect(report.rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);

    const after = service.handle({ headers: {}, body: "Action=DescribeUsers" }).body;
    expect(after.match(/<UserId>[^<]*<\/UserId>/g)).toEqual(["<UserId>default</UserId>"]);
  });

  it("never changes, deletes or reports a stranger", async () => {
    const service = createReference();
    const create = (id: string): string =>
      `Action=CreateUser&UserId=${id}&UserName=x&Engine=redis&AccessString=${encodeURIComponent("on ~* +@all")}&NoPasswordRequired=true`;
    for (const id of ["u-0", "u-1", "stranger"]) service.handle({ headers: {}, body: create(id) });
    const listed = (): string =>
      service
        .handle({ headers: {}, body: "Action=DescribeUsers" })
        .body.replaceAll(/<RequestId>.*/g, "");
    const before = listed();
    await using listening = await listen(service, 0);
    const report = await survey(endpoint({ url: listening.url }), options);
    expect(report.rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);
    expect(listed()).toBe(before);
  });
});
