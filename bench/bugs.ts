import { afterwards } from "../targets/reference/faults.ts";
import type { Fault } from "../targets/reference/service.ts";
import type { StoredUser } from "../targets/reference/store.ts";

/** A bug for engines to find, and the number of commands of the shortest story that shows it. */
export interface Bug {
  readonly name: string;
  readonly shortest: number;
  /** A service with it: what it remembers is its own. */
  make(): Fault;
}

const others = (users: ReadonlyMap<string, StoredUser>): readonly StoredUser[] =>
  [...users.values()].filter(({ id }) => id !== "default");

/** The bugs by which engines were measured before this one: a lost transition, a memory, a count. */
export const bugs: readonly Bug[] = [
  {
    name: "iam to password is lost",
    shortest: 3,
    make() {
      let before: StoredUser | undefined;
      return {
        request: (operation, input, { users }) => {
          before =
            operation === "ModifyUser" ? users.get(input.UserId?.toLowerCase() ?? "") : undefined;
          return input;
        },
        // The answer shows the password, and what is stored is not changed.
        outcome: (outcome, { users }, input) => {
          const user = users.get(before?.id ?? "");
          if (before?.type === "iam" && user?.type === "password" && input.UserId !== undefined)
            users.set(user.id, { ...user, type: "iam", passwordCount: 0 });
          return outcome;
        },
      };
    },
  },
  {
    name: "a new user gets the type of the last one deleted",
    shortest: 4,
    make() {
      // By the users of the service, so that a service which forgets them forgets this too.
      const deleted = new WeakMap<object, Map<string, StoredUser>>();
      let last: StoredUser | undefined;
      return {
        request: (operation, input, { users }) => {
          const user = users.get(input.UserId?.toLowerCase() ?? "");
          last = operation === "DeleteUser" ? user : undefined;
          return input;
        },
        outcome: (outcome, { operation, users }, input) => {
          const id = input.UserId?.toLowerCase() ?? "";
          if (outcome.kind === "refused") return outcome;
          const gone = deleted.get(users) ?? new Map<string, StoredUser>();
          deleted.set(users, gone);
          if (operation === "DeleteUser" && last !== undefined) gone.set(id, last);
          const user = users.get(id);
          const old = gone.get(id);
          if (operation === "CreateUser" && user !== undefined && old !== undefined)
            users.set(id, { ...user, type: old.type, passwordCount: old.passwordCount });
          return outcome;
        },
      };
    },
  },
  {
    name: "a deletion that leaves three or more deletes one more",
    shortest: 6,
    make: () =>
      afterwards("DeleteUser", ({ users }, _, outcome) => {
        const left = others(users).filter(({ status }) => status !== "deleting");
        const [first] = left;
        if (outcome.kind === "accepted" && left.length >= 3 && first !== undefined)
          users.delete(first.id);
      }),
  },
];
