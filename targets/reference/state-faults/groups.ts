import { memoryOf } from "../faults.ts";
import { keyOf } from "../store.ts";
import { keyIn } from "../tags.ts";
import { afterAccepted, afterRefused, restoreGroup, type StateFault } from "./state-fault.ts";

const membership =
  /members|users-once|user-group-ids|groups-agree|agree-with-users|without-deleted/;

/** Faults of what is remembered of groups. */
const ofGroups: readonly StateFault[] = [
  {
    name: "a refused change of a group adds its users",
    tellers: membership,
    fault: afterRefused(
      "ModifyUserGroup",
      ({ users, ...call }, { UserGroupId, UserIdsToAdd = [] }) =>
        restoreGroup({ users, ...call }, UserGroupId, ({ userIds }) => ({
          userIds: [
            ...new Set(
              [...userIds, ...UserIdsToAdd.map((id) => keyOf(id))].filter((id) => users.has(id)),
            ),
          ],
        })),
    ),
  },
  {
    name: "a refused change of a group removes its users",
    tellers: membership,
    fault: afterRefused("ModifyUserGroup", (call, { UserGroupId, UserIdsToRemove = [] }) =>
      restoreGroup(call, UserGroupId, ({ userIds }) => ({
        userIds: userIds.filter((id) => !UserIdsToRemove.includes(id)),
      })),
    ),
  },
  {
    name: "a refused creation leaves a group",
    tellers: /was-refused|unknown-group|refused/,
    fault: afterRefused("CreateUserGroup", ({ groups }, { UserGroupId = "" }) => {
      const id = keyOf(UserGroupId);
      if (/^[a-z][a-z0-9-]*$/.test(id) && !groups.has(id))
        groups.set(id, {
          id,
          engine: "redis",
          userIds: [],
          status: "active",
          until: 0,
          adding: [],
          removing: [],
        });
    }),
  },
  {
    name: "the first user goes in place of the one that is named",
    tellers: membership,
    fault: afterAccepted("ModifyUserGroup", (call, { UserGroupId, UserIdsToRemove = [] }) => {
      if (UserIdsToRemove.length === 1)
        restoreGroup(call, UserGroupId, ({ userIds }) => ({ removing: userIds.slice(0, 1) }));
    }),
  },
  {
    name: "a user that is added takes the place of the last one",
    tellers: membership,
    fault: afterAccepted("ModifyUserGroup", (call, { UserGroupId }) =>
      restoreGroup(call, UserGroupId, ({ adding, userIds, removing }) => ({
        removing: adding.length > 0 ? [...removing, ...userIds.slice(-1)] : removing,
      })),
    ),
  },
  {
    name: "of two users that go one stays",
    tellers: membership,
    fault: afterAccepted("ModifyUserGroup", (call, { UserGroupId }) =>
      restoreGroup(call, UserGroupId, ({ removing }) => ({ removing: removing.slice(0, 1) })),
    ),
  },
  {
    name: "of two users that come one is left out",
    tellers: membership,
    fault: afterAccepted("ModifyUserGroup", (call, { UserGroupId }) =>
      restoreGroup(call, UserGroupId, ({ adding }) => ({ adding: adding.slice(0, 1) })),
    ),
  },
  {
    name: "a change of one group changes all",
    tellers: membership,
    fault: afterAccepted("ModifyUserGroup", (call, { UserGroupId }) => {
      const changed = call.groups.get(keyOf(UserGroupId));
      for (const { id } of call.groups.values())
        restoreGroup(call, id, () => ({
          adding: changed?.adding ?? [],
          removing: changed?.removing ?? [],
          status: "modifying",
          until: changed?.until ?? 0,
        }));
    }),
  },
  {
    name: "a group that is deleted takes its users with it",
    tellers: /survives-its-group|lists-all|one-user-by-id|unknown-user|list-settles/,
    fault: afterAccepted("DeleteUserGroup", ({ groups, users }, { UserGroupId }) => {
      for (const id of groups.get(keyOf(UserGroupId))?.userIds ?? [])
        if (id !== "default") users.delete(id);
    }),
  },
  {
    name: "a second group takes the users of the first",
    tellers: membership,
    fault: afterAccepted("CreateUserGroup", (call, { UserGroupId }) => {
      const id = keyOf(UserGroupId);
      const taken = call.groups.get(id)?.userIds ?? [];
      for (const other of call.groups.values())
        if (other.id !== id)
          restoreGroup(call, other.id, ({ userIds }) => ({
            userIds: userIds.filter((one) => !taken.includes(one)),
          }));
    }),
  },
  {
    name: "the members of a deleted group are those of the next one of its id",
    tellers: membership,
    fault: (() => {
      const memory = memoryOf(() => new Map<string, readonly string[]>());
      return {
        outcome: (outcome, call, { UserGroupId }) => {
          const id = keyOf(UserGroupId);
          if (outcome.kind !== "accepted") return outcome;
          if (call.operation === "DeleteUserGroup")
            memory(call).set(id, call.groups.get(id)?.userIds ?? []);
          const old = memory(call).get(id);
          if (call.operation === "CreateUserGroup" && old !== undefined)
            restoreGroup(call, id, () => ({ userIds: old }));
          return outcome;
        },
      };
    })(),
  },
];

const listed =
  /tags|untagged|overwritten|removed|whole-list|tag-list|unchanged-by-refusal|in-order/;

/** Faults of what is remembered of tags. */
const ofTags: readonly StateFault[] = [
  {
    name: "a refused addition of tags adds the first of them",
    tellers: listed,
    fault: afterRefused("AddTagsToResource", ({ tags }, { ResourceName, Tags = [] }) => {
      const key = keyIn(ResourceName);
      const known = tags.get(key);
      const [first] = Tags;
      if (known !== undefined && first?.Key !== undefined) tags.set(key, [...known, first]);
    }),
  },
  {
    name: "tags that are added take the place of the others",
    tellers: listed,
    fault: afterAccepted("AddTagsToResource", ({ tags }, { ResourceName, Tags = [] }) => {
      tags.set(keyIn(ResourceName), Tags);
    }),
  },
  {
    name: "the second addition of tags is lost",
    tellers: listed,
    fault: (() => {
      const memory = memoryOf(() => new Set<string>());
      return afterAccepted("AddTagsToResource", (call, { ResourceName, Tags = [] }) => {
        const key = keyIn(ResourceName);
        const added = Tags.map(({ Key }) => Key);
        if (memory(call).has(key))
          call.tags.set(
            key,
            (call.tags.get(key) ?? []).filter(({ Key }) => !added.includes(Key)),
          );
        memory(call).add(key);
      });
    })(),
  },
  {
    name: "a tag that is overwritten keeps its value",
    tellers: listed,
    fault: (() => {
      const memory = memoryOf(() => new Map<string, string>());
      return afterAccepted("AddTagsToResource", (call, { ResourceName }) => {
        const key = keyIn(ResourceName);
        const known = memory(call);
        const tags = (call.tags.get(key) ?? []).map(({ Key = "", Value = "" }) => {
          const first = known.get(`${key} ${Key}`) ?? Value;
          known.set(`${key} ${Key}`, first);
          return { Key, Value: first };
        });
        call.tags.set(key, tags);
      });
    })(),
  },
  {
    name: "of two tags that go one stays",
    tellers: listed,
    fault: {
      request: (operation, input) =>
        operation === "RemoveTagsFromResource" && input.TagKeys !== undefined
          ? { ...input, TagKeys: input.TagKeys.slice(0, 1) }
          : input,
    },
  },
  {
    name: "a tag goes with all that begin with its key",
    tellers: listed,
    fault: afterAccepted("RemoveTagsFromResource", ({ tags }, { ResourceName, TagKeys = [] }) => {
      const key = keyIn(ResourceName);
      tags.set(
        key,
        (tags.get(key) ?? []).filter(
          ({ Key = "" }) => !TagKeys.some((one) => Key.toLowerCase().startsWith(one.toLowerCase())),
        ),
      );
    }),
  },
  {
    name: "tags are those of all users",
    tellers: listed,
    fault: afterAccepted("AddTagsToResource", ({ tags }, { ResourceName }) => {
      const added = tags.get(keyIn(ResourceName)) ?? [];
      for (const key of tags.keys()) tags.set(key, added);
    }),
  },
  {
    name: "a change of a user takes its tags",
    tellers: listed,
    fault: afterAccepted("ModifyUser", ({ tags }, { UserId }) => {
      tags.set(`user:${keyOf(UserId)}`, []);
    }),
  },
];

export const groupStateFaults: readonly StateFault[] = [...ofGroups, ...ofTags];
