import * as fc from "fast-check";

import { isDefaultNamed, isRedis, isValkey, usersBehind } from "../../belief/membership.ts";
import type { State } from "../../belief/state.ts";
import type { User, Input } from "../../contract/contract.ts";
import { badTags, goodTags, oddTags } from "../../universe/tags.ts";
import {
  deletedGroupIds,
  freshGroupIds,
  freshIds,
  deletingGroupIds,
  oneId,
  presentGroupIds,
  settledUsers,
  userIds,
} from "../../universe/universe.ts";
import type { Variation } from "../operation.ts";

type Inputs = (state: State) => fc.Arbitrary<Input<"CreateUserGroup">>;

const isRedisDefault = (user: User): boolean => isRedis(user.Engine) && isDefaultNamed(user);
const isRedisOther = (user: User): boolean => isRedis(user.Engine) && !isDefaultNamed(user);

/** Our own users named default: a group needs one, and `default` itself belongs to AWS. */
const ownDefaults = (state: State): readonly string[] => settledUsers(state, isRedisDefault);
const others = (state: State): readonly string[] => settledUsers(state, isRedisOther);

/** As many of the users as have different names. */
const oneOfEachName = (state: State, ids: readonly string[]): readonly string[] =>
  ids.filter((id, index) => {
    const [user] = usersBehind(state, [id]);
    return !usersBehind(state, ids.slice(0, index)).some(
      ({ UserName }) => UserName === user?.UserName,
    );
  });

const group = (
  state: State,
  members: fc.Arbitrary<readonly string[]>,
  Engine = "redis",
): fc.Arbitrary<Input<"CreateUserGroup">> =>
  fc
    .tuple(oneId(freshGroupIds(state)), members)
    .map(([UserGroupId, UserIds]) => ({ UserGroupId, Engine, UserIds }));

const hasRoom = (state: State): boolean => freshGroupIds(state).length > 0;

/** A group with nothing special about it: a user of ours named default, and some others. */
const plain: Inputs = (state) =>
  group(
    state,
    fc
      .tuple(oneId(ownDefaults(state)), fc.subarray([...oneOfEachName(state, others(state))]))
      .map(([first, rest]) => [first, ...rest]),
  );

const canBePlain = (state: State): boolean => hasRoom(state) && ownDefaults(state).length > 0;

const having = (
  name: string,
  change: (state: State) => fc.Arbitrary<Input<"CreateUserGroup">>,
): Variation<"CreateUserGroup"> => ({
  name,
  when: canBePlain,
  inputs: (state) =>
    fc.tuple(plain(state), change(state)).map(([input, special]) => ({ ...input, ...special })),
});

const lacking = (member: "UserGroupId" | "Engine"): Variation<"CreateUserGroup"> => ({
  name: `without ${member}`,
  when: canBePlain,
  inputs: (state) =>
    plain(state).map((input) =>
      Object.fromEntries(Object.entries(input).filter(([name]) => name !== member)),
    ),
});

const on = (
  name: string,
  ids: (state: State) => readonly string[],
  spell: (id: string) => string = (id) => id,
): Variation<"CreateUserGroup"> => ({
  name,
  when: (state) =>
    ids(state).length > 0 && (ownDefaults(state).length > 0 || safeValkeyUsers(state).length > 0),
  inputs: (state) =>
    fc
      .tuple(ownDefaults(state).length > 0 ? plain(state) : ofValkey(state), oneId(ids(state)))
      .map(([input, id]) => ({ ...input, UserGroupId: spell(id) })),
});

const safeValkeyUsers = (state: State): readonly string[] =>
  settledUsers(state, (user) => isValkey(user.Engine) && !isDefaultNamed(user) && isSafe(user));

const ofValkey: Inputs = (state) =>
  group(
    state,
    oneId(safeValkeyUsers(state)).map((id) => [id]),
    "valkey",
  );

const isSafe = ({ Authentication }: User): boolean => Authentication?.Type !== "no-password";
/** Valkey users with a password that are named default. */
const valkeyDefaults = (state: State): readonly string[] =>
  settledUsers(state, (user) => isValkey(user.Engine) && isDefaultNamed(user) && isSafe(user));
const valkeyUsers = (state: State): readonly string[] =>
  settledUsers(state, (user) => isValkey(user.Engine) && !isDefaultNamed(user));
const redisOfType = (type: string) => (state: State) =>
  settledUsers(state, (user) => isRedisOther(user) && user.Authentication?.Type === type);

const valkeyGroup = (
  name: string,
  members: (state: State) => readonly string[],
  most?: number,
): Variation<"CreateUserGroup"> => ({
  name,
  weight: 2,
  when: (state) => hasRoom(state) && members(state).length > 0,
  inputs: (state) =>
    group(
      state,
      fc.subarray([...oneOfEachName(state, members(state))], {
        minLength: 1,
        ...(most === undefined ? {} : { maxLength: most }),
      }),
      "valkey",
    ),
});

/** The ways to ask for a new user group. */
export const createUserGroupVariations: readonly Variation<"CreateUserGroup">[] = [
  { name: "plain", weight: 8, when: canBePlain, inputs: plain },
  {
    name: "with default",
    weight: 4,
    isReserved: true,
    when: hasRoom,
    inputs: (state) =>
      group(
        state,
        fc.subarray([...oneOfEachName(state, others(state))]).map((ids) => ["default", ...ids]),
      ),
  },
  {
    name: "redis without a user named default",
    weight: 2,
    when: (state) => hasRoom(state) && others(state).length > 0,
    inputs: (state) =>
      group(
        state,
        oneId(others(state)).map((id) => [id]),
      ),
  },
  {
    name: "redis without users",
    when: hasRoom,
    inputs: (state) =>
      oneId(freshGroupIds(state)).map((UserGroupId) => ({ UserGroupId, Engine: "redis" })),
  },
  {
    name: "two users of one name",
    weight: 2,
    when: (state) =>
      canBePlain(state) && others(state).length > oneOfEachName(state, others(state)).length,
    inputs: (state) =>
      group(
        state,
        oneId(ownDefaults(state)).map((id) => [id, ...others(state)]),
      ),
  },
  {
    name: "two users named default",
    when: (state) => hasRoom(state) && ownDefaults(state).length > 1,
    inputs: (state) => group(state, fc.constant(ownDefaults(state))),
  },
  {
    ...having("unknown user", (state) =>
      oneId(freshIds(state)).chain((id) =>
        oneId(ownDefaults(state)).map((first) => ({ UserIds: [first, id] })),
      ),
    ),
    weight: 2,
  },
  {
    name: "nobody but an unknown user",
    weight: 2,
    when: (state) => hasRoom(state) && freshIds(state).length > 0,
    inputs: (state) =>
      fc.constantFrom("redis", "valkey").chain((engine) =>
        group(
          state,
          oneId(freshIds(state)).map((id) => [id]),
          engine,
        ),
      ),
  },
  valkeyGroup("valkey users", safeValkeyUsers),
  {
    ...valkeyGroup("valkey group with a default user", (state) =>
      valkeyDefaults(state).length === 0
        ? []
        : [...valkeyDefaults(state), ...safeValkeyUsers(state)],
    ),
    weight: 3,
  },
  valkeyGroup("valkey group of redis users with passwords", redisOfType("password")),
  valkeyGroup("valkey group of one iam user", redisOfType("iam"), 1),
  valkeyGroup("valkey group of a user without password", redisOfType("no-password"), 1),
  valkeyGroup("valkey group of both", (state) => [
    ...valkeyUsers(state),
    ...redisOfType("no-password")(state),
  ]),
  on("taken id", presentGroupIds),
  on("taken id in other case", presentGroupIds, (id) => id.toUpperCase()),
  { ...on("deleting id", deletingGroupIds), weight: 4 },
  on("deleted id", deletedGroupIds),
  on("fresh id in capitals", freshGroupIds, (id) => id.toUpperCase()),
  having("users in capitals", (state) =>
    oneId(ownDefaults(state)).map((id) => ({ UserIds: [id.toUpperCase()] })),
  ),
  having("user twice", (state) => oneId(ownDefaults(state)).map((id) => ({ UserIds: [id, id] }))),
  lacking("UserGroupId"),
  lacking("Engine"),
  having("empty id", () => fc.constant({ UserGroupId: "" })),
  having("malformed id", () => fc.constantFrom({ UserGroupId: "1g" }, { UserGroupId: "g_0" })),
  having("unknown engine", () => fc.constant({ Engine: "memcached" })),
  having("engine in capitals", () => fc.constantFrom({ Engine: "REDIS" }, { Engine: "Redis" })),
  {
    name: "VALKEY",
    when: (state) => hasRoom(state) && safeValkeyUsers(state).length > 0,
    inputs: (state) => ofValkey(state).map((input) => ({ ...input, Engine: "VALKEY" })),
  },
  having("good tags", () => goodTags.map((Tags) => ({ Tags }))),
  ...[...oddTags, ...badTags].map(([name, Tags]) => having(name, () => fc.constant({ Tags }))),
  {
    name: "changing user",
    when: (state) => hasRoom(state) && userIds.some((id) => isChanging(state, id)),
    inputs: (state) =>
      group(
        state,
        oneId(userIds.filter((id) => isChanging(state, id))).map((id) => [id]),
      ),
  },
];

const isChanging = (state: State, id: string): boolean => {
  const belief = state.users.get(id);
  return (
    belief !== undefined &&
    (belief.kind === "deleting" ||
      (belief.kind === "present" && belief.view.Status === "modifying"))
  );
};
