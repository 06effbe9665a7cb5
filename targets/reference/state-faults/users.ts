import { memoryOf } from "../faults.ts";
import type { Fault } from "../service.ts";
import type { StoredUser } from "../store.ts";
import { keyOf } from "../store.ts";
import {
  afterAccepted,
  afterRefused,
  remembering,
  restore,
  type StateFault,
} from "./state-fault.ts";

type Part = "accessString" | "engine" | "type" | "passwordCount" | "name";

const partOf = (user: StoredUser, part: Part): Partial<StoredUser> =>
  part === "type" ? { type: user.type, passwordCount: user.passwordCount } : { [part]: user[part] };

const words: Readonly<Record<Part, string>> = {
  accessString: "access string",
  engine: "engine",
  type: "authentication",
  passwordCount: "number of passwords",
  name: "name",
};

const changeable = ["accessString", "engine", "type", "passwordCount"] as const;

/** The second change of a user is not made. */
const secondChanges: readonly StateFault[] = changeable.map((part) => ({
  name: `the second change of a user leaves its ${words[part]}`,
  tellers: /meaning|takes-effect|fixed|engine|authentication|password|shows-what-modify|same-each/,
  fault: remembering("ModifyUser", (call, { UserId }, before, turn) => {
    if (turn > 1) restore(call, UserId, () => partOf(before, part));
  }),
}));

/** What a user was comes back once it is deleted, and made again. */
const outliving: readonly StateFault[] = (["accessString", "engine", "type", "name"] as const).map(
  (part) => ({
    name: `a new user has the ${words[part]} of a deleted one of its id`,
    tellers:
      /fresh-after-delete|shows-what-create|meaning|unchanged|list-agrees|user-name|engine|type/,
    fault: heirs((user) => partOf(user, part)),
  }),
);

function heirs(of: (user: StoredUser) => Partial<StoredUser>): Fault {
  const memory = memoryOf(() => new Map<string, StoredUser>());
  return {
    outcome: (outcome, call, { UserId }) => {
      const id = keyOf(UserId);
      const user = call.users.get(id);
      if (outcome.kind === "accepted" && user !== undefined) {
        if (call.operation === "DeleteUser") memory(call).set(id, user);
        const old = memory(call).get(id);
        if (call.operation === "CreateUser" && old !== undefined)
          call.users.set(id, { ...user, ...of(old) });
      }
      return outcome;
    },
  };
}

/** A change of one user is made to others too. */
const shared: readonly StateFault[] = changeable.flatMap((part) =>
  (
    [
      ["of its name", (one: StoredUser, other: StoredUser) => one.name === other.name],
      ["of which the id begins with its own", (one, other) => other.id.startsWith(one.id)],
      ["of its kind", (one, other) => one.type === other.type],
    ] as const satisfies readonly (readonly [
      string,
      (one: StoredUser, other: StoredUser) => boolean,
    ])[]
  ).map(([whom, isOne]) => ({
    name: `a change of a user changes the ${words[part]} of others ${whom}`,
    tellers: /unchanged-by|shows-what|list-agrees|keeps-what-was-not-sent|whole-user/,
    fault: afterAccepted("ModifyUser", (call, { UserId }) => {
      const user = call.users.get(keyOf(UserId));
      for (const other of call.users.values())
        if (user !== undefined && other !== user && other.id !== "default" && isOne(user, other))
          restore(call, other.id, () => partOf(user, part));
    }),
  })),
);

/** A change that is refused is made in part. */
const halfDone: readonly StateFault[] = [
  {
    name: "a refused change of a user changes its access string",
    tellers: /unchanged-by-refus|keeps-what|whole-user/,
    fault: afterRefused("ModifyUser", (call, { UserId, AccessString }) => {
      if (AccessString !== undefined) restore(call, UserId, () => ({ accessString: AccessString }));
    }),
  },
  {
    name: "a refused change of a user changes its engine",
    tellers: /unchanged-by-refus|keeps-what|whole-user/,
    fault: afterRefused("ModifyUser", (call, { UserId, Engine }) => {
      if (Engine !== undefined) restore(call, UserId, () => ({ engine: keyOf(Engine) }));
    }),
  },
  {
    name: "a refused change of a user takes its passwords",
    tellers: /unchanged-by-refus|keeps-what|whole-user/,
    fault: afterRefused("ModifyUser", (call, { UserId, Passwords, AuthenticationMode }) => {
      if ((Passwords ?? AuthenticationMode?.Passwords) !== undefined)
        restore(call, UserId, () => ({ type: "no-password", passwordCount: 0 }));
    }),
  },
  {
    name: "a refused creation changes the user that has the id",
    tellers: /unchanged-by-refus/,
    fault: afterRefused("CreateUser", (call, { UserId, AccessString }) => {
      if (keyOf(UserId) !== "default" && AccessString !== undefined)
        restore(call, UserId, () => ({ accessString: AccessString }));
    }),
  },
  {
    name: "a refused deletion takes a user's passwords",
    tellers: /unchanged-by-refus/,
    fault: afterRefused("DeleteUser", (call, { UserId }) => {
      if (keyOf(UserId) !== "default")
        restore(call, UserId, () => ({ type: "no-password", passwordCount: 0 }));
    }),
  },
  {
    name: "a refused creation leaves a user",
    tellers: /refused-create-left-nothing|lists-none-that-was-refused|unknown-user|bad-tags/,
    fault: afterRefused("CreateUser", ({ users }, { UserId = "", UserName = "", AccessString }) => {
      const id = keyOf(UserId);
      if (/^[a-z][a-z0-9-]*$/.test(id) && !users.has(id))
        users.set(id, {
          id,
          name: UserName,
          engine: "redis",
          accessString: AccessString ?? "off -@all",
          isModern: false,
          type: "no-password",
          passwordCount: 0,
          status: "active",
          until: 0,
        });
    }),
  },
];

/** Who may not be deleted is told by one spelling of its id, or by one of the groups that have it. */
const unlocked: readonly StateFault[] = [
  {
    name: "default may be deleted by its id in capitals",
    tellers: /default-user/,
    fault: {
      skips: (operation, check, { UserId }) =>
        operation === "DeleteUser" && check === "not the default user" && UserId !== "default",
    },
  },
  {
    name: "a default user of two groups may be deleted",
    tellers: /default-user-of-group/,
    fault: {
      skips: (operation, check, { UserId }, { groups }) =>
        operation === "DeleteUser" &&
        check === "not a group's default user" &&
        [...groups.values()].filter(({ userIds }) => userIds.includes(keyOf(UserId))).length > 1,
    },
  },
];

/** The wrong one of two is meant. */
const mistaken: readonly StateFault[] = [
  {
    name: "a deletion takes the first user of which the id begins so",
    tellers:
      /deleted|unknown-user|one-user-by-id|lists-all|settles-after-delete|deleting|whole-user|unchanged/,
    fault: {
      request: (operation, input, { users }) => {
        const id = keyOf(input.UserId);
        const other = [...users.keys()].toSorted().find((one) => one !== id && one.startsWith(id));
        return operation === "DeleteUser" && id !== "" && other !== undefined
          ? { ...input, UserId: other }
          : input;
      },
    },
  },
  {
    name: "a lookup finds the first user of which the id begins so",
    tellers: /one-user-by-id|unknown-user|shows-what|default/,
    fault: {
      request: (operation, input, { users }) => {
        const id = keyOf(input.UserId);
        const other = [...users.keys()].find((one) => one.startsWith(id));
        return operation === "DescribeUsers" && id !== "" && other !== undefined
          ? { ...input, UserId: other }
          : input;
      },
    },
  },
  {
    name: "a change is made to the user that has the id for a name",
    tellers: /user-id|unchanged|shows-what|meaning|settles|keeps-what/,
    fault: {
      request: (operation, input, { users }) => {
        const other = [...users.values()].find(
          ({ id, name }) => name === input.UserId && id !== input.UserId,
        );
        return operation === "ModifyUser" && other !== undefined
          ? { ...input, UserId: other.id }
          : input;
      },
    },
  },
  {
    name: "a new user takes the place of one that differs in its last character",
    tellers: /lists-all|one-user-by-id|unknown-user|accepts|unprovoked|unchanged/,
    fault: afterAccepted("CreateUser", ({ users }, { UserId = "" }) => {
      const start = keyOf(UserId).slice(0, -1);
      const other = [...users.keys()].find(
        (id) => id !== keyOf(UserId) && id.slice(0, -1) === start && id !== "default",
      );
      if (other !== undefined) users.delete(other);
    }),
  },
];

/** Faults of what is remembered of users. */
export const userStateFaults: readonly StateFault[] = [
  ...unlocked,
  ...secondChanges,
  ...outliving,
  ...shared,
  ...halfDone,
  ...mistaken,
];
