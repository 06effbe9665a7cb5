import { askedOf, groupsWith } from "../../belief/membership.ts";
import {
  believed,
  inDoubt,
  type State,
  viewOf,
  withMemberTouched,
  withRefusal,
  withUser,
  withWrite,
} from "../../belief/state.ts";
import { userOf, withoutTags } from "../../belief/tags.ts";
import type { Answer, Input } from "../../contract/contract.ts";
import { withoutAffix } from "../../contract/fault-code.ts";

export function step(
  before: State,
  input: Input<"DeleteUser">,
  answer: Answer<"DeleteUser">,
): State {
  switch (answer.kind) {
    case "unsupported":
      return before;
    case "lost":
      return withUser(
        withoutTags(withMemberTouched(before, input.UserId), userOf(input.UserId)),
        input.UserId,
        inDoubt,
      );
    case "refused": {
      const belief = believed(before, input.UserId);
      return withoutAffix(answer.code) === "UserNotFound" && belief.kind === "present"
        ? withUser(before, input.UserId, { kind: "uncertain" })
        : { ...before, users: withRefusal(before.users, input.UserId, "DeleteUser") };
    }
    case "accepted":
      return withUser(
        withVersionsInDoubt(withWrite(before, input.UserId), input.UserId),
        input.UserId,
        {
          kind: "deleting",
          view: { ...viewOf(before, input.UserId), ...answer.output },
          since: { refused: [], written: "DeleteUser" },
          ...askedOf(believed(before, input.UserId)),
        },
      );
  }
}

/** Notes for the groups that a user leaves that their version may stay as it is: only that it rises do facts say (F045c). */
const withVersionsInDoubt = (state: State, userId: string | undefined): State => {
  const left = groupsWith(state, userId);
  return {
    ...state,
    groups: new Map(
      [...state.groups].map(([key, belief]) =>
        belief.kind === "present" && left.includes(key)
          ? [key, { ...belief, isRemade: true }]
          : [key, belief],
      ),
    ),
  };
};
