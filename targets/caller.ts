import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

import { Unreachable } from "./target.ts";

/** Who the environment's credentials belong to. */
export interface Caller {
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
}

/** Asks STS whose credentials the AWS SDKs find. Throws `Unreachable` where there are none, or none that are accepted. */
export async function callerIn(region: string): Promise<Caller> {
  const sts = new STSClient({ region });
  try {
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
    return { account: Account ?? "", arn: Arn ?? "" };
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message.split("\n")[0]}` : "";
    throw new Unreachable(
      `STS does not say whose credentials these are (${why}); give some in the environment, in a profile, or by a role`,
    );
  } finally {
    sts.destroy();
  }
}
