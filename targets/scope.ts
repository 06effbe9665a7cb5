import type { Command, DescribeUsersOutput, OperationName, User } from "../models/contract.ts";
import type { Send } from "./target.ts";

/** Ids that belong to AWS: never ours, never renamed. */
const isReserved = (id: string): boolean => /^default$/i.test(id) || id.includes(".");

/**
 * Names of a session's own on a target that others use: each id gets a prefix on the way out and loses it on the way back.
 * An id that does not begin with a letter gets it as a suffix, so that it stays as wrong as it was. What would change a user
 * that belongs to AWS is not sent.
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

  const outward = <K extends OperationName>(command: Command<K>): Command<K> => {
    const { input } = command;
    const { UserId } = input;
    if (UserId === undefined)
      return { ...command, input: { ...input, ...filtersOf(input, named) } };
    // A user of type iam must have its id for a name.
    const name =
      "UserName" in input && input.UserName?.toLowerCase() === UserId.toLowerCase()
        ? { UserName: named(input.UserName) }
        : {};
    return {
      ...command,
      input: { ...input, ...filtersOf(input, named), ...name, UserId: named(UserId) },
    };
  };

  const homeward = (user: User): User => ({
    ...user,
    ...(user.UserId === undefined ? {} : { UserId: bare(user.UserId) }),
    ...(user.UserName === undefined ? {} : { UserName: bare(user.UserName) }),
    ...(user.ARN === undefined ? {} : { ARN: bare(user.ARN) }),
  });

  /** Users without the prefix are strangers, but for the one that every account has. */
  const isStranger = ({ UserId = "" }: User): boolean =>
    !isReserved(UserId) && UserId.search(affixes) === -1;

  const list = ({ Users, ...rest }: DescribeUsersOutput): DescribeUsersOutput => ({
    ...rest,
    ...(Users === undefined
      ? {}
      : { Users: Users.filter((user) => !isStranger(user)).map((user) => homeward(user)) }),
  });

  return async (command) => {
    const { UserId = "" } = command.input;
    if (command.operation !== "DescribeUsers" && isReserved(UserId))
      return { kind: "lost", reason: `not sent: ${UserId} is not ours to change there` };
    const answer = await send(outward(command));
    const cleaned =
      answer.kind === "lost" || answer.wire === undefined
        ? answer
        : { ...answer, wire: { ...answer.wire, body: bare(answer.wire.body) } };
    return cleaned.kind === "refused"
      ? { ...cleaned, message: bare(cleaned.message) }
      : cleaned.kind === "accepted"
        ? { ...cleaned, output: returned(cleaned.output, list, homeward) }
        : cleaned;
  };
}

function filtersOf(input: Command["input"], named: (id: string) => string): object {
  if (!("Filters" in input) || input.Filters === undefined) return {};
  return {
    Filters: input.Filters.map(({ Values, ...filter }) =>
      Values === undefined ? filter : { ...filter, Values: Values.map((value) => named(value)) },
    ),
  };
}

const isList = (output: DescribeUsersOutput | User): output is DescribeUsersOutput =>
  "Users" in output;

const returned = <T extends DescribeUsersOutput | User>(
  output: T,
  list: (output: DescribeUsersOutput) => DescribeUsersOutput,
  homeward: (user: User) => User,
): T => ({ ...output, ...(isList(output) ? list(output) : homeward(output)) });
