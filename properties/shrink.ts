import { commandFrom } from "../models/command.ts";
import type { Command, CreateUserInput } from "../models/contract.ts";

type Conversation = readonly Command[];

/**
 * Simpler conversations than this one, the boldest first: only what speaks of the last command's user, since it was
 * made; then with ever smaller pieces left out; then with ids and members brought to their plainest.
 */
export function* simpler(conversation: Conversation): Generator<Conversation> {
  yield* sliced(conversation);
  yield* shortened(conversation);
  yield* fused(conversation);
  yield* retargeted(conversation);
  yield* renamed(conversation);
  yield* simplified(conversation);
}

function* sliced(conversation: Conversation): Generator<Conversation> {
  const id = idOf(conversation.at(-1));
  const slice = conversation.filter((command) => idOf(command) === id);
  if (id === undefined) {
    // A list shows whoever was made: what was done to them since may not matter.
    const makers = conversation.filter(
      (command, index) => command.operation === "CreateUser" || index === conversation.length - 1,
    );
    if (makers.length < conversation.length) yield makers;
    return;
  }
  const made = slice.findLastIndex(({ operation }) => operation === "CreateUser");
  if (made > 0 && made < slice.length - 1) yield slice.slice(made);
  if (slice.length < conversation.length) yield slice;
}

function* shortened(conversation: Conversation): Generator<Conversation> {
  const removable = conversation.length - 1;
  for (let size = removable; size >= 1; size = Math.floor(size / 2))
    for (let from = 0; from < removable; from += size)
      yield conversation.filter(
        (_, index) => index < from || index >= Math.min(from + size, removable),
      );
}

const isRead = ({ operation }: Command): boolean => operation === "DescribeUsers";

/** Lets a user be made at once as a later change would leave it. */
function* fused(conversation: Conversation): Generator<Conversation> {
  for (const [at, change] of conversation.entries()) {
    if (change.operation !== "ModifyUser") continue;
    const from = conversation.findLastIndex(
      (command, index) =>
        index < at && command.operation === "CreateUser" && idOf(command) === idOf(change),
    );
    const made = conversation[from];
    if (made === undefined) continue;
    const { AppendAccessString, ...changed } = change.input;
    const says = ["Passwords", "NoPasswordRequired", "AuthenticationMode"].some(
      (name) => name in changed,
    );
    const { Passwords, NoPasswordRequired, AuthenticationMode, ...bare } = inputOf(made);
    const input = { ...(says ? bare : made.input), ...changed, UserId: made.input.UserId };
    yield conversation.flatMap((command, index) => {
      if (index === from) return [commandFrom({ ...made, input })];
      const isSettling = index > from && index <= at + 1 && isRead(command);
      const isLast = index === conversation.length - 1;
      return index === at || (isSettling && !isLast) ? [] : [command];
    });
  }
}

/** What a CreateUser asks for; nothing for other commands. */
const inputOf = (command: Command): CreateUserInput =>
  command.operation === "CreateUser" ? command.input : {};

/** Speaks last of a user of its own, so that no other need be deleted first. */
function* retargeted(conversation: Conversation): Generator<Conversation> {
  const last = conversation.at(-1);
  const ids = new Set(conversation.map((command) => idOf(command)));
  const fresh = ["u-0", "u-1", "u-2", "u-3"].find((id) => !ids.has(id));
  if (last?.operation !== "CreateUser" || fresh === undefined || last.input.UserId === undefined)
    return;
  if (!conversation.some(({ operation }) => operation === "DeleteUser")) return;
  yield [
    ...conversation
      .slice(0, -1)
      .filter((command) => command.operation !== "DeleteUser" && !isRead(command)),
    commandFrom({
      ...last,
      input: {
        ...last.input,
        UserId: fresh,
        ...(last.input.UserName === last.input.UserId ? { UserName: fresh } : {}),
      },
    }),
  ];
}

/** Gives each user the first id that no other has. */
function* renamed(conversation: Conversation): Generator<Conversation> {
  const ids = [...new Set(conversation.map((command) => idOf(command)))].filter(
    (id) => id !== undefined && /^u-\d$/.test(id),
  );
  const names = new Map(ids.map((id, index) => [id, `u-${index}`]));
  if ([...names].every(([id, name]) => id === name)) return;
  yield conversation.map((command) => withIds(command, names));
}

function withIds(command: Command, names: ReadonlyMap<string | undefined, string>): Command {
  const text = JSON.stringify(command).replaceAll(/"([uU])-(\d)"/g, (quoted, letter: string) => {
    const name = names.get(quoted.slice(1, -1).toLowerCase());
    return name === undefined ? quoted : `"${letter}${name.slice(1)}"`;
  });
  return JSON.parse(text);
}

/** The plainest value of each member: whoever shrinks tries it, or leaves the member out. */
const plainest: Readonly<Record<string, readonly unknown[]>> = {
  UserName: ["ann"],
  Engine: ["redis", undefined],
  AccessString: ["on ~* +@all", undefined],
  Passwords: [["{{a:16}}"], undefined],
  NoPasswordRequired: [true, undefined],
  AuthenticationMode: [undefined],
  Tags: [undefined],
  MaxRecords: [1, undefined],
  Filters: [undefined],
};

function* simplified(conversation: Conversation): Generator<Conversation> {
  for (const [index, command] of conversation.entries()) {
    if (command.region !== undefined) yield conversation.map(withoutRegion);
    for (const simple of simplifications(command))
      if (cost(simple) < cost(command))
        yield conversation.map((one, at) => (at === index ? simple : one));
  }
}

const withoutRegion = (command: Command): Command => commandFrom({ ...command, region: undefined });

function* simplifications(command: Command): Generator<Command> {
  if (command.until !== undefined) yield commandFrom({ ...command, until: undefined });
  if (command.operation === "CreateUser") yield* withPlainAuthentication(command);
  // A list shows `default` too, and needs nobody to be made first.
  if (command.operation === "DescribeUsers" && command.input.UserId !== undefined)
    yield commandFrom({ ...command, input: { ...command.input, UserId: undefined } });
  for (const [name, values] of Object.entries(plainest))
    if (name in command.input)
      for (const value of values)
        yield commandFrom({ ...command, input: { ...command.input, [name]: value } });
}

/** The plainest ways for a user to prove who it is, in place of whatever the request says. */
function* withPlainAuthentication(command: Command<"CreateUser">): Generator<Command> {
  const { Passwords, NoPasswordRequired, AuthenticationMode, ...rest } = command.input;
  yield { ...command, input: { ...rest, NoPasswordRequired: true } };
  yield { ...command, input: { ...rest, Passwords: ["{{a:16}}"] } };
}

/** How far a command is from the plainest one: what shrinking must lower, so that it ends. */
function cost(command: Command): number {
  const members = Object.entries(command.input).map(([name, value]) => {
    const best = JSON.stringify(plainest[name]?.[0]);
    return JSON.stringify(value) === best ? 1 : 2 + JSON.stringify(value).length / 1000;
  });
  return members.reduce((sum, part) => sum + part, 0) + (command.until === undefined ? 0 : 1);
}

const idOf = (command: Command | undefined): string | undefined =>
  command?.input.UserId?.toLowerCase();
