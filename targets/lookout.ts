import {
  createServer,
  type IncomingMessage,
  request as httpRequest,
  type ServerResponse,
} from "node:http";
import { request as httpsRequest } from "node:https";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";

import { isRead } from "../models/contract/contract.ts";
import { isOperation } from "../models/contract/requests.ts";
import { type Listening, listening } from "./listening.ts";
import { answer } from "./reference/mount.ts";
import { createReference, type ReferenceService } from "./reference/service.ts";

/** A door of our own before a service: it sees whatever arrives there. */
export interface Lookout extends Listening {
  /** The bodies of the requests that arrived while nothing was let through, in order. */
  readonly rehearsed: readonly string[];
  /** How many requests that change something arrived since it was opened. */
  readonly writes: number;
  /** From now on what arrives is let through to the service; before, a small one of our own answers, with one user. */
  open(): void;
}

export interface LookoutOptions {
  /** Where what arrives is let through to: a URL, or a service of this process. */
  readonly to: string | ReferenceService;
  /** The id of the only user that there is before it is opened: nobody else knows it. */
  readonly witness: string;
}

/** Puts a lookout before a service. */
export async function lookoutTo({ to, witness }: LookoutOptions): Promise<Lookout> {
  const rehearsal = createReference();
  const said = new URLSearchParams({
    Action: "CreateUser",
    UserId: witness,
    UserName: witness,
    Engine: "redis",
    AccessString: "off -@all",
    NoPasswordRequired: "true",
  });
  rehearsal.handle({ headers: {}, body: said.toString() });
  const rehearsed: string[] = [];
  let writes = 0;
  let isOpen = false;
  const note = (body: string): void => {
    if (isWrite(body)) writes += 1;
  };
  const server = createServer((incoming, outgoing) => {
    const handled = isOpen
      ? typeof to === "string"
        ? passOn(incoming, outgoing, to, note)
        : answer(to, incoming, outgoing, note)
      : answer(rehearsal, incoming, outgoing, (body) => rehearsed.push(body));
    handled.catch(() => outgoing.destroy());
  });
  const door = await listening(server);
  const path = typeof to === "string" ? new URL(to).pathname.replace(/\/$/, "") : "";
  return {
    url: `${door.url}${path}`,
    rehearsed,
    get writes() {
      return writes;
    },
    open() {
      isOpen = true;
    },
    [Symbol.asyncDispose]: () => door[Symbol.asyncDispose](),
  };
}

/** True of the body of a request that changes something. */
export const isWrite = (body: string): boolean => {
  const action = new URLSearchParams(body).get("Action") ?? "";
  return isOperation(action) && !isRead(action);
};

/** A request as it came, sent on; and its answer. Rejects where either breaks off. */
async function passOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  to: string,
  note: (body: string) => void,
): Promise<void> {
  const body = await buffer(incoming);
  note(body.toString("latin1"));
  const url = new URL(incoming.url ?? "/", to);
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  const answered = await new Promise<IncomingMessage>((resolve, reject) => {
    // The service knows itself by its own name.
    const headers = { ...incoming.headers, host: url.host };
    const sent = request(url, { method: incoming.method, headers }, resolve);
    sent.once("error", reject);
    // Who hung up waits for no answer.
    outgoing.once("close", () => sent.destroy());
    sent.end(body);
  });
  outgoing.writeHead(answered.statusCode ?? 502, answered.headers);
  await pipeline(answered, outgoing);
}
