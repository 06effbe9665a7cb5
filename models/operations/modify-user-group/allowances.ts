import {
  areSettled,
  canBeOf,
  isRedis,
  settledGroup,
  usersBehind,
} from "../../belief/membership.ts";
import { documented, observed, type Rule } from "../../rules/rule.ts";
import { type Modify, current, isOfEngine, adds, removes } from "./asked.ts";

/** True of a change of members that is right in every way, on a group at rest; so are those who come. */
const isRight = (asked: Modify): boolean =>
  settledGroup(asked.before, asked.input.UserGroupId) !== undefined &&
  asked.input.Engine === undefined &&
  isOfEngine(asked, isRedis) &&
  areSettled(asked.before, adds(asked)) &&
  !adds(asked).some((id) => current(asked)?.includes(id)) &&
  usersBehind(asked.before, adds(asked)).every(({ Engine }) => isRedis(Engine));

/** The same, where all users of the group are at rest. */
const isPlainChange = (asked: Modify): boolean =>
  isRight(asked) && areSettled(asked.before, current(asked) ?? ["?"]);

export const allowances: readonly Rule<"ModifyUserGroup">[] = [
  {
    kind: "allowance",
    id: "modify-user-group/accepts-adding",
    level: "must",
    clause: observed(
      ["F381"],
      "aws-controllers-k8s/elasticache-controller e2e test_usergroup.py",
      "adding a second member gives UserIds of 2",
    ),
    when: (asked) => isPlainChange(asked) && adds(asked).length > 0 && removes(asked).length === 0,
  },
  {
    kind: "allowance",
    id: "modify-user-group/accepts-removing",
    level: "must",
    clause: observed(
      ["F381"],
      "aws-controllers-k8s/elasticache-controller e2e test_usergroup.py",
      "adding and removing a second member gives UserIds of 2, then 1",
    ),
    when: (asked) => isPlainChange(asked) && adds(asked).length === 0 && removes(asked).length > 0,
  },
  {
    kind: "allowance",
    id: "modify-user-group/accepts-swap-of-default-users",
    level: "should",
    clause: documented(
      ["F181"],
      "Role-Based Access Control (RBAC), 2023",
      "Add the new default user and remove `default` in one call",
    ),
    when: (asked) =>
      isPlainChange(asked) &&
      [adds(asked), removes(asked)].every((ids) =>
        usersBehind(asked.before, ids).some(({ UserName }) => UserName === "default"),
      ),
  },
  {
    kind: "allowance",
    id: "modify-user-group/accepts-engine-change",
    level: "should",
    clause: observed(
      ["F182"],
      "hashicorp/terraform-provider-aws TestAccElastiCacheUserGroup_update",
      "Engine redis → valkey → redis in place; the members change engine first",
    ),
    when: (asked) => {
      const group = settledGroup(asked.before, asked.input.UserGroupId);
      const members = current(asked);
      return (
        asked.input.Engine !== undefined &&
        asked.input.Engine !== group?.Engine &&
        adds(asked).length + removes(asked).length === 0 &&
        group !== undefined &&
        members !== undefined &&
        areSettled(asked.before, members) &&
        canBeOf(asked.input.Engine, usersBehind(asked.before, members))
      );
    },
  },
];

/** True of a change that facts at `must` carry: some come, or some go (F381). */
export const isCarried = (asked: Modify): boolean =>
  isRight(asked) && adds(asked).length > 0 !== removes(asked).length > 0;
