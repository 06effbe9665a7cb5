import { afterwards, reads, shows, unasked } from "../faults.ts";
import { type Mutant, mutant } from "./mutant.ts";

/** Access strings that come to mean something else than was asked for. */
export const meaningMutants: readonly Mutant[] = [
  mutant(
    "create-user/access-string-meaning",
    1,
    shows("CreateUser", (user) =>
      user.Engine === "valkey" ? { ...user, AccessString: "on +@all" } : user,
    ),
  ),
  mutant(
    "modify-user/access-string-meaning",
    2,
    reads("ModifyUser", (input, { users }) =>
      users.get(input.UserId ?? "")?.engine === "valkey" ? unasked(input, "AccessString") : input,
    ),
  ),
  mutant(
    "modify-user/engine-keeps-access-string",
    2,
    reads("ModifyUser", (input) =>
      input.Engine === undefined ? input : { ...input, AccessString: "on ~* +@all" },
    ),
  ),
  mutant(
    "modify-user/appends-access-string",
    2,
    reads("ModifyUser", (input) => unasked(input, "AppendAccessString")),
  ),
  mutant(
    "modify-user/append-takes-nothing-away",
    2,
    reads("ModifyUser", (input) =>
      input.AppendAccessString === undefined || input.AccessString !== undefined
        ? input
        : { ...unasked(input, "AppendAccessString"), AccessString: input.AppendAccessString },
    ),
  ),
  mutant(
    "describe-users/access-string-meaning",
    // The shortest, of two, is on record: what the default run finds first has another user made before and deleted, which tells the rule
    // apart from those on what an answer shows.
    4,
    afterwards("CreateUser", ({ users }, { UserId = "" }, { kind }) => {
      const user = users.get(UserId.toLowerCase());
      if (kind === "accepted" && user !== undefined)
        users.set(user.id, { ...user, accessString: "on ~* +@all" });
    }),
  ),
];
