import { peer } from "../peer.ts";
import type { Sdk } from "../sdk-senders.ts";
import { throughSdk } from "../sdk.ts";
import type { Deviation, Send, Session, Target } from "../target.ts";
import { type VirtualClock, virtualClock } from "./clock.ts";
import { asRequestHandler } from "./in-process.ts";
import { listen } from "./mount.ts";
import { createReference, type Fault, type ReferenceService } from "./service.ts";
import { usualWindows, type Windows } from "./store.ts";

export const mounts = ["direct", "msw", "http"] as const;
export type Mount = (typeof mounts)[number];

export interface ReferenceTargetOptions {
  readonly mount?: Mount;
  /** The package of the SDK; the one that comes with the suite unless said. */
  readonly sdk?: Sdk | undefined;
  readonly region?: string;
  readonly windows?: Windows;
  readonly fault?: Fault;
  readonly deviations?: readonly Deviation[];
  /** The clock by which its windows close; its own unless said. */
  readonly clock?: VirtualClock;
}

/**
 * Our own service as a target, on a virtual clock: waiting for it takes no time. Each session that is open has a service to
 * itself, but for those mounted by msw, which are one.
 */
export function reference(options: ReferenceTargetOptions = {}): Target {
  const {
    mount = "direct",
    region = "us-east-1",
    deviations = [],
    clock = virtualClock(),
  } = options;
  const free: Slot[] = [];
  const all: Slot[] = [];
  const newSlot = async (): Promise<Slot> => {
    const service = createReference({
      windows: options.windows ?? usualWindows,
      now: () => clock.now(),
      ...(options.fault === undefined ? {} : { fault: options.fault }),
    });
    const { leave, ...road } = await roads[mount](service);
    const send = throughSdk({ region, sdk: options.sdk, otherAccessKey: "210987654321", ...road });
    const slot = { service, send, leave };
    all.push(slot);
    return slot;
  };

  return {
    name: "reference",
    kind: "reference",
    region,
    deviations,
    disposable: true,
    waitsForFree: true,
    tellsAccountsApart: true,
    ...(mount === "msw" ? {} : { takesMany: true }),
    async open(): Promise<Session> {
      const slot = free.pop() ?? (await newSlot());
      slot.service.reset();
      const present = clock.join();
      return {
        send: slot.send,
        wait: (seconds) => present.sleep(seconds * 1000),
        [Symbol.asyncDispose]: async () => {
          present.leave();
          free.push(slot);
        },
      };
    },
    async close() {
      free.length = 0;
      for (const { leave } of all.splice(0)) await leave();
    },
  };
}

/** A service, and the way to it. */
interface Slot {
  readonly service: ReferenceService;
  readonly send: Send;
  leave(): Promise<void>;
}

interface Road {
  readonly endpoint?: string;
  readonly requestHandler?: ReturnType<typeof asRequestHandler>;
  leave(): Promise<void>;
}

const roads: { readonly [M in Mount]: (service: ReferenceService) => Promise<Road> } = {
  direct: async (service) => ({ requestHandler: asRequestHandler(service), leave: async () => {} }),
  msw: async (service) => {
    // Loaded only where it is asked for: msw takes its time to load.
    const { setupServer } = await peer("msw", "the mount by msw", () => import("msw/node"));
    const { asHandlers } = await import("./handlers.ts");
    const server = setupServer(...asHandlers(service));
    server.listen({ onUnhandledFrame: "bypass" });
    return { leave: async () => server.close() };
  },
  http: async (service) => {
    const listening = await listen(service, 0);
    return { endpoint: listening.url, leave: async () => listening[Symbol.asyncDispose]() };
  },
};
