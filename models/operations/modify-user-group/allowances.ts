import {
  areSettled,
  canBeOf,
  isDefaultNamed,
  isRedis,
  isValkey,
  settledGroup,
  usersBehind,
} from "../../belief/membership.ts";
import type { User } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import { documented, observed, type Rule } from "../../rules/rule.ts";
import { type Modify, current, isOfEngine, adds, removes } from "./asked.ts";

/** True of a change of members on a group of an engine, at rest; so are those who come, and they are new. */
const isChangeOf = (asked: Modify, isOne: (engine: string | undefined) => boolean): boolean =>
  settledGroup(asked.before, asked.input.UserGroupId) !== undefined &&
  asked.input.Engine === undefined &&
  isOfEngine(asked, isOne) &&
  areSettled(asked.before, adds(asked)) &&
  !adds(asked).some((id) => current(asked)?.includes(id)) &&
  coming(asked).every(({ Engine }) => isOne(Engine));

const coming = (asked: Modify): readonly User[] => usersBehind(asked.before, adds(asked));
const going = (asked: Modify): readonly User[] => usersBehind(asked.before, removes(asked));

const hasDefault = (users: readonly User[]): boolean => users.some((user) => isDefaultNamed(user));

const isAtRest = (asked: Modify): boolean => areSettled(asked.before, current(asked) ?? ["?"]);

/** The same of a redis group, all of whose users are at rest. */
const isPlainChange = (asked: Modify): boolean => isChangeOf(asked, isRedis) && isAtRest(asked);

/** One user comes to a valkey group at rest, or goes, and somebody stays. */
const movesOneOfValkey = (asked: Modify): boolean =>
  isChangeOf(asked, isValkey) &&
  isAtRest(asked) &&
  adds(asked).length + removes(asked).length === 1 &&
  (current(asked) ?? []).length > removes(asked).length;

const takesIamUser = (asked: Modify): boolean =>
  movesOneOfValkey(asked) &&
  coming(asked).some(({ Authentication }) => Authentication?.Type === "iam");

const movesDefaultOfValkey = (asked: Modify): boolean =>
  movesOneOfValkey(asked) &&
  hasDefault([...coming(asked), ...going(asked)]) &&
  coming(asked).every(({ Authentication }) => Authentication?.Type === "password");

/** True of a change of a valkey group that facts speak of. */
export const isKnownOfValkey = (asked: Modify): boolean =>
  takesIamUser(asked) || movesDefaultOfValkey(asked);

const migration =
  "Migrating from password-based authentication (AUTH) to IAM authentication, Amazon ElastiCache User Guide";

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
      isPlainChange(asked) && [coming(asked), going(asked)].every((users) => hasDefault(users)),
  },
  {
    kind: "allowance",
    id: "modify-user-group/accepts-adding-and-removing",
    level: "should",
    clause: observed(
      ["F408"],
      "Role-Based Access Control (RBAC), example; hashicorp/terraform-provider-aws#49948",
      "sends additions and removals in a single ModifyUserGroup call",
    ),
    when: (asked) =>
      isPlainChange(asked) &&
      adds(asked).length > 0 &&
      removes(asked).length > 0 &&
      !hasDefault([...coming(asked), ...going(asked)]),
  },
  {
    kind: "allowance",
    id: "modify-user-group/accepts-iam-user-in-valkey-group",
    level: "should",
    clause: documented(["F409"], migration, "A valkey group takes a valkey iam user"),
    when: takesIamUser,
  },
  {
    kind: "allowance",
    id: "modify-user-group/accepts-default-of-valkey-group",
    level: "should",
    clause: documented(
      ["F407"],
      migration,
      "A valkey group may lose its user named default and get it back",
    ),
    when: movesDefaultOfValkey,
  },
  {
    kind: "allowance",
    id: "modify-user-group/accepts-engine-change",
    level: "should",
    clause: observed(
      ["F182", "F401"],
      "hashicorp/terraform-provider-aws TestAccElastiCacheUserGroup_update",
      "Engine redis → valkey → redis in place; the members change engine first",
    ),
    when: (asked) => {
      const group = settledGroup(asked.before, asked.input.UserGroupId);
      const members = current(asked);
      return (
        asked.input.Engine !== undefined &&
        keyOf(asked.input.Engine) !== group?.Engine &&
        adds(asked).length + removes(asked).length === 0 &&
        group !== undefined &&
        members !== undefined &&
        areSettled(asked.before, members) &&
        canBeOf(keyOf(asked.input.Engine), usersBehind(asked.before, members))
      );
    },
  },
];

/** True of a change that facts at `must` carry: some come, or some go (F381). */
export const isCarried = (asked: Modify): boolean =>
  isChangeOf(asked, isRedis) && adds(asked).length > 0 !== removes(asked).length > 0;
