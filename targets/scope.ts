import type {
  Answer,
  Command,
  DescribeUsersOutput,
  OperationName,
  User,
} from "../models/contract.ts";
import type { Send } from "./target.ts";

/** Ids that belong to AWS: never ours, never renamed. */
const isReserved = (id: string): boolean => /^default$/i.test(id) || id.includes(".");
const isOurs = (id: string): boolean => /^[a-z]/i.test(id) && !isReserved(id);

/** Names of a session's own on a target that others use: each id gets a prefix on the way out and loses it on the way back. */
export function scoped(send: Send, prefix: string): Send {
  const named = (id: string): string => (isOurs(id) ? `${prefix}${id}` : id);
  const bare = (text: string): string => text.replaceAll(new RegExp(prefix, "gi"), "");

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
    !UserId.toLowerCase().startsWith(prefix) && isOurs(UserId);

  const list = ({ Users, ...rest }: DescribeUsersOutput): DescribeUsersOutput => ({
    ...rest,
    ...(Users === undefined
      ? {}
      : { Users: Users.filter((user) => !isStranger(user)).map((user) => homeward(user)) }),
  });

  return async (command) => {
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

/** The answers by which a session knows what it made: the ids to delete when it ends. */
export const madeBy = <K extends OperationName>(
  command: Command<K>,
  answer: Answer<K>,
): string | undefined =>
  command.operation === "CreateUser" && (answer.kind === "accepted" || answer.kind === "lost")
    ? command.input.UserId
    : undefined;
