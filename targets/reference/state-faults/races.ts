import type { AnyInput, OperationName } from "../../../models/contract/contract.ts";
import type { Fault } from "../service.ts";
import { type Call, keyOf } from "../store.ts";
import { keyIn } from "../tags.ts";
import {
  afterAccepted,
  remembering,
  restore,
  restoreGroup,
  type StateFault,
} from "./state-fault.ts";

/** Does something once requests of an operation were taken while others were being answered. */
const atOnce = (operation: OperationName, act: (call: Call, input: AnyInput) => void): Fault =>
  afterAccepted(operation, (call, input) => {
    if (call.together > 0) act(call, input);
  });

/** Without the lock of F197, which nobody must have: under it no two requests about tags are taken at once. */
const unlocked = (fault: Fault): Fault => ({
  ...fault,
  request: (_, input, { locks }) => {
    locks.clear();
    return input;
  },
});

/** Faults of services that read, wait and write: what several clients ask for at once gets lost. */
export const raceStateFaults: readonly StateFault[] = [
  {
    name: "tags that are added at once with others are lost",
    tellers: /tags|added/,
    fault: unlocked(
      atOnce("AddTagsToResource", ({ tags }, { ResourceName, Tags = [] }) => {
        const added = new Set(Tags.map(({ Key }) => Key));
        const key = keyIn(ResourceName);
        tags.set(
          key,
          (tags.get(key) ?? []).filter(({ Key }) => !added.has(Key)),
        );
      }),
    ),
  },
  {
    name: "tags that are removed at once with a change stay",
    tellers: /tags|removed/,
    fault: unlocked(
      atOnce("RemoveTagsFromResource", ({ tags }, { ResourceName, TagKeys = [] }) => {
        const key = keyIn(ResourceName);
        tags.set(key, [...(tags.get(key) ?? []), ...TagKeys.map((Key) => ({ Key, Value: "v" }))]);
      }),
    ),
  },
  {
    name: "a user that is made at once with others is lost",
    tellers: /shows|list|unknown-user|answers-what/,
    fault: atOnce("CreateUser", ({ users }, { UserId }) => {
      users.delete(keyOf(UserId));
    }),
  },
  {
    name: "a group that is made at once with others is lost",
    tellers: /shows|list|unknown-group|members|groups-agree|user-group-ids/,
    fault: atOnce("CreateUserGroup", ({ groups }, { UserGroupId }) => {
      groups.delete(keyOf(UserGroupId));
    }),
  },
  {
    name: "a user that is deleted at once with something else stays",
    tellers: /gone|delet|list|shows/,
    fault: atOnce("DeleteUser", (call, { UserId }) =>
      restore(call, UserId, () => ({ status: "active", until: 0 })),
    ),
  },
  {
    name: "a group that is deleted at once with something else stays",
    tellers: /gone|delet|list|shows/,
    fault: atOnce("DeleteUserGroup", (call, { UserGroupId }) =>
      restoreGroup(call, UserGroupId, () => ({ status: "active", until: 0 })),
    ),
  },
  {
    name: "a change at once with another is lost",
    tellers: /modify-user|describe-users/,
    fault: remembering("ModifyUser", (call, { UserId }, before) => {
      if (call.together > 0) restore(call, UserId, () => before);
    }),
  },
  {
    name: "a member that is added at once with something else is lost",
    tellers: /members|groups-agree|user-group-ids|agree-with-users/,
    fault: atOnce("ModifyUserGroup", (call, { UserGroupId, UserIdsToAdd = [] }) =>
      restoreGroup(call, UserGroupId, ({ userIds, adding }) => ({
        userIds: userIds.filter((id) => !UserIdsToAdd.includes(id)),
        adding: adding.filter((id) => !UserIdsToAdd.includes(id)),
      })),
    ),
  },
];
