import type { Input } from "../../models/contract/contract.ts";
import { type Check, invalidCombination, invalidValue } from "./store.ts";

interface Authenticated {
  readonly Passwords?: readonly string[] | undefined;
  readonly NoPasswordRequired?: boolean | undefined;
  readonly AuthenticationMode?: Input<"CreateUser">["AuthenticationMode"];
}

const passwords = (input: Authenticated): readonly string[] => [
  ...(input.Passwords ?? []),
  ...(input.AuthenticationMode?.Passwords ?? []),
];

/** The type that a request asks for, in the spelling of requests; `null` where it says none (F046, F047). */
export const requestedType = (input: Authenticated): string => {
  if (input.AuthenticationMode !== undefined) return input.AuthenticationMode.Type ?? "null";
  if (input.NoPasswordRequired === true) return "no-password-required";
  return passwords(input).length > 0 ? "password" : "null";
};

export const passwordLength: Check<Authenticated> = {
  name: "password length",
  refuse: (input) =>
    passwords(input).some(({ length }) => length < 16 || length > 128)
      ? invalidValue("Passwords length must be between 16-128 characters.")
      : undefined,
};

export const passwordNumber: Check<Authenticated> = {
  name: "number of passwords",
  refuse: (input) =>
    passwords(input).length > 2
      ? invalidValue("Maximum number of passwords allowed in this service is 2.")
      : undefined,
};

export const passwordCharacters: Check<Authenticated> = {
  name: "password characters",
  refuse: (input) =>
    passwords(input).some((password) => /[,/"@]/.test(password))
      ? invalidValue("Passwords contain characters that are not allowed.")
      : undefined,
};

export const onePlaceForPasswords: Check<Authenticated> = {
  name: "passwords in one place",
  refuse: (input) =>
    (input.Passwords ?? []).length > 0 && (input.AuthenticationMode?.Passwords ?? []).length > 0
      ? invalidCombination("Passwords provided via multiple arguments. Use only one argument")
      : undefined,
};

export const flagAgreesWithMode: Check<Authenticated> = {
  name: "flag agrees with mode",
  refuse: ({ NoPasswordRequired, AuthenticationMode }) => {
    const type = AuthenticationMode?.Type;
    return NoPasswordRequired === true && type !== undefined && type !== "no-password-required"
      ? invalidCombination(
          `No password required flag is true but provided authentication type is ${type}`,
        )
      : undefined;
  },
};

export const knownType = (isRequired: boolean): Check<Authenticated> => ({
  name: "known authentication type",
  refuse: (input) => {
    const type = requestedType(input);
    return ["password", "no-password-required", "iam"].includes(type) ||
      (!isRequired && type === "null")
      ? undefined
      : invalidValue(
          `Input Authentication type: ${type} is not in the allowed list: [password,no-password-required,iam]`,
        );
  },
});

export const passwordsFitType: Check<Authenticated> = {
  name: "passwords fit the type",
  refuse: (input) => {
    const type = requestedType(input);
    return type !== "password" && type !== "null" && passwords(input).length > 0
      ? invalidCombination(`Password field is not allowed with authentication type: ${type}`)
      : undefined;
  },
};

export const modePasswordHasPasswords: Check<Authenticated> = {
  name: "mode password has passwords",
  refuse: (input) =>
    requestedType(input) === "password" && passwords(input).length === 0
      ? invalidCombination(
          "A user with Authentication Mode: password, must have at least one password",
        )
      : undefined,
};
