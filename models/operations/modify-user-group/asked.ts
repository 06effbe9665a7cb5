import {
  areSomeDeleted,
  haveOneName,
  isPlainId,
  isRedis,
  keysOf,
  lacksDefault,
  membersAfter,
  membersOf,
  usersBehind,
  isMovingGroup,
} from "../../belief/membership.ts";
import { believed, believedGroup, viewOfGroup } from "../../belief/state.ts";
import type { User } from "../../contract/contract.ts";
import type { Asked, Holds } from "../../rules/rule.ts";

export type Modify = Asked<"ModifyUserGroup">;

export const xml = "hashicorp/terraform-provider-aws#28688, debug log of a ModifyUserGroup answer";

export const isKnown = ({ before, input }: Modify): boolean =>
  believedGroup(before, input.UserGroupId).kind === "present";

export const current = ({ before, input }: Modify): readonly string[] | undefined =>
  membersOf(before, input.UserGroupId);

/** Whom the group would have; nothing where that is not known. */
const resulting = (asked: Modify): readonly string[] | undefined => {
  const members = current(asked);
  const { UserIdsToAdd, UserIdsToRemove } = asked.input;
  return members === undefined ? undefined : membersAfter(members, UserIdsToAdd, UserIdsToRemove);
};

/** True where each user that the group would have is known to be there. */
export const knowsResult = (asked: Modify): boolean =>
  (resulting(asked) ?? ["?"]).every((id) => believed(asked.before, id).kind === "present");

export const resultingUsers = (asked: Modify): readonly User[] =>
  usersBehind(asked.before, resulting(asked) ?? []);

export const isOfEngine = (asked: Modify, fits: (engine: string | undefined) => boolean): boolean =>
  isKnown(asked) && fits(viewOfGroup(asked.before, asked.input.UserGroupId)?.Engine);

export const adds = ({ input }: Modify): readonly string[] => keysOf(input.UserIdsToAdd);

export const removes = ({ input }: Modify): readonly string[] => keysOf(input.UserIdsToRemove);

export const removesStranger = (asked: Modify): boolean => {
  const members = current(asked);
  return (
    isKnown(asked) && members !== undefined && removes(asked).some((id) => !members.includes(id))
  );
};

export const addsUnknown = (asked: Modify): boolean =>
  adds(asked).some((id) => isPlainId(id) && believed(asked.before, id).kind === "absent");

export const addsDeleted = (asked: Modify): boolean => areSomeDeleted(asked.before, adds(asked));

/** A group that is changing may still have whom it is about to lose, and not yet whom it will have. */
export const isMoving = ({ before, input }: Modify): boolean =>
  isMovingGroup(before, input.UserGroupId);

export const atRest = (asked: Modify): Holds => (isMoving(asked) ? "unknown" : "must");

/** True of a change that would also leave two users of one name, or no default user: which error comes first, no fact says (F058). */
export const breaksMore = (
  asked: Modify,
  members: readonly string[] = current(asked) ?? [],
): boolean => {
  const { UserIdsToAdd, UserIdsToRemove } = asked.input;
  const left = usersBehind(asked.before, membersAfter(members, UserIdsToAdd, UserIdsToRemove));
  return (
    haveOneName(left) ||
    (isOfEngine(asked, isRedis) && removes(asked).length > 0 && lacksDefault(left))
  );
};
