import type { HttpHandler } from "msw";

import { assembleTarget } from "./assemble.ts";
import { nowhere, throughSdk } from "./sdk.ts";
import type { Deviation, Target } from "./target.ts";

export interface HandlersOptions {
  readonly name?: string;
  readonly region?: string;
  readonly deviations?: readonly Deviation[];
  /** Makes the handlers forget everything. Without it each session takes fresh names. */
  readonly reset?: () => Promise<void> | void;
  readonly farewellSeconds?: number;
}

/**
 * Any set of msw handlers as a target, spoken to by the real SDK as if they were AWS. They are in place until the target is
 * closed; an operation that they leave unhandled is `unsupported`.
 */
export async function handlers(
  stubs: readonly HttpHandler[],
  options: HandlersOptions = {},
): Promise<Target> {
  const { region = "us-east-1", reset } = options;
  const { http, HttpResponse } = await import("msw");
  const { setupServer } = await import("msw/node");
  // Nothing that is meant for the stubs may reach AWS; what goes elsewhere is not theirs.
  const nobody = http.all(
    /^https:\/\/elasticache\./,
    () => new HttpResponse("no handler answers this", { status: 501 }),
  );
  const server = setupServer(...stubs, nobody);
  server.listen({ onUnhandledFrame: "bypass" });
  return assembleTarget({
    name: options.name ?? "handlers",
    kind: "handlers",
    region,
    deviations: options.deviations,
    farewellSeconds: options.farewellSeconds,
    road: (gate, isRehearsal) => throughSdk({ region, gate, ...(isRehearsal ? nowhere : {}) }),
    forget: reset === undefined ? undefined : async () => reset(),
    leave: async () => server.close(),
  });
}
