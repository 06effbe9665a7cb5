import { assembleTarget } from "./assemble.ts";
import { allowanceOf } from "./request-budget.ts";
import type { Sdk } from "./sdk-senders.ts";
import { nowhere, throughSdk } from "./sdk.ts";
import { type Deviation, type Target, Unreachable } from "./target.ts";

export interface EndpointOptions {
  readonly name?: string;
  readonly version?: string | undefined;
  readonly url: string;
  /** The package of the SDK; the one that comes with the suite unless said. */
  readonly sdk?: Sdk | undefined;
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
  /** Without a reset hook: the folder for the journal of what is made. */
  readonly journals?: string | undefined;
  /** Without a reset hook: the most users and groups of ours at any moment. */
  readonly mostLive?: number | undefined;
  /** The most requests to send, those to leave among them. */
  readonly mostRequests?: number | undefined;
  /** True where it is gone when the run is over. */
  readonly isPassing?: boolean;
  /** Called when nothing more will be sent. */
  readonly leave?: () => Promise<void>;
}

/** Any URL that claims to be the API. All requests go through the AWS SDK, each once. */
export function endpoint(options: EndpointOptions): Target {
  const { url, region = "us-east-1", patience = 5000 } = options;
  const reset = options.isShared === true ? undefined : options.reset;
  const allowance = allowanceOf(options.mostRequests);
  return assembleTarget({
    name: options.name ?? "endpoint",
    kind: "endpoint",
    isPassing: options.isPassing === true,
    version: options.version,
    endpoint: url,
    region,
    deviations: options.deviations,
    tellsAccountsApart: options.otherAccessKey !== undefined,
    farewellSeconds: options.farewellSeconds,
    journals: options.journals,
    mostLive: options.mostLive,
    allowance,
    road: (gate, isRehearsal) =>
      throughSdk({
        region,
        sdk: options.sdk,
        allowance: isRehearsal ? undefined : allowance,
        endpoint: url,
        otherAccessKey: options.otherAccessKey,
        gate,
        patience,
        ...(isRehearsal ? nowhere : {}),
      }),
    ...(options.leave === undefined ? {} : { leave: options.leave }),
    forget: reset === undefined ? undefined : (ending) => forget(reset, patience, ending),
  });
}

/** Posts to the reset hook. Throws `Unreachable` with what it answered. */
async function forget(reset: string, patience: number, ending?: AbortSignal): Promise<void> {
  const late = AbortSignal.timeout(patience);
  const response = await fetch(reset, {
    method: "POST",
    redirect: "manual",
    signal: ending === undefined ? late : AbortSignal.any([late, ending]),
  }).catch((error: unknown) => {
    throw new Unreachable(`the reset hook ${reset} does not answer (${causeOf(error)})`);
  });
  // What it answers is of no interest, however long it is.
  await response.body?.cancel();
  if (!response.ok)
    throw new Unreachable(`the reset hook ${reset} answers ${response.status}; a 2xx was wanted`);
}

const causeOf = (error: unknown): string =>
  error instanceof Error
    ? error.cause instanceof Error
      ? error.cause.message || String(error.cause)
      : error.message
    : String(error);
