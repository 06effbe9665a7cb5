import type { Answer, Command, Input, OperationName, User, UserGroup } from "../models/contract.ts";
import type { Send } from "./target.ts";

/** Ids that belong to AWS: never ours, never renamed. */
const isReserved = (id: string): boolean => /^default$/i.test(id) || id.includes(".");

const isRead = (operation: OperationName): boolean => /^(?:Describe|List)/.test(operation);

/** The ids that a request would change: of a user, of a group, or of what it tags. */
const changedBy = (operation: OperationName, input: Input<OperationName>): readonly string[] =>
  isRead(operation)
    ? []
    : [
        "UserId" in input ? input.UserId : undefined,
        "UserGroupId" in input ? input.UserGroupId : undefined,
        // A user that comes into a group, or leaves it, shows it.
        ...("UserIds" in input ? (input.UserIds ?? []) : []),
        ...("UserIdsToAdd" in input ? (input.UserIdsToAdd ?? []) : []),
        "ResourceName" in input
          ? /:(?<id>[^:}]+)\}\}$/.exec(input.ResourceName ?? "")?.[1]
          : undefined,
      ].filter((id) => id !== undefined);

/**
 * Names of a session's own on a target that others use: each id gets a prefix on the way out and loses it on the way back.
 * An id that does not begin with a letter gets it as a suffix, so that it stays as wrong as it was. What would change a user
 * or a group that belongs to AWS is not sent.
 */
export function scoped(send: Send, prefix: string): Send {
  const suffix = `-${prefix.replace(/-$/, "")}`;
  const named = (id: string): string =>
    isReserved(id) || id.trim() === ""
      ? id
      : /^[a-z]/i.test(id)
        ? `${prefix}${id}`
        : `${id}${suffix}`;
  const affixes = new RegExp(`${prefix}|${suffix}`, "gi");
  const bare = (text: string): string => text.replaceAll(affixes, "");

  const outward = <K extends OperationName>(command: Command<K>): Command<K> => ({
    ...command,
    input: { ...command.input, ...renamed(command.input, named) },
  });

  /** Whoever has not the prefix is a stranger, but for those that every account has. */
  const isOurs = (id = ""): boolean => isReserved(id) || id.search(affixes) !== -1;

  const withoutStrangers = (output: object): object => {
    const users = usersIn(output);
    const groups = groupsIn(output);
    return {
      ...output,
      ...(users === undefined ? {} : { Users: users.filter(({ UserId }) => isOurs(UserId)) }),
      ...(groups === undefined
        ? {}
        : { UserGroups: groups.filter(({ UserGroupId }) => isOurs(UserGroupId)) }),
    };
  };

  return async (command) => {
    const reserved = changedBy(command.operation, command.input).find((id) => isReserved(id));
    if (reserved !== undefined)
      return { kind: "lost", reason: `not sent: ${reserved} is not ours to change there` };
    const answer = await send(outward(command));
    const cleaned: typeof answer =
      answer.kind === "lost" || answer.wire === undefined
        ? answer
        : { ...answer, wire: { ...answer.wire, body: bare(answer.wire.body) } };
    return cleaned.kind === "refused"
      ? { ...cleaned, message: bare(cleaned.message) }
      : cleaned.kind === "accepted"
        ? { ...cleaned, output: JSON.parse(bare(JSON.stringify(withoutStrangers(cleaned.output)))) }
        : cleaned;
  };
}

const usersIn = (
  output: Extract<Answer, { kind: "accepted" }>["output"],
): readonly User[] | undefined => ("Users" in output ? output.Users : undefined);

const groupsIn = (
  output: Extract<Answer, { kind: "accepted" }>["output"],
): readonly UserGroup[] | undefined => ("UserGroups" in output ? output.UserGroups : undefined);

/** The members of a request that hold names, with other names. */
function renamed(input: Command["input"], named: (id: string) => string): object {
  const changed: Record<string, unknown> = {};
  for (const [member, value] of Object.entries(input)) {
    if (["UserId", "UserGroupId"].includes(member)) changed[member] = named(String(value));
    if (["UserIds", "UserIdsToAdd", "UserIdsToRemove"].includes(member) && Array.isArray(value))
      changed[member] = value.map((id) => named(String(id)));
  }
  if ("ResourceName" in input && input.ResourceName !== undefined)
    changed["ResourceName"] = input.ResourceName.replace(/(?<=:)[^:}]+(?=\}\}$)|^[\w-]+$/, (id) =>
      named(id),
    );
  // A user of type iam must have its id for a name.
  if ("UserName" in input && input.UserName?.toLowerCase() === input.UserId?.toLowerCase())
    changed["UserName"] = named(input.UserName ?? "");
  if ("Filters" in input)
    changed["Filters"] = input.Filters?.map(({ Values, ...filter }) =>
      Values === undefined ? filter : { ...filter, Values: Values.map((value) => named(value)) },
    );
  return changed;
}
