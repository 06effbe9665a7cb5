import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { NodeHttpHandler } from "@smithy/node-http-handler";

import type { Command } from "../models/contract.ts";
import { madeBy, scoped } from "./scope.ts";
import { throughSdk } from "./sdk.ts";
import { type Deviation, type Send, type Session, type Target, Unreachable } from "./target.ts";

export interface EndpointOptions {
  readonly name?: string;
  readonly version?: string | undefined;
  readonly url: string;
  readonly region?: string;
  /** A URL that forgets everything when it is posted to. Without it each session takes fresh names. */
  readonly reset?: string | undefined;
  readonly deviations?: readonly Deviation[];
  /** How long to wait for an answer, in milliseconds. */
  readonly patience?: number;
}

/** Any URL that claims to be the API. All requests go through the AWS SDK, each once. */
export function endpoint(options: EndpointOptions): Target {
  const { url, region = "us-east-1", reset, patience = 5000 } = options;
  const send = throughSdk({
    region,
    endpoint: url,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: patience,
      requestTimeout: patience,
      throwOnRequestTimeout: true,
    }),
  });
  return {
    name: options.name ?? "endpoint",
    version: options.version,
    endpoint: url,
    region,
    deviations: options.deviations ?? [],
    disposable: reset !== undefined,
    async open() {
      if (reset === undefined) return named(send, `ec${randomBytes(4).toString("hex")}-`);
      await forget(reset, patience);
      return {
        send,
        wait: (seconds) => sleep(seconds * 1000),
        [Symbol.asyncDispose]: async () => {},
      };
    },
    async close() {
      if (reset !== undefined) await forget(reset, patience);
    },
  };
}

/** Posts to the reset hook. Throws `Unreachable` with what it answered. */
async function forget(reset: string, patience: number): Promise<void> {
  const response = await fetch(reset, {
    method: "POST",
    signal: AbortSignal.timeout(patience),
  }).catch((error: unknown) => {
    throw new Unreachable(`the reset hook ${reset} does not answer (${causeOf(error)})`);
  });
  await response.arrayBuffer();
  if (!response.ok)
    throw new Unreachable(`the reset hook ${reset} answers ${response.status}; a 2xx was wanted`);
}

const causeOf = (error: unknown): string =>
  error instanceof Error
    ? error.cause instanceof Error
      ? error.cause.message || String(error.cause)
      : error.message
    : String(error);

/** A session under names of its own, which deletes at its end what it made. */
function named(send: Send, prefix: string): Session {
  const under = scoped(send, prefix);
  const made = new Set<string>();
  return {
    async send(command) {
      const answer = await under(command);
      const id = madeBy(command, answer);
      if (id !== undefined) made.add(id.toLowerCase());
      return answer;
    },
    wait: (seconds) => sleep(seconds * 1000),
    async [Symbol.asyncDispose]() {
      for (const UserId of made) {
        const farewell: Command<"DeleteUser"> = { operation: "DeleteUser", input: { UserId } };
        await under(farewell);
      }
    },
  };
}
