import type { AnyInput } from "../../../models/contract/contract.ts";
import { afterwards, reads, refuses, shows, together } from "../faults.ts";
import type { Fault } from "../service.ts";
import { keyOf } from "../store.ts";
import {
  combination,
  hasEqual,
  isAboutAuthentication,
  lets,
  refusing,
  stored,
  type Variant,
  variant,
} from "./variant.ts";

const both = ["CreateUser", "ModifyUser"] as const;

const passwordsIn = (input: AnyInput): readonly string[] => [
  ...(input.Passwords ?? []),
  ...(input.AuthenticationMode?.Passwords ?? []),
];

const hasNoPasswordAsked = (input: AnyInput): boolean =>
  input.NoPasswordRequired === true ||
  input.AuthenticationMode?.Type?.toLowerCase() === "no-password-required";

const keepsEqualPasswords: Fault = together(
  both.flatMap((operation) => {
    return [
      afterwards(operation, ({ users }, input, { kind }) => {
        const user = users.get(keyOf(input.UserId));
        if (kind === "accepted" && user !== undefined && hasEqual(passwordsIn(input)))
          users.set(user.id, { ...user, passwordCount: passwordsIn(input).length });
      }),
      shows(operation, (user, _, input) =>
        hasEqual(passwordsIn(input))
          ? {
              ...user,
              Authentication: { Type: "password", PasswordCount: passwordsIn(input).length },
            }
          : user,
      ),
    ];
  }),
);

/** What AWS may make of how a request says who may come in. */
export const authenticationVariants: readonly Variant[] = [
  variant(
    "equal passwords are refused",
    refusing(both, (input) => hasEqual(passwordsIn(input))),
  ),
  variant(
    "equal passwords are refused as a combination",
    refusing(both, (input) => hasEqual(passwordsIn(input)), combination),
  ),
  variant("equal passwords count twice", keepsEqualPasswords),
  variant(
    "an empty list of passwords is refused",
    refusing(both, ({ Passwords }) => Passwords?.length === 0),
  ),
  variant(
    "few characters may stand in a password",
    refusing(both, (input) =>
      passwordsIn(input).some((one) => /[^A-Za-z0-9!#$%&()*+.:;<=>?[\]^_{|}~-]/.test(one)),
    ),
  ),
  variant(
    "a comma may stand in a password",
    lets(both, "password characters", (input) =>
      passwordsIn(input).every((one) => !/[/"@]/.test(one)),
    ),
  ),
  ...both.map((operation) =>
    variant(
      `${operation}: a type in capitals is read`,
      reads(operation, (input) =>
        input.AuthenticationMode?.Type === undefined
          ? input
          : {
              ...input,
              AuthenticationMode: {
                ...input.AuthenticationMode,
                Type: input.AuthenticationMode.Type.toLowerCase(),
              },
            },
      ),
    ),
  ),
  ...both.map((operation) =>
    variant(
      `${operation}: a mode without a type is what its passwords say`,
      reads(operation, (input) =>
        input.AuthenticationMode === undefined || input.AuthenticationMode.Type !== undefined
          ? input
          : {
              ...input,
              AuthenticationMode: {
                ...input.AuthenticationMode,
                Type:
                  (input.AuthenticationMode.Passwords ?? []).length > 0
                    ? "password"
                    : "no-password-required",
              },
            },
      ),
    ),
  ),
  variant(
    "a mode without a type is nothing",
    together(
      both.map((operation) =>
        refuses(
          operation,
          ({ AuthenticationMode: mode }) => mode !== undefined && mode.Type === undefined,
        ),
      ),
    ),
  ),
  variant(
    "the flag may not be false beside no-password-required",
    refusing(
      both,
      (input) =>
        input.NoPasswordRequired === false &&
        input.AuthenticationMode?.Type === "no-password-required",
      combination,
    ),
  ),
  variant(
    "ModifyUser takes what contradicts itself",
    together([
      lets(["ModifyUser"], "flag agrees with mode", () => true),
      lets(["ModifyUser"], "passwords in one place", () => true),
      lets(["ModifyUser"], "passwords fit the type", () => true),
    ]),
  ),
  variant(
    "no way leads away from iam",
    refusing(
      ["ModifyUser"],
      (input, call) => stored(input.UserId, call)?.type === "iam" && isAboutAuthentication(input),
      combination,
    ),
  ),
  variant(
    "a user without a password cannot lose it",
    refusing(
      ["ModifyUser"],
      (input, call) =>
        stored(input.UserId, call)?.type === "no-password" && hasNoPasswordAsked(input),
    ),
  ),
  variant(
    "a valkey user's password changes by its mode only",
    refusing(
      ["ModifyUser"],
      (input, call) =>
        keyOf(input.Engine ?? stored(input.UserId, call)?.engine) === "valkey" &&
        input.Passwords !== undefined,
      combination,
    ),
  ),
  variant(
    "CreateUser compares the name for iam without regard to case",
    lets(
      ["CreateUser"],
      "iam id is name",
      ({ UserId, UserName }) => keyOf(UserId) === keyOf(UserName),
    ),
  ),
  variant(
    "ModifyUser compares the name for iam by its letters",
    refusing(
      ["ModifyUser"],
      (input, call) =>
        input.AuthenticationMode?.Type === "iam" &&
        ![undefined, keyOf(input.UserId)].includes(stored(input.UserId, call)?.name),
      combination,
    ),
  ),
  variant(
    "a member of a valkey group keeps its password",
    refusing(
      ["ModifyUser"],
      (input, { groups }) =>
        hasNoPasswordAsked(input) &&
        [...groups.values()].some(
          ({ engine, userIds }) => engine === "valkey" && userIds.includes(keyOf(input.UserId)),
        ),
    ),
  ),
  variant(
    "a member of a valkey group may lose its password",
    lets(["ModifyUser"], "valkey needs authentication", (input, { users, groups }) =>
      users.get(keyOf(input.UserId))?.engine === "redis" && input.Engine === undefined
        ? [...groups.values()].some(({ userIds }) => userIds.includes(keyOf(input.UserId)))
        : false,
    ),
  ),
  variant(
    "a password is taken by its mode only",
    refuses(
      "ModifyUser",
      ({ Passwords, NoPasswordRequired }) =>
        Passwords !== undefined && NoPasswordRequired === false,
    ),
  ),
  variant(
    "ModifyUser takes the flag for no password only",
    refuses(
      "ModifyUser",
      ({ AuthenticationMode }) => AuthenticationMode?.Type === "no-password-required",
    ),
  ),
  variant(
    "no password is asked for once",
    refuses(
      "CreateUser",
      ({ NoPasswordRequired, AuthenticationMode }) =>
        NoPasswordRequired === true && AuthenticationMode?.Type === "no-password-required",
    ),
  ),
  variant(
    "passwords of a mode stand in it",
    refuses(
      "CreateUser",
      ({ Passwords, AuthenticationMode }) =>
        Passwords !== undefined && AuthenticationMode !== undefined,
    ),
  ),
  variant(
    "a valkey user's password and string do not change at once",
    refuses(
      "ModifyUser",
      (input, call) =>
        stored(input.UserId, call)?.engine === "valkey" &&
        isAboutAuthentication(input) &&
        input.AccessString !== undefined,
    ),
  ),
];
