import type { Authentication, AuthenticationRequest } from "../contract/contract.ts";
import { withSecretsAs, secretsOf } from "../contract/placeholder.ts";
import { charactersIn } from "./characters.ts";

/** What a request wants, whatever its spelling. */
export type Wish = "password" | "no-password" | "iam";

export const passwordsOf = (input: AuthenticationRequest): readonly string[] => [
  ...(input.Passwords ?? []),
  ...(input.AuthenticationMode?.Passwords ?? []),
];

export const modeOf = (input: AuthenticationRequest): string | undefined =>
  input.AuthenticationMode?.Type;

const modes = ["password", "no-password-required", "iam"];

/** A type that no request may name (F011). */
export const isUnknownMode = (input: AuthenticationRequest): boolean => {
  const mode = modeOf(input);
  return mode !== undefined && !modes.includes(mode.toLowerCase());
};

export const isModeInCapitals = (input: AuthenticationRequest): boolean => {
  const mode = modeOf(input);
  return mode !== undefined && !modes.includes(mode) && modes.includes(mode.toLowerCase());
};

/** True where a request says anything of authentication. */
export const speaksOfAuthentication = (input: AuthenticationRequest): boolean =>
  input.Passwords !== undefined ||
  input.NoPasswordRequired !== undefined ||
  input.AuthenticationMode !== undefined;

export const gives = (passwords: readonly string[] | undefined): boolean =>
  passwords !== undefined && passwords.length > 0;

/** The one thing that a request asks for, or nothing where it says none, or things that clash. */
export function wishOf(input: AuthenticationRequest): Wish | undefined {
  const { Passwords, NoPasswordRequired, AuthenticationMode } = input;
  const given = gives(Passwords) || gives(AuthenticationMode?.Passwords);
  switch (AuthenticationMode?.Type) {
    case undefined:
      if (AuthenticationMode !== undefined) return undefined;
      if (given) return NoPasswordRequired === true ? undefined : "password";
      return NoPasswordRequired === true ? "no-password" : undefined;
    case "password":
      return given && NoPasswordRequired !== true && !givesTwice(input) ? "password" : undefined;
    case "no-password-required":
      return given ? undefined : "no-password";
    case "iam":
      return given || NoPasswordRequired === true ? undefined : "iam";
    default:
      return undefined;
  }
}

export const givesTwice = (input: AuthenticationRequest): boolean =>
  gives(input.Passwords) && gives(input.AuthenticationMode?.Passwords);

/** The spelling of a request, apart from its passwords: two spellings of one wish must give one result. */
export const spellingOf = (input: AuthenticationRequest): string =>
  [
    gives(input.Passwords) ? "Passwords" : "",
    input.NoPasswordRequired === undefined ? "" : `NoPasswordRequired=${input.NoPasswordRequired}`,
    input.AuthenticationMode === undefined ? "" : `AuthenticationMode=${modeOf(input)}`,
  ]
    .filter((part) => part !== "")
    .join("+");

const literalOf = (password: string): string => withSecretsAs(password, () => "");

/** How many characters a password has, once its secret parts are put in. */
export const passwordLength = (password: string): number =>
  charactersIn(literalOf(password)) +
  secretsOf(password).reduce((sum, { length }) => sum + length, 0);

export const lengthIsAllowed = (password: string): boolean => {
  const length = passwordLength(password);
  return length >= 16 && length <= 128;
};

/** Characters that the documentation forbids and AWS's own rotation code avoids (F069). */
export const hasForbiddenCharacter = (password: string): boolean =>
  /[/"@]/.test(literalOf(password));

/** Characters of which no fact says whether they may stand in a password: documentation and rotation code differ. */
export const hasOpenCharacter = (password: string): boolean =>
  /[^A-Za-z0-9!#$%&()*+.:;<=>?[\]^_{|}~-]/.test(literalOf(password)) &&
  !hasForbiddenCharacter(password);

export const areDistinct = (passwords: readonly string[]): boolean =>
  new Set(passwords).size === passwords.length;

/** Authentication without a count where there are no passwords to count: 0 hurts nobody there (F009, F010). */
export const counted = ({ Type, PasswordCount }: Authentication): Authentication => ({
  ...(Type === undefined ? {} : { Type }),
  ...(Type === "password" && PasswordCount !== undefined ? { PasswordCount } : {}),
});

/** What a user of this wish reads back as: the output spelling differs from the input (F011), and only passwords are counted. */
export const readBack = (wish: Wish, passwords: readonly string[]): Authentication =>
  wish === "password"
    ? { Type: "password", PasswordCount: new Set(passwords).size }
    : { Type: wish };
