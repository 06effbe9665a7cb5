import { AsyncLocalStorage } from "node:async_hooks";
import { Readable } from "node:stream";

import * as current from "@aws-sdk/client-elasticache";
import type { ElastiCacheClient, ElastiCacheClientConfig } from "@aws-sdk/client-elasticache";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { HttpRequest, HttpResponse } from "@smithy/protocol-http";

import type { Answer, Command, Input, OperationName, Output, Wire } from "../models/contract.ts";
import { child, looksLikeAnswer, parse } from "../models/xml.ts";
import { type Allowance, OverBudget } from "./allowance.ts";
import { accountIn, withArnOf } from "./arn.ts";
import { withoutSecrets, withSecrets } from "./secrets.ts";
import type { Send } from "./target.ts";
import { lossBy, unsent } from "./trouble.ts";

type Senders = {
  readonly [K in OperationName]: (client: ElastiCacheClient, input: Input<K>) => Promise<object>;
};

/** A request for the SDK: a copy with the secrets put in. Wrong requests are sent on purpose, so its types do not bind us. */
const request = (input: object) => JSON.parse(JSON.stringify(withSecrets(input)));

/** The package of the SDK, of whatever version: their types are strangers to each other. */
export type Sdk = { readonly [M in SdkMember]: unknown };

type SdkMember = "ElastiCacheClient" | `${OperationName}Command`;
type KnownSdk = Pick<typeof current, SdkMember>;

/** True of a package that has what we need of the SDK. */
export const isSdk = (some: unknown): some is KnownSdk =>
  typeof some === "object" &&
  some !== null &&
  [...Object.keys(sendersOf(current)).map((name) => `${name}Command`), "ElastiCacheClient"].every(
    (member) => member in some,
  );

const sendersOf = (sdk: KnownSdk): Senders => ({
  CreateUser: (client, input) => client.send(new sdk.CreateUserCommand(request(input))),
  ModifyUser: (client, input) => client.send(new sdk.ModifyUserCommand(request(input))),
  DescribeUsers: (client, input) => client.send(new sdk.DescribeUsersCommand(request(input))),
  DeleteUser: (client, input) => client.send(new sdk.DeleteUserCommand(request(input))),
  CreateUserGroup: (client, input) => client.send(new sdk.CreateUserGroupCommand(request(input))),
  ModifyUserGroup: (client, input) => client.send(new sdk.ModifyUserGroupCommand(request(input))),
  DescribeUserGroups: (client, input) =>
    client.send(new sdk.DescribeUserGroupsCommand(request(input))),
  DeleteUserGroup: (client, input) => client.send(new sdk.DeleteUserGroupCommand(request(input))),
  ListTagsForResource: (client, input) =>
    client.send(new sdk.ListTagsForResourceCommand(request(input))),
  AddTagsToResource: (client, input) =>
    client.send(new sdk.AddTagsToResourceCommand(request(input))),
  RemoveTagsFromResource: (client, input) =>
    client.send(new sdk.RemoveTagsFromResourceCommand(request(input))),
});

/** Where and how the SDK sends. One client a region; nothing is ever tried twice. */
export interface Road {
  readonly region: string;
  /** The package of the SDK; the one that comes with the suite unless said. */
  readonly sdk?: Sdk | undefined;
  /** `environment`: as the AWS SDKs find them; else some of our own, which prove nothing. */
  readonly credentials?: "environment";
  /** The account, twelve digits, where it is known beforehand. */
  readonly account?: string | undefined;
  /** The access key of a second account, where the target tells accounts apart by it. */
  readonly otherAccessKey?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly requestHandler?: ElastiCacheClientConfig["requestHandler"];
  /** Where requests are counted, and held back once there were enough. */
  readonly allowance?: Allowance | undefined;
  /** How long to wait for a connection, for an answer and for its body, each in milliseconds. */
  readonly patience?: number;
}

/** Sends commands through the AWS SDK. Every way that can end is an answer; nothing is thrown. */
export function throughSdk(road: Road): Send {
  const { sdk = current } = road;
  if (!isSdk(sdk)) throw new TypeError("this package is no @aws-sdk/client-elasticache");
  const senders = sendersOf(sdk);
  const requestHandler =
    road.requestHandler ?? (road.patience === undefined ? undefined : impatient(road.patience));
  const clients = new Map<string, ElastiCacheClient>();
  const accounts = new Map<string, string>(road.account === undefined ? [] : [[own, road.account]]);
  const clientFor = (region: string, accessKeyId: string): ElastiCacheClient => {
    const key = `${accessKeyId}/${region}`;
    const known = clients.get(key);
    if (known !== undefined) return known;
    const client = new sdk.ElastiCacheClient({
      region,
      ...(road.credentials === "environment"
        ? {}
        : { credentials: { accessKeyId, secretAccessKey: "conformance" } }),
      maxAttempts: 1,
      ...(road.endpoint === undefined ? {} : { endpoint: road.endpoint }),
      ...(requestHandler === undefined ? {} : { requestHandler }),
    });
    tapInto(client, road.patience ?? 60_000, road.allowance);
    clients.set(key, client);
    return client;
  };

  const sendThrough = async <K extends OperationName>(
    client: ElastiCacheClient,
    command: Command<K>,
    accessKeyId: string,
  ): Promise<Answer<K>> => {
    const tap: Tap = { action: command.action };
    const answer = await taps
      .run(tap, () => senders[command.operation](client, command.input))
      .then(
        (output) => accepted<K>(output, tap.wire),
        (error: unknown) => failed<K>(error, tap.wire),
      );
    const account = accounts.has(accessKeyId) ? undefined : accountIn(tap.wire?.body ?? "");
    if (account !== undefined) accounts.set(accessKeyId, account);
    return answer;
  };

  return async (command) => {
    const region = command.region ?? road.region;
    const accessKeyId = command.account === "other" ? (road.otherAccessKey ?? own) : own;
    const client = clientFor(region, accessKeyId);
    const named = await withArnOf(
      command,
      region,
      () => accounts.get(accessKeyId),
      (ask) => sendThrough(client, ask, accessKeyId),
    );
    return "kind" in named ? named : sendThrough(client, named, accessKeyId);
  };
}

const impatient = (patience: number): NodeHttpHandler =>
  new NodeHttpHandler({
    connectionTimeout: patience,
    requestTimeout: patience,
    throwOnRequestTimeout: true,
  });

/** The access key by which requests are signed, unless another account is to be played. */
const own = "conformance";

/** What one request on its way needs from us, and what we keep of its response. */
interface Tap {
  readonly action: string | undefined;
  wire?: Wire;
}

const taps = new AsyncLocalStorage<Tap>();

/** Keeps the raw response beside the parsed one, and renames the Action, before it is signed, where a command says so. */
function tapInto(
  { middlewareStack }: ElastiCacheClient,
  patience: number,
  allowance: Allowance | undefined,
): void {
  middlewareStack.add(
    (next) => async (args) => {
      if (allowance?.spend() === false) throw new OverBudget("the budget of requests is spent");
      const result = await next(args);
      const { response } = result;
      const tap = taps.getStore();
      if (tap === undefined || !HttpResponse.isInstance(response)) return result;
      const body = withoutSecrets((await collect(response.body, patience)).toString("utf8"));
      // The SDK reads what we read: no secret gets any further.
      response.body = Buffer.from(body);
      tap.wire = { status: response.statusCode, headers: cleaned(response.headers), body };
      return result;
    },
    { step: "deserialize", priority: "low", name: "keepRawResponse" },
  );
  middlewareStack.add(
    (next) => async (args) => {
      const { request: sent } = args;
      const action = taps.getStore()?.action;
      if (action !== undefined && HttpRequest.isInstance(sent) && typeof sent.body === "string")
        sent.body = sent.body.replace(/^Action=[^&]*/, `Action=${action}`);
      return next(args);
    },
    { step: "serialize", priority: "low", name: "renameAction" },
  );
}

/** No answer of the service is nearly so long, in bytes. */
const longestBody = 16 * 1024 * 1024;

/** The whole body. Throws where it does not end in time, or not at all. */
async function collect(body: unknown, patience: number): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === "string" || body instanceof Uint8Array) return Buffer.from(body);
  if (!(body instanceof Readable)) throw new Error("the body of the answer cannot be read");
  const timer = setTimeout(() => {
    body.destroy(new Error(`the answer did not end within ${patience / 1000} s`));
  }, patience);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      const bytes = chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
      length += bytes.length;
      if (length > longestBody) throw new Error(`the answer is longer than ${longestBody} bytes`);
      chunks.push(bytes);
    }
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks);
}

/** Headers with their names in lower case, and without secrets. */
const cleaned = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), withoutSecrets(value)]),
  );

/** The parsed answer as plain data, without the SDK's own notes. */
const plain = (output: object) => JSON.parse(JSON.stringify({ ...output, $metadata: undefined }));

function accepted<K extends OperationName>(parsed: object, wire: Wire | undefined): Answer<K> {
  const output: Output<K> = plain(parsed);
  if (wire === undefined) return { kind: "accepted", output };
  const document = parse(wire.body);
  const isOurs =
    document.kind === "well-formed"
      ? document.root.name.endsWith("Response")
      : looksLikeAnswer(wire.body);
  return isOurs
    ? { kind: "accepted", output, wire }
    : { kind: "lost", reason: `HTTP ${wire.status} ${excerpt(wire)}`, wire };
}

const unsupportedCodes = new Set([
  "InvalidAction",
  "NotImplemented",
  "UnknownOperation",
  "UnknownOperationException",
  "UnsupportedOperation",
]);

function failed<K extends OperationName>(error: unknown, wire: Wire | undefined): Answer<K> {
  if (wire === undefined) {
    if (error instanceof OverBudget) return unsent(error.message);
    const reason = withoutSecrets(reasonOf(error));
    return lossBy(error instanceof Error ? error.name : "", reason) ?? { kind: "lost", reason };
  }
  const { status, body } = wire;
  const document = parse(body);
  const root = document.kind === "well-formed" ? document.root : undefined;
  const fault = child(root, "Error") ?? child(child(root, "Errors"), "Error");
  const code = child(fault, "Code")?.text.trim() ?? "";
  const message = child(fault, "Message")?.text.trim() ?? "";
  if (status === 501 || unsupportedCodes.has(code))
    return { kind: "unsupported", reason: `HTTP ${status} ${code}`.trim(), wire };
  const said = `HTTP ${status} ${code === "" ? excerpt(wire) : `${code}: ${message}`}`.trim();
  // Whose account it is is nobody's business.
  const reason = said.replaceAll(/\b\d{12}\b/g, "<account>");
  const loss = lossBy(code, reason);
  if (loss !== undefined) return { ...loss, wire };
  return status >= 400 && status < 500 && code !== ""
    ? { kind: "refused", code, message, wire }
    : { kind: "lost", reason, wire };
}

const excerpt = ({ body, headers }: Wire): string => {
  const text = body.replaceAll(/\s+/g, " ").trim().slice(0, 80);
  return `${headers["content-type"] ?? "no content type"}, ${text === "" ? "an empty body" : JSON.stringify(text)}`;
};

/** What went wrong on the way, in words that help: the SDK wraps the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return `${error.name === "Error" ? "" : `${error.name}: `}${error.message.split("\n")[0] ?? ""}`;
}
