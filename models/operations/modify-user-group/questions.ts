import {
  canBeOf,
  isPlainId,
  isRedis,
  isValkey,
  keysOf,
  membersOf,
  usersBehind,
  isOpenMember,
} from "../../belief/membership.ts";
import { believed, believedGroup, hasOpenForm, viewOfGroup } from "../../belief/state.ts";
import { keyOf } from "../../contract/resource.ts";
import type { Asked, OpenQuestion } from "../../rules/rule.ts";
import { isKnownOfValkey } from "./allowances.ts";

type Modify = Asked<"ModifyUserGroup">;

const engineOf = ({ before, input }: Modify): string | undefined =>
  viewOfGroup(before, input.UserGroupId)?.Engine;

const added = ({ before, input }: Modify) => usersBehind(before, keysOf(input.UserIdsToAdd));

export const questions: readonly OpenQuestion<"ModifyUserGroup">[] = [
  {
    id: "open/modify-group-nothing",
    question: "Is ModifyUserGroup with nothing to change refused, and an empty list?",
    facts: [],
    settledBy: "aws elasticache modify-user-group --user-group-id g",
    when: ({ input }) =>
      keysOf(input.UserIdsToAdd).length + keysOf(input.UserIdsToRemove).length === 0 &&
      input.Engine === undefined,
  },
  {
    id: "open/add-member-again",
    question:
      "Is adding a user refused that is in the group, or named twice, or added and removed?",
    facts: [],
    settledBy: "aws elasticache modify-user-group --user-ids-to-add already-a-member …",
    when: ({ before, input }) => {
      const add = keysOf(input.UserIdsToAdd);
      const members = membersOf(before, input.UserGroupId);
      return (
        (members === undefined && believedGroup(before, input.UserGroupId).kind !== "absent") ||
        add.some((id) => members?.includes(id) === true) ||
        add.some((id) => keysOf(input.UserIdsToRemove).includes(id)) ||
        add.length < (input.UserIdsToAdd?.length ?? 0)
      );
    },
  },
  {
    id: "open/removing-in-odd-ways",
    question:
      "Is a member found that is to be removed in other case or twice, or beside an empty list?",
    facts: ["F035"],
    settledBy: "aws elasticache modify-user-group --user-ids-to-remove U-1 U-1 …",
    when: ({ input: { UserIdsToAdd, UserIdsToRemove = [] } }) =>
      UserIdsToRemove.some((id) => id !== keyOf(id)) ||
      keysOf(UserIdsToRemove).length < UserIdsToRemove.length ||
      UserIdsToAdd?.length === 0,
  },
  {
    id: "open/modify-valkey-group",
    question:
      "Which users does ModifyUserGroup take into a valkey group, and which into a redis one?",
    facts: ["F383"],
    settledBy: "aws elasticache modify-user-group --user-group-id valkey-group --user-ids-to-add …",
    when: (asked) =>
      !isKnownOfValkey(asked) &&
      (isValkey(engineOf(asked)) ||
        // One that was asked to be of valkey may be so already, though its change is not seen to be over.
        isValkey(asked.before.enginesAsked.get(keyOf(asked.input.UserGroupId))) ||
        added(asked).some(({ Engine }) => isValkey(Engine))),
  },
  {
    id: "open/group-engine-change",
    question: "Which changes of a group's engine are refused?",
    facts: [],
    settledBy: "aws elasticache modify-user-group --engine valkey …",
    when: ({ before, input }) => {
      const members = membersOf(before, input.UserGroupId) ?? [];
      const isEasy =
        keysOf(input.UserIdsToAdd).length + keysOf(input.UserIdsToRemove).length === 0 &&
        keyOf(input.Engine) !== viewOfGroup(before, input.UserGroupId)?.Engine &&
        canBeOf(keyOf(input.Engine), usersBehind(before, members));
      return input.Engine !== undefined && !isEasy;
    },
  },
  {
    id: "open/removing-unknown-user",
    question: "Is removing a user that does not exist refused as unknown, or as no member?",
    facts: [],
    settledBy: "aws elasticache modify-user-group --user-ids-to-remove not-there …",
    when: ({ before, input }) =>
      keysOf(input.UserIdsToRemove).some((id) => believed(before, id).kind !== "present"),
  },
  {
    id: "open/changing-member-of-change",
    question: "May a user be put into a group, or out of it, while it is modifying or deleting?",
    facts: [],
    settledBy: "aws elasticache modify-user …; aws elasticache modify-user-group …",
    when: ({ before, input }) =>
      keysOf([...(input.UserIdsToAdd ?? []), ...(input.UserIdsToRemove ?? [])]).some((id) =>
        isOpenMember(before, id),
      ),
  },
  {
    id: "open/group-without-default",
    question: "How is a redis group changed that has come to lack a default user?",
    facts: [],
    settledBy: "none: no way to bring that about is known",
    when: (asked) =>
      isRedis(engineOf(asked)) &&
      membersOf(asked.before, asked.input.UserGroupId) !== undefined &&
      !usersBehind(asked.before, membersOf(asked.before, asked.input.UserGroupId) ?? []).some(
        ({ UserName }) => UserName === "default",
      ),
  },
  {
    id: "open/modify-group-id-form",
    question: "Does ModifyUserGroup check the form of the id? Is case ignored?",
    facts: ["F027"],
    settledBy: "aws elasticache modify-user-group --user-group-id 1group …",
    when: ({ input }) => hasOpenForm(input.UserGroupId),
  },
  {
    id: "open/members-that-left",
    question: "How is a group changed of which a user is being deleted, or is gone?",
    facts: [],
    settledBy: "aws elasticache delete-user …; aws elasticache modify-user-group …",
    when: ({ before, input }) =>
      membersOf(before, input.UserGroupId)?.some(
        (id) => believed(before, id).kind !== "present",
      ) === true,
  },
  {
    id: "open/member-id-form-of-change",
    question: "How is a member refused whose id is malformed, and is one of AWS's own taken?",
    facts: ["F026", "F152"],
    settledBy: "aws elasticache modify-user-group --user-ids-to-add 1user default.iam-user …",
    when: ({ input }) =>
      [...(input.UserIdsToAdd ?? []), ...(input.UserIdsToRemove ?? [])].some(
        (id) => !isPlainId(id),
      ),
  },
  {
    id: "open/modify-deleting-group",
    question: "How is ModifyUserGroup refused on a group that is being deleted?",
    facts: [],
    settledBy: "aws elasticache delete-user-group …; aws elasticache modify-user-group …",
    when: ({ before, input }) => believedGroup(before, input.UserGroupId).kind === "deleting",
  },
];
