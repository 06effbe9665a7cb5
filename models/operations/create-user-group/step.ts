import { nothingSince } from "../../belief/believed.ts";
import {
  isDeleted,
  keysOf,
  withUnknownMembers,
  withoutEngineAsked,
  membersKnown,
  withNamed,
} from "../../belief/membership.ts";
import {
  believedGroup,
  confused,
  inDoubt,
  type State,
  withGroup,
  withMembershipTouched,
  withOthersWritten,
} from "../../belief/state.ts";
import {
  groupOf,
  refusedAtCreation,
  taggedAtCreation,
  withoutTags,
  withTagsRefused,
} from "../../belief/tags.ts";
import type { Answer, UserGroup, Input } from "../../contract/contract.ts";
import { withoutAffix } from "../../contract/fault-code.ts";
import { keyOf } from "../../contract/resource.ts";
import { accountOf } from "../../rules/arn.ts";

export function step(
  before: State,
  input: Input<"CreateUserGroup">,
  answer: Answer<"CreateUserGroup">,
): State {
  const named = withNamed(before, input.UserIds);
  switch (answer.kind) {
    case "unsupported":
      return before;
    case "lost":
      return withUnknownMembers(
        withGroup(
          withoutTags(
            withoutEngineAsked(withMembershipTouched(named), input.UserGroupId),
            groupOf(input.UserGroupId),
          ),
          input.UserGroupId,
          inDoubt,
        ),
        input.UserGroupId,
      );
    case "refused": {
      const belief = believedGroup(before, input.UserGroupId);
      // One that was deleted may be there still.
      const contradicts =
        withoutAffix(answer.code) === "UserGroupAlreadyExists" &&
        belief.kind === "absent" &&
        !isDeleted(belief);
      return contradicts
        ? withGroup(named, input.UserGroupId, { kind: "uncertain" })
        : {
            ...withTagsRefused(named, groupOf(input.UserGroupId), input),
            groups: refusedAtCreation(
              named.groups,
              input.UserGroupId,
              "CreateUserGroup",
              input.Tags,
            ),
          };
    }
    case "accepted":
      return adopt(named, input, answer.output);
  }
}

function adopt(before: State, input: Input<"CreateUserGroup">, output: UserGroup): State {
  const touched = withoutEngineAsked(withMembershipTouched(before), input.UserGroupId);
  const isOurs = output.UserGroupId === keyOf(input.UserGroupId);
  return {
    ...withGroup(
      { ...touched, groups: withOthersWritten(touched.groups, input.UserGroupId) },
      input.UserGroupId,
      isOurs
        ? {
            kind: "present",
            view: output,
            lastWrite: "CreateUserGroup",
            unseen: "anywhere",
            since: { ...nothingSince, written: "CreateUserGroup" },
          }
        : confused,
    ),
    account: before.account ?? accountOf(output.ARN),
    members: membersKnown(before, input.UserGroupId, keysOf(input.UserIds)),
    tags: taggedAtCreation(before, { kind: "usergroup", id: keyOf(input.UserGroupId) }, input.Tags),
  };
}
