import { randomBytes } from "node:crypto";

import { type Answer, isRead, type OperationName } from "../models/contract/contract.ts";
import { assembleTarget } from "./assemble.ts";
import { type Adapter, client, designOf, inTime, type Watch } from "./client.ts";
import { endpoint } from "./endpoint.ts";
import { setAside } from "./identity.ts";
import { type Lookout, lookoutTo } from "./lookout.ts";
import { TimeoutError } from "./loss.ts";
import { proven, Strayed } from "./proof.ts";
import { asRequestHandler } from "./reference/in-process.ts";
import { createReference } from "./reference/service.ts";
import { nowhere, throughSdk } from "./sdk.ts";
import { type Deviation, type Target, Unreachable } from "./target.ts";

export interface GuardedOptions {
  readonly name?: string;
  readonly region?: string;
  /** The service that the client is to speak to; a reference service of its own unless said. */
  readonly endpoint?: string | undefined;
  readonly deviations?: readonly Deviation[];
  readonly farewellSeconds?: number;
  /** How long a function of the adapter may take, in milliseconds; 30 s unless said. */
  readonly patience?: number | undefined;
  /** Without a service of its own: the folder for the journal of what is made. */
  readonly journals?: string | undefined;
}

/**
 * A client on a service beneath it. The client is made once the service listens, and is told where: by the argument, and by
 * the environment of the AWS SDKs for code that makes its own. Until the target is closed, that environment holds no other
 * identity than one of our own. Nothing is written before what the client reads is seen arriving at the service. Where a rule
 * is broken, the same conversation is held without the client, which shows whose fault it is. Throws `Strayed` where the client
 * speaks to somewhere else, and `Occupied` where another is under test in this process.
 */
export async function guarded(
  make: (url: string) => Adapter | Promise<Adapter>,
  options: GuardedOptions = {},
): Promise<Target> {
  const { name, region = "us-east-1", farewellSeconds = 600, deviations = [] } = options;
  const { patience = 30_000 } = options;
  const service = createReference();
  const witness = `ecwitness${randomBytes(8).toString("hex")}`;
  const lookout = await lookoutTo({ to: options.endpoint ?? service, witness });
  let giveBack: (() => void) | undefined;
  const leave = async (): Promise<void> => {
    giveBack?.();
    await lookout[Symbol.asyncDispose]();
  };
  try {
    giveBack = setAside(lookout.url, region);
    const first = await inTime(() => make(lookout.url), "the client", patience).catch(
      (error: unknown) => {
        throw error instanceof TimeoutError ? new Unreachable(error.message) : error;
      },
    );
    const seen = await proven({ adapter: first, lookout, witness, region, patience });
    lookout.open();
    const common = {
      ...(name === undefined ? {} : { name }),
      region,
      farewellSeconds,
      deviations: [...deviations, ...designOf(first)],
      patience,
      watch: watchOver(lookout, seen),
      leave,
    };
    if (options.endpoint !== undefined) {
      const beneath = endpoint({ url: options.endpoint, region, farewellSeconds });
      return client(() => make(lookout.url), { ...common, journals: options.journals, beneath });
    }
    const reset = async (): Promise<void> => service.reset();
    const beneath = assembleTarget({
      name: "reference",
      kind: "reference",
      region,
      road: (gate, isRehearsal) =>
        throughSdk({
          region,
          gate,
          ...(isRehearsal ? nowhere : { requestHandler: asRequestHandler(service) }),
        }),
      forget: reset,
    });
    return client(() => make(lookout.url), { ...common, reset, beneath });
  } catch (error) {
    await leave();
    throw error;
  }
}

/** A write that was not seen arriving yet must be, the first time that it is taken: else the run ends there. */
function watchOver(lookout: Lookout, seen: ReadonlySet<OperationName>): Watch {
  const trusted = new Set(seen);
  let [taken, last] = [0, 0];
  let why: string | undefined;
  return {
    objection: () => why,
    hear(operation: OperationName, answer: Answer) {
      if (answer.kind !== "accepted" || isRead(operation)) return;
      taken += 1;
      // Of those under way at the same time, nobody can say which arrived: it is enough that as many did as were taken.
      const isSeen = lookout.writes > last || lookout.writes >= taken;
      last = lookout.writes;
      if (trusted.has(operation)) return;
      trusted.add(operation);
      if (isSeen) return;
      why = `the client answered ${operation}, and nothing that changes anything arrived at ${lookout.url}, where it was told to speak to: it may have been done somewhere else`;
      throw new Strayed(why);
    },
  };
}
