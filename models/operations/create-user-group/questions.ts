import {
  isPlainId,
  isRedis,
  isValkey,
  keysOf,
  usersBehind,
  isOpenMember,
} from "../../belief/membership.ts";
import { hasOpenForm } from "../../belief/state.ts";
import { keyOf } from "../../contract/resource.ts";
import type { Asked, OpenQuestion } from "../../rules/rule.ts";
import { hasEmptyKey, hasKeyTwice } from "../../rules/tags.ts";

const membersIn = ({ before, input }: Asked<"CreateUserGroup">) =>
  usersBehind(before, keysOf(input.UserIds));

export const questions: readonly OpenQuestion<"CreateUserGroup">[] = [
  {
    id: "open/user-group-id-form",
    question: "Which ids does CreateUserGroup refuse for their form?",
    facts: ["F027", "F038", "F412"],
    settledBy: "aws elasticache create-user-group --user-group-id 1group …",
    when: ({ input }) => hasOpenForm(keyOf(input.UserGroupId)),
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
    question: "May a valkey group have nobody, or a user named default that is no valkey user?",
    facts: ["F406"],
    settledBy: "aws elasticache create-user-group --engine valkey …",
    when: (asked) =>
      isValkey(asked.input.Engine) &&
      (keysOf(asked.input.UserIds).length === 0 ||
        membersIn(asked).some(
          ({ UserName, Engine }) => UserName === "default" && !isValkey(Engine),
        )),
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
    when: ({ before, input }) => keysOf(input.UserIds).some((id) => isOpenMember(before, id)),
  },
  {
    id: "open/member-id-form",
    question: "How is a member refused whose id is malformed, and is one of AWS's own taken?",
    facts: ["F026", "F152"],
    settledBy: "aws elasticache create-user-group --user-ids 1user default.iam-user …",
    when: ({ input }) => input.UserIds?.some((id) => !isPlainId(id)) === true,
  },
  {
    id: "open/group-tag-key-twice",
    question: "Is a tag key that is given twice refused at creation, and is an empty one?",
    facts: [],
    settledBy: "aws elasticache create-user-group --tags Key=k Key=k …",
    when: ({ input }) => hasKeyTwice(input.Tags) || hasEmptyKey(input.Tags),
  },
];
