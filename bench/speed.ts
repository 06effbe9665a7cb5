import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

import * as sdk from "@aws-sdk/client-elasticache";
import { setupServer } from "msw/node";

import { withArn } from "../models/contract/arn.ts";
import type { Command } from "../models/contract/contract.ts";
import { generatorOptionsFor } from "../properties/generate/generator-options.ts";
import { metered } from "../properties/run/meter.ts";
import { probe, supportedBy } from "../properties/run/probe.ts";
import { settleTimeoutFor } from "../properties/run/settle-timeout.ts";
import { search } from "../properties/search.ts";
import { endpoint } from "../targets/endpoint.ts";
import { asHandlers } from "../targets/reference/handlers.ts";
import { asRequestHandler } from "../targets/reference/in-process.ts";
import { reference } from "../targets/reference/index.ts";
import { listen } from "../targets/reference/mount.ts";
import { createReference } from "../targets/reference/service.ts";
import { withSecrets } from "../targets/secrets.ts";
import type { Target } from "../targets/target.ts";
import { enginePerSecond, judgedPerSecond } from "./engine-alone.ts";
import { alone, type Bench, beside, type Figure, median } from "./figure.ts";

const requests = 3000;
const rounds = 5;

/** A road on which requests go: by our suite, and by a bare SDK client. */
interface Road {
  readonly name: string;
  readonly goal: number;
  readonly target: () => Target;
  readonly client: sdk.ElastiCacheClientConfig;
  forget(): Promise<void>;
  leave(): Promise<void>;
}

const base = {
  region: "us-east-1",
  credentials: { accessKeyId: "conformance", secretAccessKey: "conformance" },
  maxAttempts: 1,
};

/** The requests that a search sends, in order; nothing between conversations but that all is forgotten. */
async function said(
  target: Target,
): Promise<{ readonly perSecond: number; readonly sent: readonly (readonly Command[])[] }> {
  const support = await probe(target, metered(100));
  const sent: Command[][] = [];
  const meter = metered(requests);
  const started = performance.now();
  await search(target, {
    seed: 42,
    generation: generatorOptionsFor(target, supportedBy(support)),
    meter,
    // Waiting is no work: nothing is waited for on a real clock.
    patience: settleTimeoutFor(target, 0, 1),
    onTalk: (_, { exchanges }) => {
      sent.push(exchanges.map(({ command }) => command));
    },
  });
  const perSecond = (1000 * meter.sent) / (performance.now() - started);
  await target.close();
  return { perSecond, sent };
}

const commands: Readonly<Record<string, new (input: object) => never>> = Object(sdk);

/** Sends the same requests with a bare client, which reads every answer. */
async function bare(road: Road, sent: readonly (readonly Command[])[]): Promise<number> {
  const client = new sdk.ElastiCacheClient({ ...base, ...road.client });
  const ready = sent.map((conversation) =>
    conversation.map(({ operation, input }) => {
      const filled: object = Object(withSecrets(input));
      const name = "ResourceName" in filled ? String(filled.ResourceName) : undefined;
      const caller = { region: base.region, account: "123456789012" };
      return {
        operation,
        input: name === undefined ? filled : { ...filled, ResourceName: withArn(name, caller) },
      };
    }),
  );
  let count = 0;
  const started = performance.now();
  for (const conversation of ready) {
    await road.forget();
    for (const { operation, input } of conversation) {
      const Command = commands[`${operation}Command`];
      if (Command === undefined) continue;
      await client.send(new Command(input)).catch(() => {});
      count += 1;
    }
  }
  return (1000 * count) / (performance.now() - started);
}

async function compared(road: Road): Promise<Figure> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const { perSecond, sent } = await said(road.target());
    const yardstick = await bare(road, sent);
    // The first round warms both up.
    if (round > 0) {
      ours.push(perSecond);
      theirs.push(yardstick);
    }
  }
  await road.leave();
  return beside(
    `judged requests per second, ${road.name}`,
    median(ours),
    ["bare SDK client", median(theirs)],
    `ratio ≥ ${road.goal}`,
    (_, ratio) => ratio >= road.goal,
    "beside each request stand its making (in the first conversations, the best of sixty commands), its judgement, and the masking of secrets in its answer",
  );
}

async function dispatched(): Promise<Road> {
  const service = createReference();
  return {
    name: "in memory",
    goal: 0.9,
    target: () => reference(),
    client: { requestHandler: asRequestHandler(service) },
    forget: async () => service.reset(),
    leave: async () => {},
  };
}

async function loopback(): Promise<Road> {
  const service = createReference();
  const listening = await listen(service, 0);
  return {
    name: "loopback HTTP",
    goal: 0.9,
    target: () => reference({ mount: "http" }),
    client: { endpoint: listening.url },
    forget: async () => service.reset(),
    leave: async () => listening[Symbol.asyncDispose](),
  };
}

async function intercepted(): Promise<Road> {
  const service = createReference();
  const server = setupServer(...asHandlers(service));
  let isListening = false;
  const stop = (): void => {
    if (isListening) server.close();
    isListening = false;
  };
  return {
    name: "msw interception",
    goal: 0.9,
    target: () => {
      stop();
      return reference({ mount: "msw" });
    },
    client: {},
    forget: async () => {
      if (!isListening) server.listen({ onUnhandledFrame: "bypass" });
      isListening = true;
      service.reset();
    },
    leave: async () => stop(),
  };
}

async function moto(say: (text: string) => void): Promise<Road | undefined> {
  const port = 5917;
  const running: ChildProcess = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], {
    stdio: "ignore",
  });
  const started = await new Promise<boolean>((resolve) => {
    running.once("error", () => resolve(false));
    running.once("spawn", () => resolve(true));
  });
  if (!started) {
    say("moto: not measured, there is no moto_server");
    return undefined;
  }
  const url = `http://127.0.0.1:${port}`;
  const reset = `${url}/moto-api/reset`;
  for (let turn = 0; turn < 100; turn += 1) {
    if ((await fetch(`${url}/moto-api/`).catch(() => undefined))?.ok === true) break;
    await sleep(200);
  }
  return {
    name: "moto",
    goal: 0.95,
    target: () => endpoint({ url, reset }),
    client: { endpoint: url },
    forget: async () => {
      await (await fetch(reset, { method: "POST" })).arrayBuffer();
    },
    leave: async () => {
      running.kill();
    },
  };
}

/** Judged requests per second beside a bare SDK client that sends the same requests on the same road. */
export const speed: Bench = {
  name: "speed",
  async run(say) {
    const figures: Figure[] = [];
    for (const build of [dispatched, loopback, intercepted, () => moto(say)]) {
      const road = await build();
      if (road === undefined) continue;
      say(road.name);
      figures.push(await compared(road));
    }
    say("model and engine alone");
    figures.push(
      alone(
        "commands per second, model and engine alone",
        await enginePerSecond(),
        "≥ 200,000",
        (value) => value >= 200_000,
        "every command is made from arbitraries for the state that it meets, in the first conversations the best of sixty, and held to some forty rules",
      ),
    );
    figures.push(
      alone("exchanges judged per second", await judgedPerSecond(), "none set", () => true),
    );
    return figures;
  },
};
