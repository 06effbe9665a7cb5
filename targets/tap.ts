import { AsyncLocalStorage } from "node:async_hooks";
import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";

import type { ElastiCacheClient } from "@aws-sdk/client-elasticache";
import { HttpRequest, HttpResponse } from "@smithy/protocol-http";

import type { Wire } from "../models/contract/contract.ts";
import { documentOf } from "../models/contract/xml.ts";
import type { Gate } from "./gate.ts";
import { Oversized, TimeoutError } from "./loss.ts";
import { type Allowance, OverBudget } from "./request-budget.ts";
import { withoutSecrets } from "./secrets.ts";

/** What is known of a request just before it leaves. */
export interface Departure {
  readonly hostname: string;
  readonly port: number | undefined;
  /** The access key that signed it; nothing where none did. */
  readonly accessKeyId: string | undefined;
}

/** What one request on its way needs from us, and what we keep of its response. */
export interface Tap {
  readonly action: string | undefined;
  readonly ending: AbortSignal | undefined;
  wire?: Wire;
  /** Why the road ends here. */
  end?: string;
  /** The connection was closed before an answer came. */
  hasBrokenOff?: true;
}

export const taps = new AsyncLocalStorage<Tap>();

/** A request that is held back. */
export class Withheld extends Error {
  override readonly name = "Withheld";
}

interface Checks {
  /** How long the body of an answer may take, in milliseconds. */
  readonly patience?: number | undefined;
  readonly allowance?: Allowance | undefined;
  readonly gate?: Gate | undefined;
  readonly clearance?: ((departure: Departure) => Promise<string | undefined>) | undefined;
}

/**
 * Renames the Action, before it is signed, where a command says so; lets nothing out that may not leave; and keeps the raw
 * response beside the parsed one.
 */
export function tapInto(
  middlewareStack: ElastiCacheClient["middlewareStack"],
  { patience = Infinity, ...checks }: Checks,
): void {
  middlewareStack.add(
    (next) => async (args) => {
      const tap = taps.getStore();
      await leave(args.request, checks, tap);
      const result = await next(args).catch((error: unknown) => {
        if (tap !== undefined && isBroken(error)) tap.hasBrokenOff = true;
        throw error;
      });
      const { response } = result;
      if (tap === undefined || !HttpResponse.isInstance(response)) return result;
      const bytes = await collect(response.body, patience, tap.ending);
      const body = withoutSecrets(bytes.toString("utf8"));
      const wire: Wire = {
        status: response.statusCode,
        headers: cleaned(response.headers),
        body,
        ...(isUtf8(bytes) ? {} : { isUtf8: false }),
      };
      const document = documentOf(wire);
      if (document.kind === "oversized") throw new Oversized(document.reason);
      // The SDK reads what we read: no secret gets any further.
      response.body = Buffer.from(body);
      tap.wire = wire;
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

/** Throws where a request may not leave. Nothing is changed in it afterwards. */
async function leave(
  request: unknown,
  { allowance, gate, clearance }: Checks,
  tap: Tap | undefined,
): Promise<void> {
  if (HttpRequest.isInstance(request)) {
    const why = gate?.(String(request.body ?? ""));
    if (why !== undefined) throw new Withheld(why);
    const end = await clearance?.({
      hostname: request.hostname,
      port: request.port,
      accessKeyId: /Credential=([^/]+)\//.exec(request.headers["authorization"] ?? "")?.[1],
    });
    if (end !== undefined) {
      if (tap !== undefined) tap.end = end;
      throw new Withheld(end);
    }
  }
  if (allowance?.spend() === false) throw new OverBudget("the budget of requests is spent");
}

const isBroken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && ["ECONNRESET", "EPIPE"].includes(String(error.code));

/** How long an answer may be, in bytes: longer where a list has many members, but never longer than that of any account. */
const longest = { body: 1024 * 1024, member: 4096, list: 16 * 1024 * 1024 };

/** The whole body. Throws where it does not end in time, is too long, or nobody waits for it any more. */
async function collect(
  body: unknown,
  patience: number,
  ending: AbortSignal | undefined,
): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === "string" || body instanceof Uint8Array) return Buffer.from(body);
  if (!(body instanceof Readable)) throw new Error("the body of the answer cannot be read");
  const timer =
    patience === Infinity
      ? undefined
      : setTimeout(() => {
          body.destroy(new TimeoutError(`the answer did not end within ${patience / 1000} s`));
        }, patience);
  const hangUp = (): void => {
    body.destroy(new DOMException("the run ended before the answer did", "AbortError"));
  };
  ending?.addEventListener("abort", hangUp, { once: true });
  const chunks: Buffer[] = [];
  let length = 0;
  let members = 0;
  try {
    for await (const chunk of body) {
      const bytes = Buffer.from(chunk instanceof Uint8Array ? chunk : String(chunk));
      length += bytes.length;
      members += bytes.toString("latin1").split("</member>").length - 1;
      const most = Math.min(Math.max(longest.body, members * longest.member), longest.list);
      if (length > most) throw new Oversized(`the answer is longer than ${most} bytes`);
      chunks.push(bytes);
    }
  } finally {
    clearTimeout(timer);
    ending?.removeEventListener("abort", hangUp);
    body.destroy();
  }
  return Buffer.concat(chunks);
}

/** Headers with their names in lower case, and without secrets. */
const cleaned = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), withoutSecrets(value)]),
  );
