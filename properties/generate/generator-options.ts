import type { OperationName } from "../../models/contract/contract.ts";
import type { Command } from "../../models/contract/contract.ts";
import type { Target } from "../../targets/target.ts";

export interface GeneratorOptions {
  /** The operations to speak of. */
  readonly supported: readonly OperationName[];
  readonly region: string;
  /** Regions that some conversations go to instead, or as well. */
  readonly otherRegions: readonly string[];
  /** True where the target tells a second account from the first. */
  readonly hasOtherAccount: boolean;
  /** The most commands in one conversation. */
  readonly longest: number;
  /** Only plain requests that are taken, on these users, and the list of all. */
  readonly essentialOn?: readonly string[];
  /** False keeps off what belongs to AWS: `default`, and names with a dot. */
  readonly disposable: boolean;
  /** True of a request that a client is known to have no way to ask for. */
  readonly isUnasked?: (command: Command) => boolean;
  /** How many classes of members and states at a time meet in some request; none unless said. */
  readonly strength?: number;
  /** True where a client stands between: it knows no action but its own, and may know no pages. */
  readonly isClient: boolean;
}

/** What to speak of with a target that has these operations. */
export const generatorOptionsFor = (
  target: Target,
  supported: readonly OperationName[],
): GeneratorOptions => ({
  supported,
  region: target.region,
  otherRegions:
    target.disposable && target.isClient !== true ? ["us-gov-west-1", "cn-north-1"] : [],
  hasOtherAccount: target.disposable && target.tellsAccountsApart === true,
  longest: 30,
  strength: 2,
  disposable: target.disposable,
  isClient: target.isClient === true,
});
