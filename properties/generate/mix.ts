import type { OperationName } from "../../models/contract/contract.ts";
import type { Target } from "../../targets/target.ts";
import type { Mix } from "./conversation.ts";

/** What to speak of with a target that has these operations. */
export const mixFor = (target: Target, supported: readonly OperationName[]): Mix => ({
  supported,
  region: target.region,
  otherRegions:
    target.disposable && target.isClient !== true ? ["us-gov-west-1", "cn-north-1"] : [],
  hasOtherAccount: target.disposable && target.tellsAccountsApart === true,
  longest: 30,
  disposable: target.disposable,
  isClient: target.isClient === true,
});
