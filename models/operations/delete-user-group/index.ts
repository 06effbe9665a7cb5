import { withoutEngineAsked } from "../../belief/membership.ts";
import {
  believedGroup,
  hasOpenForm,
  inDoubt,
  type State,
  viewOfGroup,
  withGroup,
  withMembershipTouched,
  withOthersWritten,
  withRefusal,
} from "../../belief/state.ts";
import { groupOf, withoutTags } from "../../belief/tags.ts";
import type { Answer, FaultCode, Input } from "../../contract/contract.ts";
import { withoutAffix } from "../../contract/fault-code.ts";
import { refusalRules } from "../../rules/refusals.ts";
import { shapeOfAnsweredGroup } from "../../rules/user-group-shape.ts";
import { operationOf } from "../operation.ts";
import { deleteUserGroupCombinations } from "./combinations.ts";
import { deleteUserGroupVariations } from "./generate.ts";
import { deleteUserGroupRules } from "./rules.ts";

function step(
  before: State,
  { UserGroupId: id }: Input<"DeleteUserGroup">,
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
        kind: "deleting",
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

export const deleteUserGroup = operationOf<"DeleteUserGroup">({
  name: "DeleteUserGroup",
  rules: [...deleteUserGroupRules, ...shapeOfAnsweredGroup<"DeleteUserGroup">("delete-user-group")],
  refusals: refusalRules({
    provocation: "delete-user-group/unprovoked-refusal",
    declaration: "delete-user-group/declared-codes",
    naming: "delete-user-group/refusal-names-another",
    fact: "F023",
    declared,
  }),
  questions: [
    {
      id: "open/delete-group-id-form",
      question: "Does DeleteUserGroup check the form of the id? Is case ignored?",
      facts: ["F027"],
      settledBy: "aws elasticache delete-user-group --user-group-id 1group",
      when: ({ input }) => hasOpenForm(input.UserGroupId),
    },
  ],
  declared,
  variations: deleteUserGroupVariations,
  combinations: deleteUserGroupCombinations,
  predict: (before, input) => ({ ...viewOfGroup(before, input.UserGroupId), Status: "deleting" }),
  step,
});
