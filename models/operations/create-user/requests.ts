import * as fc from "fast-check";

import type { State } from "../../belief/state.ts";
import type { Input } from "../../contract/contract.ts";
import {
  freshIds,
  iam,
  nameFor,
  noPasswordSpellings,
  oneId,
  passwordSpellings,
  userNames,
} from "../../universe/universe.ts";
import type { Variation } from "../operation.ts";

type Change = fc.Arbitrary<Input<"CreateUser">>;

export const always = (change: Input<"CreateUser">): Change => fc.constant(change);

export const oneOfThese = (...changes: readonly Input<"CreateUser">[]): Change =>
  fc.constantFrom(...changes);

/** A request with nothing special about it. */
export const plain = (state: State): fc.Arbitrary<Input<"CreateUser">> =>
  fc
    .tuple(
      oneId(freshIds(state)),
      fc.oneof(
        { weight: 4, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom(...userNames) },
      ),
      fc.constantFrom("on ~* +@all", "off ~* -@all", "on +@all"),
      fc.oneof(passwordSpellings, noPasswordSpellings),
    )
    .map(([UserId, otherName, AccessString, authentication]) => ({
      UserId,
      UserName: otherName ?? nameFor(UserId),
      Engine: "redis",
      AccessString,
      ...authentication,
    }));

/** A plain request without what it says of authentication. */
const bare = (state: State): fc.Arbitrary<Input<"CreateUser">> =>
  plain(state).map(({ UserId, UserName, Engine, AccessString }) => ({
    ...(UserId === undefined ? {} : { UserId }),
    ...(UserName === undefined ? {} : { UserName }),
    ...(Engine === undefined ? {} : { Engine }),
    ...(AccessString === undefined ? {} : { AccessString }),
  }));

export const having = (name: string, change: Change, weight = 1): Variation<"CreateUser"> => ({
  name,
  weight,
  inputs: (state) =>
    fc.tuple(plain(state), change).map(([input, special]) => ({ ...input, ...special })),
});

export const foundation = (variation: Variation<"CreateUser">): Variation<"CreateUser"> => ({
  ...variation,
  isFoundation: true,
});

export const reserved = (variation: Variation<"CreateUser">): Variation<"CreateUser"> => ({
  ...variation,
  isReserved: true,
});

/** A request that says of authentication just this. */
export const authenticating = (name: string, change: Change): Variation<"CreateUser"> => ({
  name,
  inputs: (state) =>
    fc.tuple(bare(state), change).map(([input, special]) => ({ ...input, ...special })),
});

export const asIam = (name: string, change: Change): Variation<"CreateUser"> => ({
  name,
  inputs: (state) =>
    fc
      .tuple(bare(state), change)
      .map(([input, special]) => withSameName({ ...input, ...iam, ...special })),
});

export const withSameName = (input: Input<"CreateUser">): Input<"CreateUser"> =>
  input.UserId === undefined ? input : { ...input, UserName: input.UserId };

export const lacking = (
  member: "UserId" | "UserName" | "Engine" | "AccessString",
): Variation<"CreateUser"> => ({
  name: `without ${member}`,
  inputs: (state) =>
    plain(state).map((input) =>
      Object.fromEntries(Object.entries(input).filter(([name]) => name !== member)),
    ),
});

export const on = (
  name: string,
  ids: (state: State) => readonly string[],
  spell: (id: string) => string = (id) => id,
): Variation<"CreateUser"> => ({
  name,
  when: (state) => ids(state).length > 0,
  inputs: (state) =>
    fc
      .tuple(plain(state), oneId(ids(state)))
      .map(([input, id]) => ({ ...input, UserId: spell(id) })),
});

export const accessStrings = (name: string, ...texts: readonly string[]): Variation<"CreateUser"> =>
  having(
    name,
    fc.constantFrom(...texts).map((AccessString) => ({ AccessString })),
  );

export const mode = (Type: string, ...Passwords: readonly string[]): Input<"CreateUser"> => ({
  AuthenticationMode: { Type, ...(Passwords.length === 0 ? {} : { Passwords }) },
});
