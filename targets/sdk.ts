import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";

import * as current from "@aws-sdk/client-elasticache";
import type { ElastiCacheClient, ElastiCacheClientConfig } from "@aws-sdk/client-elasticache";
import { NodeHttpHandler } from "@smithy/node-http-handler";

import type { Answer, Command, OperationName, Wire } from "../models/contract/contract.ts";
import { answerIn } from "./answer-in.ts";
import { accountIn, withArnOf } from "./arn.ts";
import type { Gate } from "./gate.ts";
import { type Loss, lossBy, Oversized, silenceBy, unsent, withoutCode } from "./loss.ts";
import { type Heard, misreadingOf } from "./misreading.ts";
import { type Allowance, OverBudget } from "./request-budget.ts";
import { type Sdk, type KnownSdk, isSdk, sendersOf } from "./sdk-senders.ts";
import { withoutSecrets } from "./secrets.ts";
import { type Departure, type Tap, tapInto, taps, Withheld } from "./tap.ts";
import type { Send } from "./target.ts";

/** Where and how the SDK sends. One client a region; nothing is ever tried twice. */
export interface Road {
  readonly region: string;
  /** The package of the SDK; the one that comes with the suite unless said. */
  readonly sdk?: Sdk | undefined;
  /** `environment`: as the AWS SDKs find them; else some of our own, which prove nothing. */
  readonly credentials?: "environment";
  /** The account, twelve digits, where it is known beforehand: an answer of another one ends the road. */
  readonly account?: string | undefined;
  /** The access key of a second account, where the target tells accounts apart by it. */
  readonly otherAccessKey?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly requestHandler?: ElastiCacheClientConfig["requestHandler"];
  /** Where requests are counted, and held back once there were enough. */
  readonly allowance?: Allowance | undefined;
  /** What may leave; everything unless said. */
  readonly gate?: Gate | undefined;
  /** Asked before a request leaves: says why the road must end here; nothing where it may go on. */
  readonly clearance?: ((departure: Departure) => Promise<string | undefined>) | undefined;
  /** How long to wait for a connection, for an answer and for its body, each in milliseconds; 30 s unless said. */
  readonly patience?: number | undefined;
}

/** How long an answer may take unless said, in milliseconds. */
const usualPatience = 30_000;

/** Sends commands through the AWS SDK. Every way that can end is an answer; nothing is thrown. */
export function throughSdk(road: Road): Send {
  const { sdk = current } = road;
  if (!isSdk(sdk)) throw new TypeError("this package is no @aws-sdk/client-elasticache");
  const senders = sendersOf(sdk);
  const clients = new Map<string, ElastiCacheClient>();
  const accounts = new Map<string, string>(road.account === undefined ? [] : [[own, road.account]]);
  let isKeptAlive = true;
  let end: string | undefined;
  const clientFor = (region: string, accessKeyId: string): ElastiCacheClient => {
    const key = `${accessKeyId}/${region}`;
    const client = clients.get(key) ?? newClient(sdk, road, region, accessKeyId, isKeptAlive);
    clients.set(key, client);
    return client;
  };
  /** A place that closes connections unannounced gets a new one for each request. */
  const renewConnections = (): void => {
    if (!isKeptAlive || road.requestHandler !== undefined) return;
    isKeptAlive = false;
    clients.clear();
  };

  const sendThrough = async <K extends OperationName>(
    client: ElastiCacheClient,
    command: Command<K>,
    accessKeyId: string,
    ending: AbortSignal | undefined,
  ): Promise<Answer<K>> => {
    if (end !== undefined) return { kind: "lost", reason: end, cause: "credentials" };
    if (ending?.aborted === true) return unsent("the run is over");
    const tap: Tap = { action: command.action, ending };
    const sending = ending === undefined ? {} : { abortSignal: ending };
    const answer = await taps
      .run(tap, () => senders[command.operation](client, command.input, sending))
      .then(
        (gave): Heard => ({ gave }),
        (threw: unknown): Heard => ({ threw }),
      )
      .then((heard) =>
        answered(command.operation, heard, tap.wire, road.patience ?? usualPatience),
      );
    if (tap.hasBrokenOff === true) renewConnections();
    end ??= tap.end ?? endBy(answer, road.account);
    if (end !== undefined) return { kind: "lost", reason: end, cause: "credentials" };
    const account = accounts.has(accessKeyId) ? undefined : accountIn(saidIn(answer));
    if (account !== undefined) accounts.set(accessKeyId, account);
    return answer;
  };

  return async (command, ending) => {
    const region = command.region ?? road.region;
    const accessKeyId = command.account === "other" ? (road.otherAccessKey ?? own) : own;
    const named = await withArnOf(
      command,
      region,
      () => accounts.get(accessKeyId),
      (ask) => sendThrough(clientFor(region, accessKeyId), ask, accessKeyId, ending),
    );
    return "kind" in named
      ? named
      : sendThrough(clientFor(region, accessKeyId), named, accessKeyId, ending);
  };
}

function newClient(
  sdk: KnownSdk,
  road: Road,
  region: string,
  accessKeyId: string,
  isKeptAlive: boolean,
): ElastiCacheClient {
  const { patience = usualPatience } = road;
  const client = new sdk.ElastiCacheClient({
    region,
    ...(road.credentials === "environment"
      ? {}
      : { credentials: { accessKeyId, secretAccessKey: "conformance" } }),
    maxAttempts: 1,
    // No switch of the environment leads away from an endpoint that was named.
    ...(road.endpoint === undefined
      ? {}
      : { endpoint: road.endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }),
    requestHandler: road.requestHandler ?? impatient(patience, isKeptAlive),
  });
  tapInto(client.middlewareStack, { ...road, patience });
  return client;
}

/** What an answer says, as it was read: on the wire it may be written in many ways. */
const saidIn = (answer: Answer): string =>
  answer.kind === "accepted" ? JSON.stringify(answer.output) : (answer.wire?.body ?? "");

/** Why the road ends with an answer: it came from another account than the one that was named. */
function endBy(answer: Answer, account: string | undefined): string | undefined {
  if (account === undefined || answer.kind !== "accepted") return undefined;
  const named = [...saidIn(answer).matchAll(/"ARN":"arn:[^"]*?:(\d{12}):/g)];
  return named.every(([, found]) => found === account)
    ? undefined
    : "the answers come from another account than the one that was named: nothing more is sent";
}

/** A way that ends at once, in an account that nobody has: to find out what would leave. */
export const nowhere: Pick<Road, "requestHandler" | "account"> = {
  account: "000000000000",
  requestHandler: { handle: () => Promise.reject(new Error("this was a rehearsal")) },
};

const impatient = (patience: number, keepAlive: boolean): NodeHttpHandler =>
  new NodeHttpHandler({
    connectionTimeout: patience,
    requestTimeout: patience,
    throwOnRequestTimeout: true,
    httpAgent: new HttpAgent({ keepAlive, maxSockets: 256 }),
    httpsAgent: new HttpsAgent({ keepAlive, maxSockets: 256 }),
  });

/** The access key by which requests are signed, unless another account is to be played. */
const own = "conformance";

/** What came back: what stands on the wire, with what the SDK made of it; or why nothing did. */
function answered<K extends OperationName>(
  operation: K,
  heard: Heard,
  wire: Wire | undefined,
  patience: number,
): Answer<K> {
  if (wire === undefined) return "threw" in heard ? silent(heard.threw, patience) : unheard;
  const answer = answerIn(operation, wire);
  if (answer.kind !== "accepted" && answer.kind !== "refused") return answer;
  const misread = misreadingOf(operation, answer, heard);
  return misread === undefined ? answer : { ...answer, misread };
}

/** Of an answer that the SDK gave, and nobody sent. */
const unheard: Loss = { kind: "lost", reason: "the SDK gave an answer that did not come by wire" };

function silent(error: unknown, patience: number): Loss {
  if (error instanceof OverBudget || error instanceof Withheld) return unsent(error.message);
  const cause = silenceBy(error);
  const reason =
    cause === "timeout" ? `no answer within ${patience / 1000} s` : withoutSecrets(reasonOf(error));
  if (cause !== undefined) return { kind: "lost", reason, cause };
  const loss = lossBy(error instanceof Error ? error.name : "", reason);
  return loss === undefined ? { kind: "lost", reason } : withoutCode(loss);
}

/** What went wrong on the way, in words that help: the SDK wraps the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const isOurs = error.name === "Error" || error instanceof Oversized;
  return `${isOurs ? "" : `${error.name}: `}${error.message.split("\n")[0] ?? ""}`;
}
