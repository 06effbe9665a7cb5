import type { OperationName } from "../../models/contract/contract.ts";
import type { Target } from "../../targets/target.ts";
import type { GeneratorOptions } from "./generator.ts";

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
  disposable: target.disposable,
  isClient: target.isClient === true,
});
