import type { User } from "../contract/contract.ts";
import type { State } from "./state.ts";
/** Under which name a canonical form is remembered: the engine may matter to it (F321), and how the user proves who it is. */
export const storageKey = (
  { Engine = "", Authentication: { Type = "" } = {} }: User,
  text: string | undefined,
): string => `${Engine} ${Type} ${text ?? ""}`;

/** Remembers in which form an access string came back. */
export const withStored = (
  before: State,
  output: User,
  text: string | undefined,
): State["stored"] => {
  const key = storageKey(output, text);
  return text === undefined || output.AccessString === undefined || before.stored.has(key)
    ? before.stored
    : new Map(before.stored).set(key, output.AccessString);
};
