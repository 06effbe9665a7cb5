import { assembleTarget } from "./assemble.ts";
import { callerIn, elsewhere } from "./caller.ts";
import type { Gate } from "./gate.ts";
import { type Allowance, allowanceOf } from "./request-budget.ts";
import { nowhere, throughSdk } from "./sdk.ts";
import type { Departure } from "./tap.ts";
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
  /** Hosts beside those of AWS to which requests may go, because that is meant. */
  readonly hosts?: readonly string[];
}

/** The tag that everything of ours carries on a real account: its value names the run, and when it began. */
export const markKey = "elasticache-conformance";

/** How long to wait for an answer of AWS, in milliseconds. */
const patience = 30_000;

/** Real AWS, with the credentials that the AWS SDKs find, and under names of our own. */
export function aws(options: AwsOptions): Target {
  const { region, account, hosts } = options;
  const allowance = allowanceOf(options.mostRequests);
  return assembleTarget({
    kind: "aws",
    name: "aws",
    region,
    account,
    deviations: options.deviations,
    farewellSeconds: options.farewellSeconds,
    journals: options.journals,
    mostLive: options.mostLive,
    mark: markKey,
    allowance,
    road: (gate, isRehearsal) =>
      isRehearsal
        ? throughSdk({ region, gate, ...nowhere })
        : throughAws({ region, account, allowance, gate, hosts }),
  });
}

export interface AwsRoad {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  readonly allowance?: Allowance;
  readonly gate?: Gate;
  /** Hosts beside those of AWS that are meant, such as one that stands in for it. */
  readonly hosts?: readonly string[] | undefined;
}

/** Sends to AWS with the credentials that the AWS SDKs find, as long as they are of this account. */
export const throughAws = ({ region, account, allowance, gate, hosts = [] }: AwsRoad): Send =>
  throughSdk({
    region,
    account,
    allowance,
    gate,
    patience,
    credentials: "environment",
    clearance: sameAccount({ region, account, hosts }),
  });

/**
 * Credentials are renewed in mid-run, and may come from another account then: whose a new access key is, is asked before
 * anything that it signed leaves. The first one is known to be of the account that was named.
 */
function sameAccount({
  region,
  account,
  hosts,
}: Required<Pick<AwsRoad, "region" | "account" | "hosts">>): (
  departure: Departure,
) => Promise<string | undefined> {
  const asked = new Map<string, Promise<string | undefined>>();
  let first: string | undefined;
  const ask = async (): Promise<string | undefined> => {
    const caller = await callerIn(region, hosts ?? []);
    return caller.account === account
      ? undefined
      : "the credentials are of another account now: nothing more is sent";
  };
  return async ({ accessKeyId = "", ...destination }) => {
    const host = elsewhere(destination, hosts ?? []);
    if (host !== undefined)
      return `ElastiCache would be asked at ${host}, which is none of AWS's hosts: give --yes-at ${host} if that is meant`;
    first ??= accessKeyId;
    if (accessKeyId === first) return undefined;
    const known = asked.get(accessKeyId) ?? ask();
    asked.set(accessKeyId, known);
    try {
      return await known;
    } catch (error) {
      asked.delete(accessKeyId);
      return error instanceof Error ? error.message : String(error);
    }
  };
}
