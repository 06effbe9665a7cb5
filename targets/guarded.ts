import { type Adapter, client } from "./client.ts";
import { endpoint } from "./endpoint.ts";
import { targetAt } from "./place.ts";
import { listen } from "./reference/mount.ts";
import { createReference } from "./reference/service.ts";
import { throughSdk } from "./sdk.ts";
import type { Deviation, Target } from "./target.ts";

export interface GuardedOptions {
  readonly name?: string;
  readonly region?: string;
  /** The service that the client is to speak to; a reference service of its own unless said. */
  readonly endpoint?: string | undefined;
  readonly deviations?: readonly Deviation[];
  readonly farewellSeconds?: number;
}

/**
 * A client on a service beneath it. The client is made once the service listens, and is told where: by the argument, and by
 * the environment of the AWS SDKs for code that makes its own. Where a rule is broken, the same conversation is held without
 * the client, which shows whose fault it is.
 */
export async function guarded(
  make: (url: string) => Adapter | Promise<Adapter>,
  options: GuardedOptions = {},
): Promise<Target> {
  const { name, region = "us-east-1", farewellSeconds = 600, deviations = [] } = options;
  const common = { ...(name === undefined ? {} : { name }), region, farewellSeconds, deviations };
  if (options.endpoint !== undefined) {
    const { endpoint: url } = options;
    pointTo(url, region);
    const beneath = endpoint({ url, region, farewellSeconds });
    return client(() => make(url), { ...common, beneath });
  }
  const service = createReference();
  const listening = await listen(service, 0);
  const reset = async (): Promise<void> => service.reset();
  const beneath = targetAt({
    name: "reference",
    endpoint: listening.url,
    region,
    send: throughSdk({ region, endpoint: listening.url }),
    forget: reset,
    leave: async () => listening[Symbol.asyncDispose](),
  });
  pointTo(listening.url, region);
  return client(() => make(listening.url), { ...common, reset, beneath });
}

/** Names the service, a region and credentials in the environment, where the AWS SDKs look for them. */
function pointTo(url: string, region: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_ELASTICACHE: url,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: process.env["AWS_ACCESS_KEY_ID"] ?? "conformance",
    AWS_SECRET_ACCESS_KEY: process.env["AWS_SECRET_ACCESS_KEY"] ?? "conformance",
  });
}
