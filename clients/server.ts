import { createServer } from "node:http";

import { type Listening, listening } from "../targets/listening.ts";
import type { Damage } from "../targets/reference/damages/index.ts";
import { answer } from "../targets/reference/mount.ts";
import { createReference, type ReferenceService } from "../targets/reference/service.ts";
import { population } from "./script.ts";

/** Services whose answers are damaged, one for each access key, and how often one request was sent to each. */
export interface Stand extends AsyncDisposable {
  readonly url: string;
  /** The most times that one request came, but for those for pages. */
  tries(key: string): number;
}

/** A service with people in it. */
export function inhabited(damage: Damage | undefined): ReferenceService {
  const service = createReference(damage === undefined ? {} : { fault: damage.fault });
  const caller = { region: "us-east-1", account: undefined, together: 0 };
  for (const { operation, input } of population) service.perform(operation, input, caller);
  return service;
}

/** Stands for every damage; `damageOf` says which one an access key stands for. */
export async function standing(damageOf: (key: string) => Damage | undefined): Promise<Stand> {
  const services = new Map<string, ReferenceService>();
  const sent = new Map<string, Map<string, number>>();
  const server = createServer((request, response) => {
    const key = /Credential=([^/]+)/.exec(request.headers["authorization"] ?? "")?.[1] ?? "";
    const service = services.get(key) ?? inhabited(damageOf(key));
    services.set(key, service);
    const counts = sent.get(key) ?? new Map<string, number>();
    sent.set(key, counts);
    answer(service, request, response, (body) => {
      if (!body.includes("MaxRecords")) counts.set(body, (counts.get(body) ?? 0) + 1);
    }).catch(() => response.destroy());
  });
  const { url, ...rest }: Listening = await listening(server, 0, "127.0.0.1");
  return {
    ...rest,
    url,
    tries: (key) => Math.max(0, ...(sent.get(key)?.values() ?? [])),
  };
}
