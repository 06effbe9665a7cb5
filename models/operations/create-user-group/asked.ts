import {
  areSettled,
  isDeleted,
  isPlainId,
  isRedis,
  isValkey,
  keysOf,
  usersBehind,
} from "../../belief/membership.ts";
import { believed, believedGroup } from "../../belief/state.ts";
import type { Input } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import type { Asked } from "../../rules/rule.ts";

export type Create = Asked<"CreateUserGroup">;

export const members = ({ before, input }: Create) => usersBehind(before, keysOf(input.UserIds));

/** True where each member is known, there, and nothing about it may be changing. */
export const membersAreSettled = ({ before, input }: Create): boolean =>
  areSettled(before, keysOf(input.UserIds));

export const hasUnknownMember = ({ before, input }: Create): boolean =>
  keysOf(input.UserIds).some((id) => isPlainId(id) && believed(before, id).kind === "absent");

export const areAllThere = ({ before, input }: Create): boolean =>
  keysOf(input.UserIds).every((id) => believed(before, id).kind === "present");

export const isKnownEngine = ({ Engine }: Input<"CreateUserGroup">): boolean =>
  isRedis(Engine) || isValkey(Engine);

/** True of an id that nobody has, or had: whether that of a deleted group may be taken, no fact says. */
export const isFree = ({ before, input }: Create): boolean => {
  const belief = believedGroup(before, input.UserGroupId);
  return belief.kind === "absent" && !isDeleted(belief);
};

/** True of users of another engine than the group: which of them it takes, facts at `must` do not say (F174, F383). */
export const mixesEngines = (asked: Create): boolean =>
  members(asked).some(({ Engine }) => keyOf(Engine) !== keyOf(asked.input.Engine));
