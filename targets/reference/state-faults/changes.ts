import type { AnyInput, OperationName } from "../../../models/contract/contract.ts";
import { lists, listsGroups, memoryOf, reads, showsGroups, unasked } from "../faults.ts";
import type { Fault } from "../service.ts";
import { type Call, keyOf } from "../store.ts";
import { keyIn } from "../tags.ts";
import {
  afterAccepted,
  afterRefused,
  restore,
  restoreGroup,
  type StateFault,
} from "./state-fault.ts";

/** Does something once an operation was accepted so many times for one. */
function atTurn(
  operation: OperationName,
  turn: number,
  act: (call: Call, input: AnyInput) => void,
): Fault {
  const memory = memoryOf(() => new Map<string, number>());
  return afterAccepted(operation, (call, input) => {
    const id = keyOf(input.UserGroupId ?? input.UserId ?? input.ResourceName);
    const turns = (memory(call).get(id) ?? 0) + 1;
    memory(call).set(id, turns);
    if (turns === turn) act(call, input);
  });
}

const authenticates = ({ Passwords, NoPasswordRequired, AuthenticationMode }: AnyInput): boolean =>
  [Passwords, NoPasswordRequired, AuthenticationMode].some((one) => one !== undefined);

const asksForEngine = ({ Engine }: AnyInput): boolean => Engine !== undefined;

/** Reads requests that fit as if a member were left out. */
const forgets = (
  operation: OperationName,
  member: keyof AnyInput,
  fits: (input: AnyInput) => boolean,
): Fault => reads(operation, (input) => (fits(input) ? unasked(input, member) : input));

const firstOf = (list: unknown, count: number): unknown =>
  typeof list === "object" && list !== null && "member" in list && Array.isArray(list.member)
    ? { member: list.member.slice(0, count) }
    : list;

const ofUsers = /takes-effect|shows-what|meaning|appends|new-authentication|engine|unchanged/;
const ofMembers = /members|user-group-ids|groups-agree|agree-with-users/;
const ofTags = /tags|untagged|overwritten/;

/** Two things asked for at once, of which one is done. */
const halves: readonly StateFault[] = [
  {
    name: "of an engine and a string the string is lost",
    tellers: ofUsers,
    fault: forgets("ModifyUser", "AccessString", asksForEngine),
  },
  {
    name: "of an authentication and a string the string is lost",
    tellers: ofUsers,
    fault: forgets("ModifyUser", "AccessString", authenticates),
  },
  {
    name: "of an authentication and an addition to the string the addition is lost",
    tellers: ofUsers,
    fault: forgets("ModifyUser", "AppendAccessString", authenticates),
  },
  {
    name: "of users that come and users that go those stay",
    tellers: ofMembers,
    fault: forgets(
      "ModifyUserGroup",
      "UserIdsToRemove",
      ({ UserIdsToAdd }) => UserIdsToAdd !== undefined,
    ),
  },
  {
    name: "of an engine and users that come those are left out",
    tellers: ofMembers,
    fault: forgets("ModifyUserGroup", "UserIdsToAdd", asksForEngine),
  },
  {
    name: "of two new passwords one counts",
    tellers: /password|shows-what-modify/,
    fault: afterAccepted("ModifyUser", (call, { UserId, Passwords, AuthenticationMode }) => {
      if ((Passwords ?? AuthenticationMode?.Passwords)?.length === 2)
        restore(call, UserId, () => ({ passwordCount: 1 }));
    }),
  },
  {
    name: "of two tags at a creation the last is lost",
    tellers: ofTags,
    fault: reads("CreateUser", (input) =>
      input.Tags === undefined || input.Tags.length < 2
        ? input
        : { ...input, Tags: input.Tags.slice(0, -1) },
    ),
  },
  {
    name: "the tags of a new group are lost",
    tellers: ofTags,
    fault: reads("CreateUserGroup", (input) => unasked(input, "Tags")),
  },
];

/** Right for the first few. */
const limits: readonly StateFault[] = [
  {
    name: "ten users are listed at most",
    tellers: /lists-all|leave-none-out/,
    fault: lists((users) => users.slice(0, 10)),
  },
  {
    name: "one group is listed at most",
    tellers: /lists-all|leave-none-out/,
    fault: listsGroups((groups, { UserGroupId }) =>
      UserGroupId === undefined ? groups.slice(0, 1) : groups,
    ),
  },
  {
    name: "two members are shown at most",
    tellers: ofMembers,
    fault: showsGroups("DescribeUserGroups", (group) => ({
      ...group,
      UserIds: firstOf(group.UserIds, 2),
    })),
  },
  {
    name: "the third change of a user turns it off",
    tellers: ofUsers,
    fault: atTurn("ModifyUser", 3, (call, { UserId }) =>
      restore(call, UserId, () => ({ accessString: "off -@all" })),
    ),
  },
  {
    name: "the second change of a group leaves its first user alone",
    tellers: ofMembers,
    fault: atTurn("ModifyUserGroup", 2, (call, { UserGroupId }) =>
      restoreGroup(call, UserGroupId, ({ userIds }) => ({ userIds: userIds.slice(0, 1) })),
    ),
  },
  {
    name: "the second addition of tags takes all",
    tellers: ofTags,
    fault: atTurn("AddTagsToResource", 2, (call, { ResourceName }) =>
      call.tags.set(keyIn(ResourceName), []),
    ),
  },
];

/** Done to others than those that are named. */
const beside: readonly StateFault[] = [
  {
    name: "a deleted group takes the user of its id with it",
    tellers: /lists-all|survives|one-user-by-id|unknown-user/,
    fault: afterAccepted("DeleteUserGroup", ({ users }, { UserGroupId }) => {
      if (keyOf(UserGroupId) !== "default") users.delete(keyOf(UserGroupId));
    }),
  },
  {
    name: "a deleted user takes all of its name with it",
    tellers: /lists-all|one-user-by-id|unknown-user|list-settles/,
    fault: afterAccepted("DeleteUser", ({ users }, { UserId }) => {
      const name = users.get(keyOf(UserId))?.name;
      for (const other of users.values())
        if (other.name === name && other.id !== keyOf(UserId) && other.id !== "default")
          users.delete(other.id);
    }),
  },
  {
    name: "a deleted user takes the tags of all",
    tellers: ofTags,
    fault: afterAccepted("DeleteUser", ({ tags }) => {
      for (const key of tags.keys()) tags.set(key, []);
    }),
  },
  {
    name: "a refused creation of a group gives the group its users",
    tellers: ofMembers,
    fault: afterRefused("CreateUserGroup", (call, { UserGroupId, UserIds = [] }) =>
      restoreGroup(call, UserGroupId, () => ({
        userIds: UserIds.map((id) => keyOf(id)).filter((id) => call.users.has(id)),
      })),
    ),
  },
  {
    name: "values of tags that are added are kept in lower case",
    tellers: ofTags,
    fault: reads("AddTagsToResource", (input) => ({
      ...input,
      ...(input.Tags === undefined
        ? {}
        : {
            Tags: input.Tags.map((tag) => ({
              ...tag,
              ...(tag.Value === undefined ? {} : { Value: tag.Value.toLowerCase() }),
            })),
          }),
    })),
  },
  {
    name: "a new engine takes the authentication",
    tellers: ofUsers,
    fault: afterAccepted("ModifyUser", (call, { UserId, Engine }) => {
      if (Engine !== undefined)
        restore(call, UserId, () => ({ type: "no-password", passwordCount: 0 }));
    }),
  },
  {
    name: "iam takes the access string",
    tellers: ofUsers,
    fault: afterAccepted("ModifyUser", (call, { UserId, AuthenticationMode }) => {
      if (AuthenticationMode?.Type === "iam")
        restore(call, UserId, () => ({ accessString: "off -@all" }));
    }),
  },
];

/** Faults of what is changed: half of it, at some turn, or of others. */
export const changeStateFaults: readonly StateFault[] = [...halves, ...limits, ...beside];
