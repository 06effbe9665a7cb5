import type { AnyInput, OperationName } from "../../../models/contract/contract.ts";
import { afterwards, reads, shows, together } from "../faults.ts";
import type { Fault } from "../service.ts";
import { type Call, keyOf, type StoredUser } from "../store.ts";
import { among, type Flaw, unchecked } from "./flaw.ts";

const writes = ["CreateUser", "ModifyUser"] as const;

/** Stores a user otherwise than it was asked for, and shows it so. */
const stores = (
  operation: OperationName,
  change: (user: StoredUser, input: AnyInput) => Partial<StoredUser>,
): Fault =>
  together([
    afterwards(operation, ({ users }, input, { kind }) => {
      const user = users.get(keyOf(input.UserId));
      if (kind === "accepted" && user !== undefined)
        users.set(user.id, { ...user, ...change(user, input) });
    }),
    shows(operation, (view, { users }: Call, input) => {
      const user = users.get(keyOf(input.UserId));
      return user === undefined
        ? view
        : {
            ...view,
            AccessString: user.accessString,
            Engine: user.engine,
            Authentication: {
              Type: user.type,
              ...(user.type === "password" ? { PasswordCount: user.passwordCount } : {}),
            },
          };
    }),
  ]);

const authenticationChecks = [
  "passwords in one place",
  "flag agrees with mode",
  "known authentication type",
  "passwords fit the type",
  "mode password has passwords",
] as const;

const passwordChecks = ["password length", "number of passwords", "password characters"] as const;

/** How a service reads who may come in, and what they may do. */
export const authenticationFlaws: readonly Flaw[] = [
  ...among(
    writes,
    {
      name: "access strings as sent",
      title: "Access strings are not read: each is taken, and given back as it was sent",
    },
    (operation) =>
      together([
        unchecked("access string")(operation),
        stores(operation, ({ accessString }, input) => ({
          accessString: input.AccessString ?? accessString,
        })),
      ]),
  ),
  ...among(
    writes,
    {
      name: "access strings not stored as AWS does",
      title: "Access strings are given back as they were sent",
    },
    (operation) =>
      stores(operation, ({ accessString }, input) => ({
        accessString: input.AccessString ?? accessString,
      })),
  ),
  ...among(
    writes,
    {
      name: "access strings not checked",
      title: "Access strings are not checked: what is none is taken too",
    },
    unchecked("access string"),
  ),
  ...among(
    writes,
    {
      name: "passwords never stored",
      title: "Passwords are not stored: a user that was given some is one without a password",
    },
    (operation) =>
      stores(operation, ({ type }) =>
        type === "password" ? { type: "no-password", passwordCount: 0 } : {},
      ),
  ),
  ...among(
    writes,
    {
      name: "passwords shown",
      title: "Passwords are shown in answers",
    },
    (operation) =>
      shows(operation, (view, _, { Passwords, AuthenticationMode }) => {
        const passwords = Passwords ?? AuthenticationMode?.Passwords ?? [];
        return passwords.length === 0 ? view : { ...view, Passwords: { member: passwords } };
      }),
  ),
  ...among(
    writes,
    {
      name: "passwords not checked",
      title: "Passwords are not checked: any number of any length and of any character is taken",
    },
    unchecked(...passwordChecks),
  ),
  ...among(
    writes,
    {
      name: "nothing of authentication checked",
      title:
        "Nothing that a request says of authentication is checked: passwords of any form are taken, none at all, and what contradicts itself",
    },
    unchecked(
      ...authenticationChecks,
      ...passwordChecks,
      "iam id is name",
      "valkey needs authentication",
    ),
  ),
  ...among(
    writes,
    {
      name: "NoPasswordRequired taken for true",
      title: "NoPasswordRequired is taken for true where it is false",
    },
    (operation) =>
      reads(operation, (input) =>
        input.NoPasswordRequired === undefined ? input : { ...input, NoPasswordRequired: true },
      ),
  ),
  ...among(
    writes,
    {
      name: "authentication mode not read",
      title: "AuthenticationMode is not read",
    },
    (operation) => ({
      ...together([
        unchecked(
          ...authenticationChecks,
          "iam id is name",
          "valkey needs authentication",
        )(operation),
        stores(operation, (_, { AuthenticationMode, Passwords = [] }) =>
          AuthenticationMode === undefined || Passwords.length > 0
            ? {}
            : { type: "no-password", passwordCount: 0 },
        ),
      ]),
    }),
  ),
  ...among(
    writes,
    {
      name: "authentication not checked",
      title:
        "What a request says of authentication is not checked: what contradicts itself is taken",
    },
    unchecked(...authenticationChecks),
  ),
  ...among(
    writes,
    {
      name: "valkey without authentication",
      title: "A user with engine valkey may be without a password",
    },
    unchecked("valkey needs authentication"),
  ),
  ...among(
    writes,
    {
      name: "iam id is not compared",
      title: "Id and name of iam users are not compared",
    },
    unchecked("iam id is name"),
  ),
];
