import { commandFrom } from "../../models/contract/command.ts";
import type { Command } from "../../models/contract/contract.ts";

/** The same request, with how a user proves who it is spelled in the other way that there is (F046); as it is where there is none. */
export function respelled(command: Command): Command {
  if (command.operation !== "CreateUser" && command.operation !== "ModifyUser") return command;
  const { NoPasswordRequired, Passwords, AuthenticationMode: mode, ...rest } = command.input;
  const spelled =
    mode === undefined
      ? modeFor(NoPasswordRequired, Passwords)
      : NoPasswordRequired === undefined && Passwords === undefined
        ? flatFor(mode)
        : undefined;
  return spelled === undefined
    ? command
    : commandFrom({ ...command, input: { ...rest, ...spelled } });
}

function modeFor(
  isOpen: boolean | undefined,
  Passwords: readonly string[] | undefined,
): object | undefined {
  if (isOpen === true && Passwords === undefined)
    return { AuthenticationMode: { Type: "no-password-required" } };
  return isOpen === undefined && Passwords !== undefined
    ? { AuthenticationMode: { Type: "password", Passwords } }
    : undefined;
}

function flatFor({
  Type,
  Passwords,
}: {
  readonly Type?: string;
  readonly Passwords?: readonly string[];
}): object | undefined {
  if (Type === "no-password-required" && Passwords === undefined)
    return { NoPasswordRequired: true };
  return Type === "password" && Passwords !== undefined ? { Passwords } : undefined;
}
