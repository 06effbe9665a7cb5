import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import type { Adapter } from "../targets/client.ts";
import { guarded } from "../targets/guarded.ts";
import type { Target } from "../targets/target.ts";
import { mustBeRules } from "./deviations.ts";
import { Misuse } from "./failure.ts";
import { writableFolder } from "./folder.ts";
import type { TargetOptions } from "./target-options.ts";
import { urlFrom } from "./url.ts";

/** The client that a module makes. Throws `Misuse`, `Unreachable`, and `Strayed`. */
export async function clientFrom(
  options: TargetOptions,
  deviations: Target["deviations"],
): Promise<Target> {
  const {
    client,
    endpoint: url,
    reset,
    region = "us-east-1",
    settleSeconds,
    clientSeconds,
  } = options;
  if (client === undefined) throw new Misuse("--target client needs --client MODULE");
  if (reset !== undefined)
    throw new Misuse("--reset is for endpoints without a client: leave it out");
  const make = async (): Promise<Adapter> => {
    const { adapter }: { readonly adapter?: unknown } = await import(
      pathToFileURL(resolve(client)).href
    ).catch((error: unknown) => {
      throw new Misuse(`the module ${client} cannot be loaded (${whyNot(error)})`);
    });
    const made: unknown = typeof adapter === "function" ? await adapter() : adapter;
    if (typeof made !== "object" || made === null)
      throw new Misuse(
        `the module ${client} exports no \`adapter\`: an object with a function for each operation, or a function that makes one`,
      );
    return made;
  };
  if (url !== undefined) await writableFolder("--journals", options.journals);
  const target = await guarded(make, {
    region,
    deviations,
    farewellSeconds: settleSeconds,
    patience: clientSeconds === undefined ? undefined : clientSeconds * 1000,
    ...(url === undefined
      ? {}
      : { endpoint: urlFrom("--endpoint", url), journals: options.journals }),
  });
  try {
    mustBeRules(client, target.deviations);
  } catch (error) {
    await target.close();
    throw error;
  }
  return target;
}

/** Why a module cannot be loaded, in one line. */
function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "code" in error && error.code === "ERR_UNKNOWN_FILE_EXTENSION"
    ? `Node ${process.versions.node} reads no TypeScript: take Node 22.18 or later, or give it as JavaScript`
    : (error.message.split("\n")[0] ?? "");
}
