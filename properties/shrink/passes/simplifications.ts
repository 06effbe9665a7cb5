import { commandFrom, type Conversation } from "../../../models/contract/command.ts";
import type { AuthenticationRequest, Command } from "../../../models/contract/contract.ts";
import { secret } from "../../../models/contract/placeholder.ts";
import { namedIn, subjectOf } from "../../../models/contract/resource.ts";
import { wishOf } from "../../../models/vocabulary/authentication.ts";
import { withFirstNames } from "./names.ts";
import { isRead } from "./speaks-of.ts";

/**
 * Every request at its plainest, all at once and under the first names: without a password; then with the way to prove who a
 * user is that it asked for, in its plainest spelling; then as it was spelt.
 */
export function* plain(conversation: Conversation): Generator<Conversation> {
  for (const speller of [openly, spelt, asItWas]) {
    const simple = conversation.map((command) => plainestOf(command, speller));
    yield withFirstNames(simple);
    yield simple;
  }
}

type Speller = (input: AuthenticationRequest) => AuthenticationRequest;

const openly: Speller = () => ({ NoPasswordRequired: true });

const asItWas: Speller = ({ Passwords, NoPasswordRequired, AuthenticationMode }) => ({
  ...(Passwords === undefined ? {} : { Passwords }),
  ...(NoPasswordRequired === undefined ? {} : { NoPasswordRequired }),
  ...(AuthenticationMode === undefined ? {} : { AuthenticationMode }),
});

const spelt: Speller = (input) => {
  const wish = wishOf(input);
  if (wish === "password") return { Passwords: [secret(16)] };
  return wish === "no-password" ? { NoPasswordRequired: true } : asItWas(input);
};

function plainestOf(command: Command, speller: Speller): Command {
  if (isRead(command) && subjectOf(command.input) === undefined)
    return commandFrom({ ...command, input: {}, until: undefined });
  if (command.operation === "ModifyUser") {
    const { Passwords, NoPasswordRequired, AuthenticationMode, ...rest } = command.input;
    return commandFrom({ ...command, input: { ...rest, ...spelt(command.input) } });
  }
  if (command.operation !== "CreateUser") return command;
  const said = speller(command.input);
  return commandFrom({
    ...command,
    input: {
      UserId: command.input.UserId,
      UserName: said.AuthenticationMode?.Type === "iam" ? command.input.UserName : "ann",
      Engine: "redis",
      AccessString: "on ~* +@all",
      ...said,
    },
  });
}

/** The plainest value of each member: whoever shrinks tries it, or leaves the member out. */
const plainest: Readonly<Record<string, readonly unknown[]>> = {
  UserName: ["ann"],
  Engine: ["redis", undefined],
  AccessString: ["on ~* +@all", undefined],
  Passwords: [[secret(16)], undefined],
  NoPasswordRequired: [true, undefined],
  AuthenticationMode: [undefined],
  Tags: [[{ Key: "k", Value: "v" }], undefined],
  MaxRecords: [1, undefined],
  Filters: [undefined],
};

export function* simplified(conversation: Conversation): Generator<Conversation> {
  for (const [index, command] of conversation.entries()) {
    if (command.region !== undefined || command.account !== undefined) {
      if (index === 0) yield conversation.map(withoutRegion);
      yield conversation.map((one, at) => (at === index ? withoutRegion(one) : one));
    }
    for (const simple of simplifications(command))
      if (cost(simple) < cost(command))
        yield conversation.map((one, at) => (at === index ? simple : one));
  }
}

const withoutRegion = (command: Command): Command =>
  commandFrom({ ...command, region: undefined, account: undefined });

function* simplifications(command: Command): Generator<Command> {
  if (command.until !== undefined) yield commandFrom({ ...command, until: undefined });
  if (command.operation === "CreateUser") yield* withPlainAuthentication(command);
  if (command.client !== undefined) yield commandFrom({ ...command, client: undefined });
  for (const [name, values] of Object.entries(plainest))
    if (name in command.input)
      for (const value of values)
        yield commandFrom({ ...command, input: { ...command.input, [name]: value } });
  for (const [name, value] of Object.entries(command.input))
    if (Array.isArray(value) && !name.startsWith("UserIds"))
      for (const shorter of fewerOf<unknown>(value))
        yield commandFrom({ ...command, input: { ...command.input, [name]: shorter } });
}

/** Shorter lists: one half, the other, and all but one where that is not too many. */
function* fewerOf<T>(list: readonly T[]): Generator<readonly T[]> {
  const half = Math.ceil(list.length / 2);
  if (list.length > 1) yield* [list.slice(0, half), list.slice(half)];
  if (list.length > 2 && list.length < 10)
    for (const at of list.keys()) yield list.filter((_, index) => index !== at);
}

/** Waits for a group in place of anything else: then a user need not be there. */
export function* waitingForGroups(conversation: Conversation): Generator<Conversation> {
  const named = conversation.flatMap(({ input }) => namedIn(input));
  const groups = new Set(named.filter(({ kind }) => kind === "usergroup").map(({ id }) => id));
  for (const [at, command] of conversation.slice(0, -1).entries())
    if (command.until === "settled" && command.operation !== "DescribeUserGroups")
      for (const UserGroupId of groups)
        yield conversation.with(
          at,
          commandFrom({ ...command, operation: "DescribeUserGroups", input: { UserGroupId } }),
        );
}

/** The plainest ways for a user to prove who it is, in place of whatever the request says. */
function* withPlainAuthentication(command: Command<"CreateUser">): Generator<Command> {
  const { Passwords, NoPasswordRequired, AuthenticationMode, ...rest } = command.input;
  yield { ...command, input: { ...rest, NoPasswordRequired: true } };
  yield { ...command, input: { ...rest, Passwords: [secret(16)] } };
}

/** How far a command is from the plainest one: what shrinking must lower, so that it ends. */
function cost(command: Command): number {
  const members = Object.entries(command.input).map(([name, value]) => {
    const best = JSON.stringify(plainest[name]?.[0]);
    const text = JSON.stringify(value);
    const owned = text.match(/"u-\d"/gi)?.length ?? 0;
    const capitals = text.match(/"[UG]-\d"/g)?.length ?? 0;
    return text === best ? 1 : 2 + text.length / 1000 + (owned + capitals) / 10;
  });
  const extras = [command.until, command.client].filter((extra) => extra !== undefined).length;
  return members.reduce((sum, part) => sum + part, 0) + extras + (command.times ?? 0);
}
