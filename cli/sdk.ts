import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { isSdk, type Sdk } from "../targets/sdk-senders.ts";
import { Misuse } from "./failure.ts";

/** A package of the SDK, as it is installed where the program is run; nothing where none is named. Throws `Misuse`. */
export async function sdkFrom(name: string | undefined): Promise<Sdk | undefined> {
  if (name === undefined) return undefined;
  try {
    const path = createRequire(join(process.cwd(), "package.json")).resolve(name);
    const sdk: unknown = await import(pathToFileURL(path).href);
    if (isSdk(sdk)) return sdk;
  } catch (error) {
    throw new Misuse(
      `the package ${name} cannot be loaded (${error instanceof Error ? error.message.split("\n")[0] : String(error)}); npm install ${name}@npm:@aws-sdk/client-elasticache@VERSION gives it a version`,
    );
  }
  throw new Misuse(`the package ${name} is no @aws-sdk/client-elasticache`);
}
