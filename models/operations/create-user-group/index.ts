import { isPlainId, isRedis, isValkey, keysOf, usersBehind } from "../../belief/membership.ts";
import {
  believed,
  believedGroup,
  confused,
  hasUnsettledForm,
  inDoubt,
  nothingSince,
  type State,
  withGroup,
  withMembershipTouched,
  withOthersWritten,
} from "../../belief/state.ts";
import { groupOf, refusedAtCreation, taggedAtCreation, withoutTags } from "../../belief/tags.ts";
import type { Answer, FaultCode, UserGroup, Input } from "../../contract/contract.ts";
import { withoutAffix } from "../../contract/fault-code.ts";
import { keyOf } from "../../contract/resource.ts";
import { accountOf } from "../../rules/arn.ts";
import { refusalRules } from "../../rules/refusals.ts";
import type { Asked, OpenQuestion } from "../../rules/rule.ts";
import { hasEmptyKey, hasKeyTwice } from "../../rules/tags.ts";
import { shapeOfAnsweredGroup } from "../../rules/user-group-shape.ts";
import type { Operation } from "../operation.ts";
import { createUserGroupVariations } from "./generate.ts";
import { createUserGroupRules } from "./rules.ts";

const membersIn = ({ before, input }: Asked<"CreateUserGroup">) =>
  usersBehind(before, keysOf(input.UserIds));

const open: readonly OpenQuestion<"CreateUserGroup">[] = [
  {
    id: "open/user-group-id-form",
    question: "Which ids does CreateUserGroup refuse for their form?",
    facts: ["F027", "F038"],
    settledBy: "aws elasticache create-user-group --user-group-id 1group …",
    when: ({ input }) => hasUnsettledForm(keyOf(input.UserGroupId)),
  },
  {
    id: "open/valkey-user-in-redis-group",
    question: "May a redis group contain valkey users?",
    facts: ["F383"],
    settledBy: "aws elasticache create-user-group --engine redis --user-ids default valkey-user …",
    when: (asked) =>
      isRedis(asked.input.Engine) && membersIn(asked).some(({ Engine }) => isValkey(Engine)),
  },
  {
    id: "open/valkey-group-of-default",
    question: "May a valkey group have nobody, or a user named default?",
    facts: [],
    settledBy: "aws elasticache create-user-group --engine valkey …",
    when: (asked) =>
      isValkey(asked.input.Engine) &&
      (keysOf(asked.input.UserIds).length === 0 ||
        membersIn(asked).some(({ UserName }) => UserName === "default")),
  },
  {
    id: "open/member-twice",
    question: "Is a member that is named twice refused, and an empty list?",
    facts: [],
    settledBy: "aws elasticache create-user-group --user-ids default default …",
    when: ({ input }) =>
      input.UserIds?.length === 0 || keysOf(input.UserIds).length < (input.UserIds?.length ?? 0),
  },
  {
    id: "open/changing-member",
    question: "May a user be put into a group while it is modifying or deleting?",
    facts: [],
    settledBy: "aws elasticache modify-user …; aws elasticache create-user-group …",
    when: ({ before, input }) => keysOf(input.UserIds).some((id) => isUnsettled(before, id)),
  },
  {
    id: "open/member-id-form",
    question: "How is a member refused whose id is malformed, and is one of AWS's own taken?",
    facts: ["F026", "F152"],
    settledBy: "aws elasticache create-user-group --user-ids 1user default.iam-user …",
    when: ({ input }) => input.UserIds?.some((id) => !isPlainId(id)) === true,
  },
  {
    id: "open/group-engine-case",
    question: "Does CreateUserGroup read the engine without regard to case?",
    facts: [],
    settledBy: "aws elasticache create-user-group --engine REDIS …",
    when: ({ input }) => input.Engine !== undefined && input.Engine !== keyOf(input.Engine),
  },
  {
    id: "open/group-tag-key-twice",
    question: "Is a tag key that is given twice refused at creation, and is an empty one?",
    facts: [],
    settledBy: "aws elasticache create-user-group --tags Key=k Key=k …",
    when: ({ input }) => hasKeyTwice(input.Tags) || hasEmptyKey(input.Tags),
  },
];

/** True of a user that is on its way out, or changing, or may be. */
export const isUnsettled = (state: State, userId: string): boolean => {
  const belief = believed(state, userId);
  return (
    belief.kind === "leaving" ||
    (belief.kind === "present" &&
      (belief.view.Status !== "active" || belief.since.stirred === true))
  );
};

function advance(
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
      const contradicts =
        withoutAffix(answer.code) === "UserGroupAlreadyExists" &&
        believedGroup(before, input.UserGroupId).kind === "absent";
      return contradicts
        ? withGroup(named, input.UserGroupId, { kind: "uncertain" })
        : {
            ...named,
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
            since: { ...nothingSince, written: "CreateUserGroup" },
          }
        : confused,
    ),
    account: before.account ?? accountOf(output.ARN),
    members: membersKnown(before, input.UserGroupId, keysOf(input.UserIds)),
    tags: taggedAtCreation(before, { kind: "usergroup", id: keyOf(input.UserGroupId) }, input.Tags),
  };
}

/** Notes whom a group has; nobody knows what becomes of users who were not there when they were put in. */
export const membersKnown = (
  { members, users }: State,
  userGroupId: string | undefined,
  ids: readonly string[],
): State["members"] =>
  ids.every((id) => users.get(id)?.kind === "present")
    ? new Map(members).set(keyOf(userGroupId), ids)
    : new Map([...members].filter(([key]) => key !== keyOf(userGroupId)));

/** Notes that a request about groups named these users. */
export const withNamed = (state: State, ids: readonly string[] = []): State => ({
  ...state,
  everGrouped: new Set([...state.everGrouped, ...keysOf(ids)]),
});

/** Notes that a group is another one now, or will be: what its engine was to be counts no more. */
export const withoutEngineAsked = (state: State, userGroupId: string | undefined): State => ({
  ...state,
  enginesAsked: new Map([...state.enginesAsked].filter(([key]) => key !== keyOf(userGroupId))),
});

/** Notes that nobody knows whom a group has. */
export const withUnknownMembers = (state: State, userGroupId: string | undefined): State => ({
  ...state,
  members: new Map([...state.members].filter(([key]) => key !== keyOf(userGroupId))),
});

const declared: readonly FaultCode[] = [
  "UserNotFound",
  "DuplicateUserName",
  "UserGroupAlreadyExists",
  "ServiceLinkedRoleNotFoundFault",
  "DefaultUserRequired",
  "UserGroupQuotaExceeded",
  "InvalidParameterValue",
  "TagQuotaPerResourceExceeded",
];

export const createUserGroup: Operation<"CreateUserGroup"> = {
  name: "CreateUserGroup",
  rules: [
    ...createUserGroupRules,
    ...shapeOfAnsweredGroup<"CreateUserGroup">("create-user-group"),
    ...refusalRules("create-user-group", "F021", declared),
  ],
  open,
  declared,
  variations: createUserGroupVariations,
  predict: (_, input): UserGroup => ({
    UserGroupId: keyOf(input.UserGroupId),
    Status: "creating",
    Engine: keyOf(input.Engine),
    UserIds: keysOf(input.UserIds),
  }),
  advance,
};
