import { throughSdk } from "../sdk.ts";
import type { Deviation, Session, Target } from "../target.ts";
import { asRequestHandler, listen } from "./mount.ts";
import { createReference, type Fault } from "./service.ts";
import type { Windows } from "./store.ts";

export const mounts = ["direct", "msw", "http"] as const;
export type Mount = (typeof mounts)[number];

export interface ReferenceTargetOptions {
  readonly mount?: Mount;
  readonly region?: string;
  readonly windows?: Windows;
  readonly fault?: Fault;
  readonly deviations?: readonly Deviation[];
}

/** Nothing settles unless somebody waits; the clock is virtual, so waiting takes no time. */
const defaultWindows: Windows = { creating: 100, modifying: 100, deleting: 100, tagLock: 100 };

/** Our own service as a target, on a virtual clock: waiting for it takes no time. */
export function reference(options: ReferenceTargetOptions = {}): Target {
  const { mount = "direct", region = "us-east-1", deviations = [] } = options;
  let time = 0;
  const service = createReference({
    windows: options.windows ?? defaultWindows,
    now: () => time,
    ...(options.fault === undefined ? {} : { fault: options.fault }),
  });
  const roads: { readonly [M in Mount]: () => Promise<Road> } = {
    direct: async () => ({ requestHandler: asRequestHandler(service), leave: async () => {} }),
    msw: async () => {
      // Loaded only where it is asked for: msw takes its time to load.
      const { setupServer } = await import("msw/node");
      const { asHandlers } = await import("./handlers.ts");
      const server = setupServer(...asHandlers(service));
      server.listen({ onUnhandledFrame: "bypass" });
      return { leave: async () => server.close() };
    },
    http: async () => {
      const listening = await listen(service, 0);
      return { endpoint: listening.url, leave: async () => listening[Symbol.asyncDispose]() };
    },
  };
  let road: Promise<Road> | undefined;
  let send: ReturnType<typeof throughSdk> | undefined;

  return {
    name: "reference",
    region,
    deviations,
    disposable: true,
    waitsForFree: true,
    tellsAccountsApart: true,
    async open(): Promise<Session> {
      road ??= roads[mount]();
      const { endpoint, requestHandler } = await road;
      send ??= throughSdk({
        region,
        otherAccessKey: "210987654321",
        ...(endpoint === undefined ? {} : { endpoint }),
        ...(requestHandler === undefined ? {} : { requestHandler }),
      });
      service.reset();
      const sending = send;
      return {
        send: (command) => sending(command),
        wait: async (seconds) => {
          time += seconds * 1000;
        },
        [Symbol.asyncDispose]: async () => {},
      };
    },
    async close() {
      await (await road)?.leave();
      road = undefined;
      send = undefined;
    },
  };
}

interface Road {
  readonly endpoint?: string;
  readonly requestHandler?: ReturnType<typeof asRequestHandler>;
  leave(): Promise<void>;
}
