import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

import * as fc from "fast-check";

import { type Listening, listening } from "./listening.ts";

/**
 * What can go wrong on the way: a request is throttled, or comes late, or its connection is reset before it arrives; its answer
 * is cut off, comes twice, or is lost though the request took effect; or a request arrives twice, and the second answer comes.
 */
export const troubles = [
  "throttle",
  "delay",
  "reset",
  "truncate",
  "repeat",
  "lose",
  "double",
] as const;
export type Trouble = (typeof troubles)[number];

/** Three of ten requests meet trouble. */
export const threeOfTen: RoughRoadOptions["shares"] = {
  throttle: 0.08,
  delay: 0.02,
  reset: 0.05,
  truncate: 0.05,
  repeat: 0.05,
  lose: 0.05,
};

export interface RoughRoadOptions {
  /** Where the road leads. */
  readonly to: string;
  /** How large a share of the requests meets each trouble, between 0 and 1; together no more than 1. */
  readonly shares: { readonly [T in Trouble]?: number };
  readonly seed?: number;
  /** How late a late request comes, in milliseconds; 50 unless said. */
  readonly delay?: number;
}

export interface RoughRoad extends Listening {
  /** How many requests met each trouble so far. */
  readonly met: Readonly<Record<Trouble, number>>;
}

/** So many draws, and then the same again. */
const draws = 10_000;

/** A road of its own before an endpoint, on which things go wrong: in the same order for the same seed. */
export async function roughRoad(options: RoughRoadOptions): Promise<RoughRoad> {
  const { to, shares, seed = 1, delay = 50 } = options;
  const lots = fc.sample(fc.noBias(fc.nat(draws - 1)), { seed, numRuns: draws });
  const met = { throttle: 0, delay: 0, reset: 0, truncate: 0, repeat: 0, lose: 0, double: 0 };
  let requests = 0;
  const draw = (): Trouble | undefined => {
    let left = (lots[requests % draws] ?? 0) / draws;
    requests += 1;
    return troubles.find((trouble) => {
      left -= shares[trouble] ?? 0;
      return left < 0;
    });
  };
  const server = createServer((incoming, outgoing) => {
    const trouble = draw();
    if (trouble !== undefined) met[trouble] += 1;
    travel(incoming, outgoing, to, trouble, delay).catch(() => outgoing.destroy());
  });
  return { ...(await listening(server)), met };
}

/** What AWS says where it is asked too often (F306). */
const throttling =
  '<ErrorResponse xmlns="http://elasticache.amazonaws.com/doc/2015-02-02/"><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ErrorResponse>';

/** Takes one request along the road, and its answer back. */
async function travel(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  to: string,
  trouble: Trouble | undefined,
  delay: number,
): Promise<void> {
  if (trouble === "reset") {
    incoming.socket.resetAndDestroy();
    return;
  }
  const body = await buffer(incoming);
  if (trouble === "throttle") {
    outgoing.writeHead(400, { "content-type": "text/xml" }).end(throttling);
    return;
  }
  if (trouble === "delay") await sleep(delay);
  if (trouble === "double") await buffer(await forwarded(incoming, body, to));
  const answer = await forwarded(incoming, body, to);
  const { statusCode = 502, headers } = answer;
  const said = await buffer(answer);
  if (trouble === "lose") {
    incoming.socket.resetAndDestroy();
    return;
  }
  const { "transfer-encoding": _, connection: __, "content-length": ___, ...kept } = headers;
  if (trouble === "repeat") {
    repeat(incoming, statusCode, kept, said);
    return;
  }
  outgoing.writeHead(statusCode, { ...kept, "content-length": said.length });
  if (trouble === "truncate")
    outgoing.write(said.subarray(0, Math.floor(said.length / 2)), () =>
      incoming.socket.destroySoon(),
    );
  else outgoing.end(said);
}

/** The same answer twice, in one go: so that the second is not taken for that to another request. */
function repeat(
  { socket }: IncomingMessage,
  statusCode: number,
  headers: IncomingMessage["headers"],
  said: Buffer,
): void {
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  const start = `HTTP/1.1 ${statusCode} Said\r\n${head.join("")}content-length: ${said.length}\r\n\r\n`;
  const once = Buffer.concat([Buffer.from(start, "latin1"), said]);
  socket.end(Buffer.concat([once, once]));
}

/** The request as it came, sent on. */
const forwarded = (
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  to: string,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const sent = request(new URL(url ?? "/", to), { method, headers }, resolve);
    sent.once("error", reject);
    sent.end(body);
  });
