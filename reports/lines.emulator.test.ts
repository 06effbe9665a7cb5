import { createServer } from "node:http";
import { text } from "node:stream/consumers";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { adapterFor } from "../examples/adapter.ts";
import type { CacheUsers } from "../examples/cache-users.ts";
import { DropsPasswords } from "../examples/flawed/drops-passwords.ts";
import { RetriesRefusedCreate } from "../examples/flawed/retries-refused-create.ts";
import { SwallowsNotFound } from "../examples/flawed/swallows-not-found.ts";
import { guarded } from "../index.ts";
import type { Command } from "../models/contract/contract.ts";
import { operationNames } from "../models/contract/requests.ts";
import type { Site } from "../models/contract/site.ts";
import { traitsOf } from "../models/contract/traits.ts";
import { generatorOptionsFor } from "../properties/generate/generator-options.ts";
import { retold } from "../properties/recorded-stories.ts";
import { metered } from "../properties/run/meter.ts";
import { settleTimeoutFor } from "../properties/run/settle-timeout.ts";
import { search } from "../properties/search.ts";
import { defaultRun, survey } from "../properties/survey.ts";
import { endpoint } from "../targets/endpoint.ts";
import { type Listening, listening } from "../targets/listening.ts";
import { isNightly } from "../targets/nightly.fixtures.ts";
import { reference } from "../targets/reference/index.ts";
import { createReference } from "../targets/reference/service.ts";
import { throughSdk } from "../targets/sdk.ts";
import { outcomeOf, pasted, toldOutcome } from "./pasted.fixtures.ts";
import { isForCurl, requestLine } from "./request.ts";
import { asShell } from "./shell.ts";
import type { StoredCommand } from "./stored.ts";

/** What arrives at a service, and what else is asked for by whoever is told of no other way. */
interface Recorder extends Listening {
  readonly bodies: string[];
  readonly elsewhere: string[];
}

async function recorder(): Promise<Recorder> {
  const service = createReference();
  const bodies: string[] = [];
  const elsewhere: string[] = [];
  const server = createServer((request, response) => {
    // A proxy is asked for whole URLs.
    if (/^https?:/.test(request.url ?? "")) elsewhere.push(request.url ?? "");
    void text(request).then((body) => {
      if (request.url === "/reset") {
        service.reset();
        response.end();
        return;
      }
      bodies.push(body);
      const {
        status,
        headers,
        body: said,
      } = service.handle({
        headers: { authorization: request.headers.authorization ?? "" },
        body,
      });
      response.writeHead(status, headers).end(said);
    });
  });
  server.on("connect", (request, socket) => {
    elsewhere.push(request.url ?? "");
    socket.destroy();
  });
  return { ...(await listening(server)), bodies, elsewhere };
}

/** A request without what differs each time: passwords are of one length, and no more. */
const formOf = (body: string): readonly string[] =>
  [...new URLSearchParams(body)]
    .map(([name, value]) =>
      name.includes("Passwords") ? `${name} of ${value.length}` : `${name}=${value}`,
    )
    .toSorted();

/** Commands of a search: the last two of each kind, by what differs in more than values. Without those that need an answer before. */
async function samples(): Promise<readonly StoredCommand[]> {
  const target = reference();
  const byTraits = new Map<string, readonly Command[]>();
  await search(target, {
    seed: 16,
    generation: {
      ...generatorOptionsFor(target, operationNames),
      hasOtherAccount: false,
      otherRegions: [],
    },
    meter: metered(4000),
    patience: settleTimeoutFor(target, 60, 1),
    onTalk: (conversation) => {
      for (const command of conversation.filter((one) => canStandAlone(one))) {
        const traits = traitsOf(command).join(" ");
        byTraits.set(traits, [...(byTraits.get(traits) ?? []).slice(-1), command]);
      }
    },
  });
  await target.close();
  return JSON.parse(JSON.stringify([...byTraits.values()].flat()));
}

const canStandAlone = ({ input, times, until, client }: Command): boolean =>
  times === undefined &&
  until === undefined &&
  client === undefined &&
  !("Marker" in input && input.Marker?.startsWith("{{"));

describe("lines to paste (16.5)", () => {
  let there: Recorder;
  let site: Site;

  beforeAll(async () => {
    there = await recorder();
    site = { kind: "endpoint", url: there.url, region: "us-east-1" };
  });

  afterAll(async () => there[Symbol.asyncDispose]());

  /** The form that arrived last while something was done. */
  const lastForm = async (make: () => Promise<unknown>): Promise<readonly string[] | undefined> => {
    there.bodies.length = 0;
    await make();
    const last = there.bodies.at(-1);
    return last === undefined ? undefined : formOf(last);
  };

  it.runIf(isNightly)(
    "send what the SDK sends, for every kind of request that the generator makes",
    async () => {
      const send = throughSdk({ region: "us-east-1", endpoint: there.url });
      const wrong: unknown[] = [];
      const commands = await samples();
      expect(commands.length).toBeGreaterThan(100);
      for (const command of commands) {
        const own: Command = JSON.parse(JSON.stringify(command));
        const wanted = await lastForm(() => send(own));
        for (const tool of ["cli", "curl"] as const) {
          if (tool === "curl" && isForCurl(command)) continue;
          const lines = asShell([command], site, tool);
          const found = await lastForm(() => pasted(lines, there.url));
          if (JSON.stringify(found) !== JSON.stringify(wanted))
            wrong.push({ lines, wanted, found });
        }
      }
      expect(wrong).toEqual([]);
      expect(there.elsewhere).toEqual([]);
    },
  );

  it.runIf(isNightly).each<readonly [string, () => CacheUsers, string]>([
    ["swallows UserNotFound", () => new SwallowsNotFound(), "delete-user/unknown-user"],
    ["retries a refused create", () => new RetriesRefusedCreate(), "create-user/user-id-taken"],
    ["drops the passwords", () => new DropsPasswords(), "create-user/accepts-two-passwords"],
  ])("of a client that %s say what the service beneath answers", async (_, make, rule) => {
    const report = await survey(await guarded(() => adapterFor(make())), {
      ...defaultRun,
      commands: 3000,
      settleSeconds: 5,
      isWanted: (id) => id === rule,
    });
    const { awsCli = [], curl = [], commands = [] } = report.rules[0]?.counterexample ?? {};
    expect(awsCli.filter((line) => /^aws (?!.*--endpoint-url "\$endpoint")/.test(line))).toEqual(
      [],
    );
    const beneath = endpoint({ url: there.url, reset: `${there.url}/reset` });
    const { exchanges } = await retold(beneath, commands);
    const wanted = toldOutcome({ exchanges: JSON.parse(JSON.stringify(exchanges)) });
    for (const lines of [awsCli, curl]) {
      await fetch(`${there.url}/reset`, { method: "POST" });
      const here = lines.map((line) => line.replace(/^endpoint=\S+/, `endpoint=${there.url}`));
      expect({ lines, outcome: await outcomeOf(here, there.url) }).toEqual({
        lines,
        outcome: wanted,
      });
    }
    expect(there.elsewhere).toEqual([]);
  });

  it.runIf(isNightly)(
    "are given to curl only where the AWS command line sends nothing",
    async () => {
      const wrong: unknown[] = [];
      const held = (await samples()).filter(
        (command) => command.action === undefined && isForCurl(command),
      );
      expect(held.length).toBeGreaterThan(5);
      for (const command of held) {
        const line = requestLine(command, site, "cli");
        const found = await lastForm(() => pasted([line], there.url));
        if (found !== undefined) wrong.push({ line, found });
      }
      expect(wrong).toEqual([]);
    },
  );
});
