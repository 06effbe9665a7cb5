import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { HttpRequest } from "@smithy/protocol-http";

import { Unreachable } from "./target.ts";

/** Who the environment's credentials belong to. */
export interface Caller {
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
}

/** A request that is meant for AWS would go to a host that is none of AWS's: what it answers proves nothing, unless that is meant. */
export class Elsewhere extends Error {
  override readonly name = "Elsewhere";
}

/** Where a request is to go. */
interface Destination {
  readonly hostname: string;
  readonly port?: number | undefined;
}

/** The host that a request goes to, where it is neither one of AWS's, in any partition, nor one of those that are meant. */
export function elsewhere(
  { hostname, port }: Destination,
  meant: readonly string[],
): string | undefined {
  const host = port === undefined ? hostname : `${hostname}:${port}`;
  const isOfAws = /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|api\.aws)$/.test(hostname);
  return isOfAws || meant.includes(host) ? undefined : host;
}

/**
 * Asks STS whose credentials the AWS SDKs find. Throws `Unreachable` where there are none, or none that are accepted, and
 * `Elsewhere`, before anything is sent, where the environment or a profile leads to a host that is none of AWS's nor named here.
 */
export async function callerIn(region: string, hosts: readonly string[] = []): Promise<Caller> {
  const sts = new STSClient({ region });
  sts.middlewareStack.add(
    (next) => async (args) => {
      const { request } = args;
      const host = HttpRequest.isInstance(request) ? elsewhere(request, hosts) : undefined;
      if (host !== undefined)
        throw new Elsewhere(
          `STS would be asked at ${host}, which is none of AWS's hosts: give --yes-at ${host} if that is meant; nothing was sent`,
        );
      return next(args);
    },
    { step: "deserialize", priority: "low", name: "stayAtAws" },
  );
  try {
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
    return { account: Account ?? "", arn: Arn ?? "" };
  } catch (error) {
    if (error instanceof Elsewhere) throw error;
    const why = error instanceof Error ? `${error.name}: ${error.message.split("\n")[0]}` : "";
    throw new Unreachable(
      `STS does not say whose credentials these are (${why}); give some in the environment, in a profile, or by a role`,
    );
  } finally {
    sts.destroy();
  }
}
