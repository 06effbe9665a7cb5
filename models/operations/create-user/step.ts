import { type Believed, nothingSince } from "../../belief/believed.ts";
import { isDeleted } from "../../belief/membership.ts";
import {
  believed,
  inDoubt,
  confused,
  isStoredForm,
  type State,
  withOthersWritten,
  withUser,
} from "../../belief/state.ts";
import { withStored } from "../../belief/stored-strings.ts";
import {
  refusedAtCreation,
  taggedAtCreation,
  userOf,
  withoutTags,
  withTagsRefused,
} from "../../belief/tags.ts";
import type { Answer, User, Input } from "../../contract/contract.ts";
import { withoutAffix } from "../../contract/fault-code.ts";
import { keyOf } from "../../contract/resource.ts";
import { accountOf } from "../../rules/arn.ts";
import { canonical, isBeyond60 } from "../../vocabulary/access-string.ts";
import { passwordsOf, readBack, spellingOf, wishOf } from "../../vocabulary/authentication.ts";

export function predict(before: State, input: Input<"CreateUser">): User {
  const wish = wishOf(input);
  return {
    UserId: keyOf(input.UserId),
    UserName: input.UserName ?? "",
    Status: "active",
    Engine: (input.Engine ?? "").toLowerCase(),
    AccessString: canonical(input.AccessString ?? ""),
    UserGroupIds: [],
    ...(wish === undefined ? {} : { Authentication: readBack(wish, passwordsOf(input)) }),
  };
}

export function step(
  before: State,
  input: Input<"CreateUser">,
  answer: Answer<"CreateUser">,
): State {
  switch (answer.kind) {
    case "unsupported":
      return before;
    case "lost":
      return withUser(withoutTags(before, userOf(input.UserId)), input.UserId, inDoubt);
    case "refused": {
      const belief = believed(before, input.UserId);
      // One that was deleted may be there still.
      const contradicts =
        withoutAffix(answer.code) === "UserAlreadyExists" &&
        belief.kind === "absent" &&
        !isDeleted(belief);
      return contradicts
        ? withUser(withoutTags(before, userOf(input.UserId)), input.UserId, { kind: "uncertain" })
        : {
            ...withTagsRefused(before, userOf(input.UserId), input),
            users: refusedAtCreation(before.users, input.UserId, "CreateUser", input.Tags),
          };
    }
    case "accepted":
      return adopt(before, input, answer.output);
  }
}

function adopt(before: State, input: Input<"CreateUser">, output: User): State {
  const wish = wishOf(input);
  const type = output.Authentication?.Type;
  const made: Believed = isStoredForm(output)
    ? {
        kind: "present",
        view: output,
        asked: {
          ...(input.UserName === undefined ? {} : { UserName: input.UserName }),
          ...(input.Engine === undefined ? {} : { Engine: input.Engine.toLowerCase() }),
          ...(input.AccessString === undefined ? {} : { AccessString: input.AccessString }),
          ...(wish === undefined ? {} : { Authentication: readBack(wish, passwordsOf(input)) }),
        },
        lastWrite: "CreateUser",
        unseen: "anywhere",
        since: { ...nothingSince, written: "CreateUser" },
        ...(isBeyond60(input.AccessString) ? { isRemade: true } : {}),
      }
    : confused;
  const after = withUser(
    { ...before, users: withOthersWritten(before.users, input.UserId) },
    input.UserId,
    made,
  );
  return {
    ...after,
    account: before.account ?? accountOf(output.ARN),
    members: withoutMember(before, keyOf(input.UserId)),
    tags: taggedAtCreation(before, { kind: "user", id: keyOf(input.UserId) }, input.Tags),
    stored: withStored(before, output, input.AccessString),
    granted:
      wish === undefined || before.granted.has(wish)
        ? before.granted
        : new Map(before.granted).set(wish, { spelling: spellingOf(input), type }),
  };
}

/** A new user is in no group, whoever had its id before. */
const withoutMember = ({ members }: State, id: string): State["members"] =>
  new Map([...members].map(([group, ids]) => [group, ids.filter((one) => one !== id)]));
