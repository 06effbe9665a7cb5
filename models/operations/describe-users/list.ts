import { areSettled, isDeleted, isUnlisted, keysOf } from "../../belief/membership.ts";
import { believed, defaultUser, isStoredForm } from "../../belief/state.ts";
import type { User } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import { each, agreeing, ensure, none, oneOf, type Pair } from "../../rules/check.ts";
import { writtenBy } from "../../rules/laws.ts";
import { idsIn } from "../../rules/lists.ts";
import { isLastPage, isOnePage, markerOf } from "../../rules/pages.ts";
import { type Accepted, documented, must, observed, type Rule } from "../../rules/rule.ts";
import { model } from "../../rules/sources.ts";
import { users } from "./listing.ts";

type Described = Accepted<"DescribeUsers">;

const c7n = "cloud-custodian DescribeUsers recordings";

/** How users are shown, whoever is asked for, and what filters do. */
export const listRules: readonly Rule<"DescribeUsers">[] = [
  {
    kind: "ground",
    id: "describe-users/filter-without-values",
    level: "must",
    clause: documented(
      ["F025", "F026", "F161"],
      model,
      "Filter required: Name, Values; FilterValueList min 1",
    ),
    codes: "any",
    when: ({ input }) =>
      must(
        input.Filters?.some(
          ({ Name, Values }) => Name === undefined || Values === undefined || Values.length === 0,
        ) === true,
      ),
  },
  {
    kind: "guarantee",
    id: "describe-users/filters-by-user-id",
    level: "should",
    clause: documented(
      ["F160"],
      model,
      "The property being filtered. For example, UserId. Values: for example, user-123",
    ),
    check: ({ input: { UserId, Filters = [] }, output }) => {
      const [filter, ...others] = Filters;
      if (UserId !== undefined || filter?.Name !== "UserId" || others.length > 0) return "silent";
      const { Values = [] } = filter;
      const stray = idsIn(users, output).find((id) => !keysOf(Values).includes(id));
      return ensure(stray === undefined, `only ${Values.join(", ")}`, `${stray} too`);
    },
  },
  {
    kind: "guarantee",
    id: "describe-users/filter-leaves-none-out",
    level: "should",
    clause: documented(
      ["F160"],
      model,
      "The property being filtered. For example, UserId. Values: for example, user-123",
    ),
    check: ({ before, input: { Filters = [], ...others }, output }) => {
      const [filter, ...more] = Filters;
      if (filter?.Name !== "UserId" || more.length > 0 || markerOf(output) !== undefined)
        return "silent";
      if (Object.keys(others).length > 0) return "silent";
      // Before a list showed them, it may lag behind (F150). Whether a value in capitals finds anybody, no fact says.
      const there = (filter.Values ?? []).filter((id) => {
        const belief = believed(before, id);
        return id === keyOf(id) && belief.kind === "present" && !isUnlisted(belief);
      });
      const missing = there.filter((id) => !idsIn(users, output).includes(id));
      return there.length === 0
        ? "silent"
        : ensure(missing.length === 0, there.join(", "), `without ${missing.join(", ")}`);
    },
  },
  {
    kind: "guarantee",
    id: "describe-users/user-id-in-lower-case",
    level: "must",
    clause: documented(["F030", "F031"], model, "This value is stored as a lowercase string."),
    check: ({ before, output: { Users = [] } }) => {
      const known = Users.filter(({ UserId }) => before.users.has(keyOf(UserId)));
      const wrong = known.filter((user) => !isStoredForm(user)).map(({ UserId }) => UserId);
      return known.length === 0 ? "silent" : none("ids in lower case", wrong);
    },
  },
  {
    kind: "guarantee",
    id: "describe-users/lists-default",
    level: "must",
    clause: observed(["F150", "F151"], c7n, "including the AWS `default` user"),
    check: (described) =>
      isLastPage(users, described) && isOnePage(described) && defaultIsThere(described)
        ? ensure(idsIn(users, described.output).includes("default"), "default", "no default")
        : "silent",
  },
  {
    kind: "guarantee",
    id: "describe-users/default-user",
    level: "must",
    clause: observed(["F151"], c7n, "UserName default, active, redis, on ~* +@all, no-password"),
    check: (described) =>
      idsIn(users, described.output).includes("default") && defaultIsThere(described)
        ? agreeing(
            withoutGroups(defaultUser),
            withoutGroups(described.output.Users?.find(({ UserId }) => UserId === "default") ?? {}),
          )
        : "silent",
  },
  {
    kind: "guarantee",
    id: "describe-users/modifying-at-once",
    level: "should",
    clause: observed(
      ["F112"],
      "cloud-custodian test_elasticache_user_modify DescribeUsers_2.json",
      "An immediate DescribeUsers shows `modifying` with the new values.",
    ),
    check: ({ before, output: { Users = [] } }) => {
      const changed = Users.filter(({ UserId }) =>
        writtenBy("ModifyUser")(believed(before, UserId)),
      );
      const choices = ["modifying", "active"];
      const wrong = changed.find(({ Status = "active" }) => !choices.includes(Status));
      return changed.length === 0
        ? "silent"
        : wrong === undefined
          ? "kept"
          : oneOf(choices, wrong.Status);
    },
  },
  {
    kind: "guarantee",
    id: "describe-users/groups-agree-with-members",
    // Both sides must agree (F186); how soon, no fact says.
    level: "should",
    clause: documented(
      ["F186"],
      "AWS CLI describe-users",
      'default → UserGroupIds ["myusergroup"]: the groups that it belongs to',
    ),
    check: (described) => each(sides(described)),
  },
  {
    kind: "guarantee",
    id: "describe-users/no-group-that-is-gone",
    level: "should",
    clause: documented(
      ["F186"],
      "AWS CLI describe-users",
      "UserGroupIds of a user lists the groups it belongs to: none that is not there",
    ),
    check: ({ before, output: { Users = [] } }) => {
      const gone = [...before.groups].filter(([, one]) => isDeleted(one)).map(([id]) => id);
      // Of groups that are changing, or may be, a user may still show what was.
      const atRest = Users.filter(({ UserId, Status }) => {
        const id = keyOf(UserId);
        return Status === "active" && before.everGrouped.has(id) && areSettled(before, [id]);
      });
      if (gone.length === 0 || atRest.length === 0) return "silent";
      const found = atRest.flatMap(({ UserGroupIds }) => keysOf(UserGroupIds));
      return none(
        "no group that is gone",
        found.filter((id) => gone.includes(id)),
      );
    },
  },
];

/** Where a user and an active group both were shown since anything touched membership: what each says of the other. */
const sides = ({ before, output: { Users = [] } }: Described): readonly Pair[] =>
  Users.filter(
    ({ UserId, Status }) => Status === "active" && before.everGrouped.has(keyOf(UserId)),
  ).flatMap(({ UserId, UserGroupIds }) =>
    [...before.membersSeen].map(([group, members]): Pair => ({
      about: [
        { kind: "user", id: keyOf(UserId) },
        { kind: "usergroup", id: group },
      ],
      expected: members.includes(keyOf(UserId)),
      actual: keysOf(UserGroupIds).includes(group),
    })),
  );

/** False once a target let go of `default`, or let it be changed: what follows is no news. */
const defaultIsThere = ({ before }: Described): boolean => {
  const belief = believed(before, "default");
  return belief.kind === "present" && belief.lastWrite === "none";
};

const withoutGroups = ({
  UserId,
  UserName,
  Status,
  Engine,
  AccessString,
  Authentication,
}: User): object => ({
  UserId,
  UserName,
  // A change of a group it is in shows on it (F345).
  Status: Status === "modifying" ? "active" : Status,
  Engine,
  AccessString,
  ...(Authentication === undefined ? {} : { Authentication: { Type: Authentication.Type } }),
});
