import { nothingSince } from "../../belief/believed.ts";
import { askedOf, isInDoubt, unseenOf } from "../../belief/membership.ts";
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
import { withStored } from "../../belief/stored-strings.ts";
import type { Answer, User, Input } from "../../contract/contract.ts";
import { withoutAffix } from "../../contract/fault-code.ts";
import { accessStringIn } from "../../rules/rule.ts";
import { canonical, isBeyond60, traitsOf } from "../../vocabulary/access-string.ts";
import {
  passwordsOf,
  readBack,
  speaksOfAuthentication,
  wishOf,
} from "../../vocabulary/authentication.ts";

export function predict(before: State, input: Input<"ModifyUser">): User {
  const view = viewOf(before, input.UserId) ?? {};
  const wish = wishOf(input);
  return {
    ...view,
    Status: "modifying",
    ...(input.Engine === undefined ? {} : { Engine: input.Engine.toLowerCase() }),
    ...(input.AccessString === undefined ? {} : { AccessString: canonical(input.AccessString) }),
    ...(wish === undefined ? {} : { Authentication: readBack(wish, passwordsOf(input)) }),
  };
}

export function step(
  before: State,
  input: Input<"ModifyUser">,
  answer: Answer<"ModifyUser">,
): State {
  const belief = believed(before, input.UserId);
  switch (answer.kind) {
    case "unsupported":
      return before;
    case "lost":
      return withUser(withMemberTouched(before, input.UserId), input.UserId, inDoubt);
    case "refused": {
      const contradicts = withoutAffix(answer.code) === "UserNotFound" && belief.kind === "present";
      return contradicts
        ? withUser(before, input.UserId, { kind: "uncertain" })
        : { ...before, users: withRefusal(before.users, input.UserId, "ModifyUser") };
    }
    case "accepted":
      // A user that is being deleted goes, whatever else is done to it (F124, F132); what it shows until then, no fact says.
      if (belief.kind === "deleting")
        return withUser(before, input.UserId, {
          kind: "deleting",
          view: belief.view,
          since: nothingSince,
        });
      // A write that was lost may still land, after this one: it is in doubt until it is made anew.
      if (isInDoubt(belief)) return withMemberTouched(before, input.UserId);
      return {
        ...withUser(withWrite(before, input.UserId), input.UserId, {
          kind: "present",
          view: { ...leftAlone(viewOf(before, input.UserId), input), ...answer.output },
          asked: { ...stillAsked(before, input), ...askedIn(input) },
          lastWrite: "ModifyUser",
          since: { refused: [], written: "ModifyUser" },
          ...(isRemadeBy(before, input, answer.output) ? { isRemade: true } : {}),
          ...unseenOf(belief),
        }),
        stored:
          input.AppendAccessString === undefined
            ? withStored(before, answer.output, input.AccessString)
            : before.stored,
      };
  }
}

/** What a request leaves as it was: of the rest only the answer says what it is. */
const leftAlone = (
  { Engine, AccessString, Authentication, Status: _, ...view }: User = {},
  input: Input<"ModifyUser">,
): User => ({
  ...view,
  ...(Engine === undefined || input.Engine !== undefined ? {} : { Engine }),
  ...(AccessString === undefined || (input.AccessString ?? input.AppendAccessString) !== undefined
    ? {}
    : { AccessString }),
  ...(Authentication === undefined || speaksOfAuthentication(input) ? {} : { Authentication }),
});

/** What was asked for before, and still is: of a string that was added to, or of one that came to iam, no fact says what becomes. */
function stillAsked(before: State, input: Input<"ModifyUser">): Partial<User> {
  const { AccessString, ...asked } = askedOf(believed(before, input.UserId)).asked ?? {};
  return AccessString === undefined ||
    input.AppendAccessString !== undefined ||
    wishOf(input) === "iam"
    ? asked
    : { ...asked, AccessString };
}

/** What a request asks for, of what answers may spell in a way of their own. */
const askedIn = (input: Input<"ModifyUser">): Partial<User> => {
  const wish = wishOf(input);
  return {
    ...(input.Engine === undefined ? {} : { Engine: input.Engine.toLowerCase() }),
    ...(accessStringIn(input) === "" ? {} : { AccessString: accessStringIn(input) }),
    ...(wish === undefined ? {} : { Authentication: readBack(wish, passwordsOf(input)) }),
  };
};

const isIam = (type: string | undefined): boolean => type === "iam";

/** True once a change touched what the minimum engine version rests on (F045a, F045b). */
function isRemadeBy(before: State, input: Input<"ModifyUser">, output: User): boolean {
  const belief = believed(before, input.UserId);
  if (belief.kind !== "present" || belief.isRemade === true) return true;
  const { Engine, Authentication, AccessString = "" } = belief.view;
  return (
    Engine !== output.Engine ||
    !traitsOf(AccessString).isOf60 ||
    isBeyond60(input.AccessString) ||
    isIam(Authentication?.Type) !== isIam(output.Authentication?.Type)
  );
}
