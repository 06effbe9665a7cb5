import { deleteUserGroupVariations } from "../commands/delete-user-group.ts";
import type { Answer, DeleteUserGroupInput, FaultCode } from "../contract.ts";
import { withoutAffix } from "../fault-code.ts";
import type { Operation } from "../operation.ts";
import { deleteUserGroupRules } from "../rules/delete-user-group.ts";
import { refusalRules } from "../rules/refusals.ts";
import { shapeOfAnsweredGroup } from "../rules/user-group-shape.ts";
import {
  believedGroup,
  hasUnsettledForm,
  inDoubt,
  type State,
  viewOfGroup,
  withGroup,
  withMembershipTouched,
  withOthersWritten,
  withRefusal,
} from "../state.ts";
import { withoutEngineAsked } from "./create-user-group.ts";
import { groupOf, withoutTags } from "./tagging.ts";

function advance(
  before: State,
  { UserGroupId: id }: DeleteUserGroupInput,
  answer: Answer<"DeleteUserGroup">,
): State {
  const touched = withoutEngineAsked(withMembershipTouched(before), id);
  switch (answer.kind) {
    case "unsupported":
      return before;
    case "lost":
      return withGroup(withoutTags(touched, groupOf(id)), id, inDoubt);
    case "refused":
      return withoutAffix(answer.code) === "UserGroupNotFound" &&
        believedGroup(before, id).kind === "present"
        ? withGroup(before, id, { kind: "uncertain" })
        : { ...before, groups: withRefusal(before.groups, id, "DeleteUserGroup") };
    case "accepted":
      return withGroup({ ...touched, groups: withOthersWritten(touched.groups, id) }, id, {
        kind: "leaving",
        view: { ...viewOfGroup(before, id), ...answer.output },
        since: { refused: [], written: "DeleteUserGroup" },
      });
  }
}

const declared: readonly FaultCode[] = [
  "UserGroupNotFound",
  "InvalidUserGroupState",
  "ServiceLinkedRoleNotFoundFault",
  "InvalidParameterValue",
];

export const deleteUserGroup: Operation<"DeleteUserGroup"> = {
  name: "DeleteUserGroup",
  rules: [
    ...deleteUserGroupRules,
    ...shapeOfAnsweredGroup<"DeleteUserGroup">("delete-user-group"),
    ...refusalRules("delete-user-group", "F023", declared),
  ],
  open: [
    {
      id: "open/delete-group-id-form",
      question: "Does DeleteUserGroup check the form of the id? Is case ignored?",
      facts: ["F027"],
      settledBy: "aws elasticache delete-user-group --user-group-id 1group",
      when: ({ input }) => hasUnsettledForm(input.UserGroupId),
    },
  ],
  declared,
  variations: deleteUserGroupVariations,
  predict: (before, input) => ({ ...viewOfGroup(before, input.UserGroupId), Status: "deleting" }),
  advance,
};
