import { userAsAsked } from "../../belief/membership.ts";
import { believed, viewOf } from "../../belief/state.ts";
import type { User } from "../../contract/contract.ts";
import type { Asked } from "../../rules/rule.ts";
import { wishOf } from "../../vocabulary/authentication.ts";

export type Modify = Asked<"ModifyUser">;

export const c7n = "cloud-custodian test_elasticache_user_modify recordings";

export const view = ({ before, input }: Modify): User | undefined => viewOf(before, input.UserId);

export const engine = ({ input }: Modify): string | undefined => input.Engine?.toLowerCase();

export const isKnown = (asked: Modify): boolean =>
  believed(asked.before, asked.input.UserId).kind === "present";

/** The user as it was asked for. */
export const meant = ({ before, input }: Modify): User | undefined =>
  userAsAsked(before, input.UserId);

export const typeBefore = (asked: Modify): string | undefined => meant(asked)?.Authentication?.Type;

export const wantsNoPassword = ({ input }: Modify): boolean => wishOf(input) === "no-password";

export const isActive = (asked: Modify): boolean =>
  isKnown(asked) && view(asked)?.Status === "active";
