import { allowanceOf } from "./allowance.ts";
import { targetAt } from "./place.ts";
import { throughSdk } from "./sdk.ts";
import type { Deviation, Send, Target } from "./target.ts";

export interface AwsOptions {
  readonly region: string;
  /** The account that the credentials belong to, twelve digits: see `callerIn`. */
  readonly account: string;
  readonly deviations?: readonly Deviation[];
  /** The folder for the journal of what is made. */
  readonly journals: string;
  /** The most users and groups of ours at any moment. */
  readonly mostLive: number;
  /** The most requests to send, those to leave among them. */
  readonly mostRequests?: number | undefined;
  readonly farewellSeconds?: number;
}

/** The tag that everything of ours carries on a real account: its value names the run, and when it began. */
export const markKey = "elasticache-conformance";

/** How long to wait for an answer of AWS, in milliseconds. */
const patience = 30_000;

/** Real AWS, with the credentials that the AWS SDKs find, and under names of our own. */
export function aws(options: AwsOptions): Target {
  const { region, account } = options;
  const allowance = allowanceOf(options.mostRequests);
  return targetAt({
    name: "aws",
    region,
    account,
    deviations: options.deviations,
    farewellSeconds: options.farewellSeconds,
    journals: options.journals,
    mostLive: options.mostLive,
    mark: markKey,
    allowance,
    send: throughAws({ region, account, allowance }),
  });
}

/** Sends to AWS with the credentials that the AWS SDKs find. */
export const throughAws = ({
  region,
  account,
  allowance,
}: {
  readonly region: string;
  readonly account: string;
  readonly allowance?: ReturnType<typeof allowanceOf>;
}): Send =>
  throughSdk({
    region,
    account,
    allowance,
    patience,
    credentials: "environment",
  });
