import * as fc from "fast-check";

import {
  canBeOf,
  isDefaultNamed,
  isRedis,
  isValkey,
  membersOf,
  usersBehind,
  isMovingGroup,
} from "../../belief/membership.ts";
import type { State } from "../../belief/state.ts";
import type { User, Input } from "../../contract/contract.ts";
import {
  freshGroupIds,
  freshIds,
  groupIds,
  deletingGroupIds,
  oneId,
  presentGroupIds,
  settledGroups,
  settledUsers,
  userIds,
} from "../../universe/universe.ts";
import type { Variation } from "../operation.ts";

/** A change of one group; `ids` are the users that the change could work with, none where it cannot be made. */
interface Change {
  readonly name: string;
  readonly weight?: number;
  /** The engine of the groups that it is made on: redis unless said. */
  readonly engine?: "redis" | "valkey";
  readonly candidates: (state: State, group: string) => readonly string[];
  readonly change: (
    users: readonly string[],
    state: State,
    group: string,
  ) => fc.Arbitrary<Input<"ModifyUserGroup">>;
}

const membersIn = (state: State, group: string): readonly string[] => membersOf(state, group) ?? [];

const namesIn = (state: State, group: string): readonly (string | undefined)[] =>
  usersBehind(state, membersIn(state, group)).map(({ UserName }) => UserName);

const strangers = (
  state: State,
  group: string,
  fits: (user: User) => boolean = () => true,
  isOne = isRedis,
): readonly string[] =>
  settledUsers(
    state,
    (user) => isOne(user.Engine) && fits(user),
    userIds.filter((id) => !membersIn(state, group).includes(id)),
  );

/** Users who could join: no member has their name. */
const newcomers = (state: State, group: string, isOne = isRedis): readonly string[] =>
  strangers(state, group, ({ UserName }) => !namesIn(state, group).includes(UserName), isOne);

const defaults = (state: State, group: string): readonly string[] =>
  membersIn(state, group).filter((id) =>
    usersBehind(state, [id]).some((user) => isDefaultNamed(user)),
  );

const plainMembers = (state: State, group: string): readonly string[] =>
  membersIn(state, group).filter((id) => !defaults(state, group).includes(id));

const one = (
  users: readonly string[],
  wish: (id: string) => Input<"ModifyUserGroup">,
): fc.Arbitrary<Input<"ModifyUserGroup">> => oneId(users).map((id) => wish(id));

const changes: readonly Change[] = [
  {
    name: "add",
    weight: 5,
    candidates: newcomers,
    change: (users) => one(users, (id) => ({ UserIdsToAdd: [id] })),
  },
  {
    name: "add in capitals",
    candidates: newcomers,
    change: (users) => one(users, (id) => ({ UserIdsToAdd: [id.toUpperCase()] })),
  },
  {
    name: "remove",
    weight: 6,
    candidates: plainMembers,
    change: (users) => one(users, (id) => ({ UserIdsToRemove: [id] })),
  },
  {
    name: "remove a stranger",
    weight: 2,
    candidates: (state, group) => strangers(state, group),
    change: (users) => one(users, (id) => ({ UserIdsToRemove: [id] })),
  },
  {
    name: "remove a stranger, and add",
    weight: 3,
    candidates: (state, group) => {
      const [first] = newcomers(state, group);
      return first === undefined || strangers(state, group).length < 2
        ? []
        : [first, ...strangers(state, group).filter((id) => id !== first)];
    },
    change: ([first = "", ...rest]) =>
      one(rest, (id) => ({ UserIdsToAdd: [first], UserIdsToRemove: [id] })),
  },
  {
    name: "add, and remove",
    weight: 8,
    candidates: (state, group) => {
      const first = newcomers(state, group).find(
        (id) => !usersBehind(state, [id]).some((user) => isDefaultNamed(user)),
      );
      return first === undefined || plainMembers(state, group).length === 0
        ? []
        : [first, ...plainMembers(state, group)];
    },
    change: ([first = "", ...rest]) =>
      one(rest, (id) => ({ UserIdsToAdd: [first], UserIdsToRemove: [id] })),
  },
  {
    name: "add to a valkey group",
    weight: 4,
    engine: "valkey",
    candidates: (state, group) => newcomers(state, group, isValkey),
    change: (users) => one(users, (id) => ({ UserIdsToAdd: [id] })),
  },
  {
    name: "remove the user named default from a valkey group",
    weight: 3,
    engine: "valkey",
    candidates: (state, group) =>
      plainMembers(state, group).length > 0 ? defaults(state, group) : [],
    change: (users) => fc.constant({ UserIdsToRemove: users }),
  },
  {
    name: "remove the user named default",
    weight: 2,
    candidates: defaults,
    change: (users) => fc.constant({ UserIdsToRemove: users }),
  },
  {
    name: "swap users named default",
    weight: 4,
    candidates: (state, group) =>
      defaults(state, group).length === 1
        ? strangers(state, group, (user) => isDefaultNamed(user))
        : [],
    change: (users, state, group) =>
      one(users, (id) => ({ UserIdsToAdd: [id], UserIdsToRemove: defaults(state, group) })),
  },
  {
    name: "add a name again",
    weight: 2,
    candidates: (state, group) =>
      strangers(state, group, ({ UserName }) => namesIn(state, group).includes(UserName)),
    change: (users) => one(users, (id) => ({ UserIdsToAdd: [id] })),
  },
  {
    name: "add an unknown user",
    candidates: (state) => freshIds(state),
    change: (users) => one(users, (id) => ({ UserIdsToAdd: [id] })),
  },
  {
    name: "add a member",
    candidates: membersIn,
    change: (users) => one(users, (id) => ({ UserIdsToAdd: [id] })),
  },
  {
    name: "nothing",
    candidates: membersIn,
    change: () => fc.constantFrom({}, { UserIdsToAdd: [] }),
  },
  {
    name: "unknown engine",
    candidates: membersIn,
    change: () => fc.constant({ Engine: "memcached" }),
  },
];

const withChange = ({
  name,
  weight,
  engine = "redis",
  candidates,
  change,
}: Change): Variation<"ModifyUserGroup"> => {
  const groups = (state: State): readonly string[] =>
    settledGroups(state, ({ Engine }) => Engine === engine).filter(
      (group) => candidates(state, group).length > 0,
    );
  return {
    name,
    ...(weight === undefined ? {} : { weight }),
    when: (state) => groups(state).length > 0,
    inputs: (state) =>
      fc.constantFrom(...groups(state)).chain((UserGroupId) =>
        change(candidates(state, UserGroupId), state, UserGroupId).map((wish) => ({
          UserGroupId,
          ...wish,
        })),
      ),
  };
};

const otherEngine = (engine = ""): string => (isRedis(engine) ? "valkey" : "redis");

/** Groups whose members have all gone over to the other engine. */
const readyToChange = (state: State): readonly string[] =>
  settledGroups(state, ({ Engine }, members) =>
    canBeOf(otherEngine(Engine), usersBehind(state, members)),
  );

const on = (
  name: string,
  ids: (state: State) => readonly string[],
): Variation<"ModifyUserGroup"> => ({
  name,
  when: (state) => ids(state).length > 0,
  inputs: (state) =>
    fc
      .tuple(oneId(ids(state)), oneId(userIds))
      .map(([UserGroupId, id]) => ({ UserGroupId, UserIdsToAdd: [id] })),
});

/** The ways to ask for a change of a user group. */
export const modifyUserGroupVariations: readonly Variation<"ModifyUserGroup">[] = [
  ...changes.map((change) => withChange(change)),
  {
    name: "other engine",
    weight: 8,
    when: (state) => readyToChange(state).length > 0,
    inputs: (state) =>
      oneId(readyToChange(state)).chain((UserGroupId) => {
        const Engine = otherEngine(engineOf(state, UserGroupId));
        return fc
          .constantFrom(Engine, Engine, Engine.toUpperCase())
          .map((spelt) => ({ UserGroupId, Engine: spelt }));
      }),
  },
  on("unknown group", freshGroupIds),
  on("group being deleted", deletingGroupIds),
  {
    name: "group while changing",
    weight: 3,
    when: (state) => moving(state).some((id) => newcomers(state, id).length > 0),
    inputs: (state) =>
      oneId(moving(state).filter((id) => newcomers(state, id).length > 0)).chain((UserGroupId) =>
        oneId(newcomers(state, UserGroupId)).map((id) => ({ UserGroupId, UserIdsToAdd: [id] })),
      ),
  },
  {
    name: "without UserGroupId",
    inputs: () =>
      oneId(userIds).chain((id) =>
        fc.constantFrom({ UserIdsToAdd: [id] }, { UserIdsToAdd: [id], UserGroupId: "" }),
      ),
  },
];

const moving = (state: State): readonly string[] =>
  groupIds.filter((id) => presentGroupIds(state).includes(id) && isMovingGroup(state, id));

const engineOf = (state: State, id: string): string => {
  const belief = state.groups.get(id);
  return belief?.kind === "present" ? (belief.view.Engine ?? "") : "";
};
