import type { AnyInput, OperationName } from "../../../models/contract/contract.ts";
import { refuses, together } from "../faults.ts";
import type { Fault } from "../service.ts";
import { type Call, keyOf, type StoredUser, type Windows } from "../store.ts";

/** A way in which AWS may behave for all that the facts say: no rule at `must` may be broken by it. */
export interface Variant {
  readonly name: string;
  readonly fault: Fault;
  /** How long changes take; as long as the reference takes unless said. */
  readonly windows?: Windows;
}

export const variant = (name: string, fault: Fault, windows?: Windows): Variant => ({
  name,
  fault,
  ...(windows === undefined ? {} : { windows }),
});

/** Passes over a check of operations for requests that fit. */
export const lets = (
  operations: readonly OperationName[],
  check: string,
  fits: NonNullable<Fault["skips"]> extends (...args: infer A) => unknown
    ? (input: A[2], call: A[3]) => boolean
    : never,
): Fault => ({
  skips: (operation, name, input, call) =>
    operations.includes(operation) && name === check && fits(input, call),
});

/** The user that a request names, as it is stored. */
export const stored = (
  id: string | undefined,
  { users }: { readonly users: ReadonlyMap<string, StoredUser> },
): StoredUser | undefined => users.get(keyOf(id));

export const value = "InvalidParameterValue";
export const combination = "InvalidParameterCombination";

/** Refuses requests of several operations that fit. */
export const refusing = (
  operations: readonly OperationName[],
  fits: (input: AnyInput, call: Call) => boolean,
  code = value,
): Fault => together(operations.map((operation) => refuses(operation, fits, code)));

/** True of texts of which two are equal. */
export const hasEqual = (texts: readonly string[]): boolean => new Set(texts).size < texts.length;

export const isAboutAuthentication = (input: AnyInput): boolean =>
  input.Passwords !== undefined ||
  input.NoPasswordRequired !== undefined ||
  input.AuthenticationMode !== undefined;

/** The users that a group is asked to have, or to get. */
export const asked = (input: AnyInput): readonly string[] => [
  ...(input.UserIds ?? []),
  ...(input.UserIdsToAdd ?? []),
];

/** The engine that a group is asked to be of, or is. */
export const engineFor = (input: AnyInput, { groups }: Call): string =>
  keyOf(input.Engine ?? groups.get(keyOf(input.UserGroupId))?.engine);
