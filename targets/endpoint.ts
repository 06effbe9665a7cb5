import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { NodeHttpHandler } from "@smithy/node-http-handler";

import type { Input, OperationName } from "../models/contract.ts";
import { type Farewell, farewell, type Guest } from "./farewell.ts";
import { scoped } from "./scope.ts";
import { throughSdk } from "./sdk.ts";
import { type Deviation, type Send, type Session, type Target, Unreachable } from "./target.ts";

export interface EndpointOptions {
  readonly name?: string;
  readonly version?: string | undefined;
  readonly url: string;
  readonly region?: string;
  /** The access key of a second account, where the target tells accounts apart by it. */
  readonly otherAccessKey?: string | undefined;
  /** A URL that forgets everything when it is posted to. Without it each session takes fresh names. */
  readonly reset?: string | undefined;
  readonly deviations?: readonly Deviation[];
  /** How long to wait for an answer, in milliseconds. */
  readonly patience?: number;
  /** True to hold several conversations at once, each under names of its own; forgetting everything between them is no way then. */
  readonly isShared?: boolean;
  /** Without a reset hook: how long to wait at the end for users of ours that are changing and cannot be deleted yet. */
  readonly farewellSeconds?: number;
}

/** Any URL that claims to be the API. All requests go through the AWS SDK, each once. */
export function endpoint(options: EndpointOptions): Target {
  const { url, region = "us-east-1", patience = 5000, farewellSeconds = 600 } = options;
  const reset = options.isShared === true ? undefined : options.reset;
  const send = throughSdk({
    region,
    endpoint: url,
    otherAccessKey: options.otherAccessKey,
    patience,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: patience,
      requestTimeout: patience,
      throwOnRequestTimeout: true,
    }),
  });
  const run = `ec${randomBytes(4).toString("hex")}`;
  const guests = farewell(send, run, farewellSeconds, pause);
  let sessions = 0;
  return {
    name: options.name ?? "endpoint",
    version: options.version,
    endpoint: url,
    region,
    deviations: options.deviations ?? [],
    disposable: reset !== undefined,
    ...(reset === undefined ? { takesMany: true } : {}),
    ...(options.otherAccessKey === undefined ? {} : { tellsAccountsApart: true }),
    async open() {
      if (reset !== undefined) {
        await forget(reset, patience);
        return { send, wait: pause, [Symbol.asyncDispose]: async () => {} };
      }
      sessions += 1;
      return named(send, `${run}${sessions.toString(36)}-`, guests);
    },
    get leftBehind() {
      return guests.left;
    },
    async close(onWait, isHurried) {
      if (reset === undefined) await guests.end(onWait, isHurried);
      else await forget(reset, patience);
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

const pause = (seconds: number): Promise<void> => sleep(seconds * 1000);

/** What a command makes; nothing for commands that make nothing. */
function madeBy(operation: OperationName, input: Input<OperationName>): Guest | undefined {
  if (operation === "CreateUser" && "UserId" in input)
    return { kind: "user", name: input.UserId ?? "" };
  return operation === "CreateUserGroup" && "UserGroupId" in input
    ? { kind: "group", name: input.UserGroupId ?? "" }
    : undefined;
}

/** A session under names of its own, which deletes at its end what it made. */
function named(send: Send, prefix: string, guests: Farewell): Session {
  const mine = new Map<string, Guest>();
  return {
    send: scoped(async (command) => {
      const guest = madeBy(command.operation, command.input);
      if (guest === undefined) return send(command);
      const key = `${guest.kind} ${guest.name}`;
      // Noted before it is sent, so that no interrupt comes between.
      if (!mine.has(key)) guests.welcome(guest);
      const answer = await send(command);
      if (answer.kind === "accepted" || answer.kind === "lost") mine.set(key, guest);
      else if (!mine.has(key)) guests.forget(guest);
      return answer;
    }, prefix),
    wait: pause,
    [Symbol.asyncDispose]: () => guests.part(mine.values()),
  };
}
