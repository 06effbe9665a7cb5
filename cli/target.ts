import { endpoint } from "../targets/endpoint.ts";
import { isPreset } from "../targets/presets.ts";
import { reference } from "../targets/reference/index.ts";
import type { Target } from "../targets/target.ts";
import { awsFrom } from "./aws.ts";
import { clientFrom } from "./client.ts";
import { containerFrom } from "./container.ts";
import { deviationsFrom } from "./deviations.ts";
import { Misuse } from "./failure.ts";
import { writableFolder } from "./folder.ts";
import { sdkFrom } from "./sdk.ts";
import type { TargetOptions } from "./target-options.ts";
import { urlFrom } from "./url.ts";

/** The target that the options name. Throws `Misuse`, and `Unreachable`. */
export async function chooseTarget(options: TargetOptions): Promise<Target> {
  const { region = "us-east-1", mount } = options;
  const name = options.target ?? impliedBy(options);
  const deviations = await deviationsFrom(options.deviations);
  if (name === "client") return clientFrom(options, deviations);
  if (name === "aws") return awsFrom(options, deviations);
  if (options.account !== undefined || options.yes === true || options.yesAt !== undefined)
    throw new Misuse(`--account, --yes and --yes-at are for --target aws, not for ${name}`);
  if (options.client !== undefined)
    throw new Misuse(`--client and --target ${name} exclude each other: leave one out`);
  if (name === "reference") {
    if (options.endpoint !== undefined)
      throw new Misuse("--endpoint and --target reference exclude each other: leave one out");
    if (options.reset !== undefined)
      throw new Misuse("--reset is for endpoints: leave it out, or give --endpoint URL");
    if (options.maxUsers !== undefined || options.maxRequests !== undefined)
      throw new Misuse("--max-users and --max-requests are for endpoints and AWS: leave them out");
    if (options.otherAccessKey !== undefined)
      throw new Misuse("--other-access-key is for endpoints: the reference has a second account");
    return reference({ mount, region, deviations, sdk: await sdkFrom(options.sdk) });
  }
  if (name === "container" || (isPreset(name) && options.endpoint === undefined))
    return containerFrom(name, options, deviations);
  if (options.endpoint === undefined) throw new Misuse("--target endpoint needs --endpoint URL");
  if (options.reset === undefined || (options.parallel ?? 1) > 1)
    await writableFolder("--journals", options.journals);
  return endpoint({
    name,
    url: urlFrom("--endpoint", options.endpoint),
    sdk: await sdkFrom(options.sdk),
    region,
    deviations,
    farewellSeconds: options.settleSeconds,
    otherAccessKey: options.otherAccessKey,
    isShared: (options.parallel ?? 1) > 1,
    journals: options.journals,
    mostLive: options.maxUsers,
    mostRequests: options.maxRequests,
    ...(options.reset === undefined ? {} : { reset: urlFrom("--reset", options.reset) }),
  });
}

const impliedBy = ({ client, image, endpoint: url }: TargetOptions): string =>
  client !== undefined
    ? "client"
    : image !== undefined
      ? "container"
      : url === undefined
        ? "reference"
        : "endpoint";

/** The endpoint on which stories are made shorter; nothing where the options name none. Throws `Misuse`. */
export function cheapTarget(options: {
  readonly shrinkEndpoint?: string;
  readonly shrinkReset?: string;
  readonly region?: string;
}): Target | undefined {
  const { shrinkEndpoint, shrinkReset, region = "us-east-1" } = options;
  if (shrinkEndpoint !== undefined)
    return endpoint({
      name: "shrink endpoint",
      url: urlFrom("--shrink-endpoint", shrinkEndpoint),
      region,
      ...(shrinkReset === undefined ? {} : { reset: urlFrom("--shrink-reset", shrinkReset) }),
    });
  if (shrinkReset !== undefined)
    throw new Misuse("--shrink-reset is for the shrink endpoint: give --shrink-endpoint URL too");
  return undefined;
}

/** Where a target is, for whoever reads about it. */
export const placeOf = ({ name, endpoint: url }: Target): string => url ?? name;
