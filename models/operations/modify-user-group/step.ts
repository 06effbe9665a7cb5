import { nothingSince } from "../../belief/believed.ts";
import {
  isInDoubt,
  keysOf,
  isRedis,
  isValkey,
  membersAfter,
  membersOf,
  membersKnown,
  withNamed,
  withoutEngineAsked,
  withUnknownMembers,
  unseenOf,
} from "../../belief/membership.ts";
import {
  believedGroup,
  inDoubt,
  type State,
  viewOfGroup,
  withGroup,
  withMembershipTouched,
  withOthersWritten,
  withRefusal,
} from "../../belief/state.ts";
import type { Answer, Input } from "../../contract/contract.ts";
import { withoutAffix } from "../../contract/fault-code.ts";
import { keyOf } from "../../contract/resource.ts";

export function step(
  before: State,
  input: Input<"ModifyUserGroup">,
  answer: Answer<"ModifyUserGroup">,
): State {
  const { UserGroupId: id } = input;
  const named = withNamed(before, input.UserIdsToAdd);
  const belief = believedGroup(before, id);
  switch (answer.kind) {
    case "unsupported":
      return before;
    case "lost":
      return withUnknownMembers(
        withGroup(withoutEngineAsked(withMembershipTouched(named), id), id, inDoubt),
        id,
      );
    case "refused":
      return withoutAffix(answer.code) === "UserGroupNotFound" && belief.kind === "present"
        ? withGroup(before, id, { kind: "uncertain" })
        : { ...named, groups: withRefusal(before.groups, id, "ModifyUserGroup") };
    case "accepted": {
      // A group that is being deleted goes, whatever else is done to it; what it shows until then, no fact says.
      if (belief.kind === "deleting")
        return withUnknownMembers(withGroup(named, id, { ...belief, since: nothingSince }), id);
      // A write that was lost may still land, after this one: it is in doubt until it is made anew.
      if (isInDoubt(belief)) return withMembershipTouched(named);
      const touched = withMembershipTouched(named);
      const { Status: _, ...known } = viewOfGroup(before, id) ?? {};
      const { Engine, ...view } = { ...known, ...answer.output };
      const isSwitch = isRedis(input.Engine) || isValkey(input.Engine);
      const asked = isSwitch ? keyOf(input.Engine) : before.enginesAsked.get(keyOf(id));
      const after = withGroup(
        {
          ...touched,
          groups: withOthersWritten(touched.groups, id),
          enginesAsked:
            asked === undefined
              ? touched.enginesAsked
              : new Map(touched.enginesAsked).set(keyOf(id), asked),
        },
        id,
        {
          kind: "present",
          // Which engine a group has while it changes, no fact says.
          view: asked === undefined && Engine !== undefined ? { ...view, Engine } : view,
          lastWrite: "ModifyUserGroup",
          since: { refused: [], written: "ModifyUserGroup" },
          ...unseenOf(belief),
        },
      );
      return withMembersAfter(after, before, input);
    }
  }
}

/** Whom a group has after a change of it, as far as that is known. Whether one that is added and removed at once is in it, no fact says. */
function withMembersAfter(after: State, before: State, input: Input<"ModifyUserGroup">): State {
  const { UserGroupId: id, UserIdsToAdd, UserIdsToRemove } = input;
  const members = membersOf(before, id);
  if (keysOf(UserIdsToAdd).some((one) => keysOf(UserIdsToRemove).includes(one)))
    return withUnknownMembers(after, id);
  return members === undefined
    ? after
    : {
        ...after,
        members: membersKnown(after, id, membersAfter(members, UserIdsToAdd, UserIdsToRemove)),
      };
}
