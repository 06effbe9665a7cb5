import { commandFrom } from "../models/command.ts";
import type { Command, CreateUserInput } from "../models/contract.ts";
import { membersAfter } from "../models/membership.ts";
import { namedIn, resourceKey, subjectOf } from "../models/resource.ts";

type Conversation = readonly Command[];

/**
 * Simpler conversations than this one, the boldest first: only what speaks of the last command's user, since it was
 * made; then with ever smaller pieces left out; then with ids and members brought to their plainest.
 */
export function* simpler(conversation: Conversation): Generator<Conversation> {
  yield* sliced(conversation);
  yield* shortened(conversation);
  yield* fused(conversation);
  yield* fusedGroups(conversation);
  yield* retargeted(conversation);
  yield* renamed(conversation);
  yield* simplified(conversation);
}

function* sliced(conversation: Conversation): Generator<Conversation> {
  const last = conversation.at(-1);
  const subject = idOf(last);
  if (last === undefined) return;
  if (subject === undefined) {
    // A list shows whoever was made: what was done to them since may not matter.
    const makers = conversation.filter(
      ({ operation }, index) => operation.startsWith("Create") || index === conversation.length - 1,
    );
    if (makers.length < conversation.length) yield makers;
    return;
  }
  const needed = neededBy(conversation, last);
  const slice = conversation.filter((command) => needed.has(idOf(command) ?? ""));
  const made = slice.findLastIndex(
    (command) => command.operation.startsWith("Create") && idOf(command) === subject,
  );
  if (made > 0 && made < slice.length - 1) yield slice.slice(made);
  if (slice.length < conversation.length) yield slice;
}

/** What a command names, and whoever was named together with a group that it names. */
function neededBy(conversation: Conversation, last: Command): ReadonlySet<string> {
  const needed = new Set(namesOf(last));
  for (let size = 0; size < needed.size;) {
    size = needed.size;
    for (const command of conversation)
      if (namesOf(command).some((name) => name.startsWith("usergroup:") && needed.has(name)))
        for (const name of namesOf(command)) needed.add(name);
  }
  return needed;
}

function* shortened(conversation: Conversation): Generator<Conversation> {
  const removable = conversation.length - 1;
  for (let size = removable; size >= 1; size = Math.floor(size / 2))
    for (let from = 0; from < removable; from += size)
      yield conversation.filter(
        (_, index) => index < from || index >= Math.min(from + size, removable),
      );
}

const isRead = ({ operation }: Command): boolean => /^(?:Describe|List)/.test(operation);

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
    const input = { ...(says ? bare : made.input), ...changed, UserId: inputOf(made).UserId };
    yield conversation.flatMap((command, index) => {
      if (index === from) return [commandFrom({ ...made, input })];
      const isSettling = index > from && index <= at + 1 && isRead(command);
      const isLast = index === conversation.length - 1;
      return index === at || (isSettling && !isLast) ? [] : [command];
    });
  }
}

/** Lets a group be made at once with the users that a later change would give it. */
function* fusedGroups(conversation: Conversation): Generator<Conversation> {
  for (const [at, change] of conversation.entries()) {
    if (change.operation !== "ModifyUserGroup") continue;
    const from = conversation.findLastIndex(
      (command, index) =>
        index < at && command.operation === "CreateUserGroup" && idOf(command) === idOf(change),
    );
    const made = conversation[from];
    if (made?.operation !== "CreateUserGroup") continue;
    const { UserIdsToAdd, UserIdsToRemove, Engine = made.input.Engine } = change.input;
    const UserIds = membersAfter(made.input.UserIds ?? [], UserIdsToAdd, UserIdsToRemove);
    const input = { ...made.input, Engine, UserIds };
    yield conversation.flatMap((command, index) =>
      index === from ? [commandFrom({ ...made, input })] : index === at ? [] : [command],
    );
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

/** Gives each user and each group the first id that no other has. */
function* renamed(conversation: Conversation): Generator<Conversation> {
  const ids = [
    ...new Set(conversation.flatMap((command) => namedIn(command.input).map(({ id }) => id))),
  ].filter((id) => /^[ug]-\d$/.test(id));
  const names = new Map<string, string>();
  for (const letter of ["u", "g"])
    for (const [index, id] of ids.filter((one) => one.startsWith(letter)).entries())
      names.set(id, `${letter}-${index}`);
  if ([...names].every(([id, name]) => id === name)) return;
  yield conversation.map((command) => withIds(command, names));
}

function withIds(command: Command, names: ReadonlyMap<string, string>): Command {
  const text = JSON.stringify(command).replaceAll(
    /(?<=[":])([uUgG])-(\d)(?=["}])/g,
    (id, letter: string) => {
      const name = names.get(id.toLowerCase());
      return name === undefined ? id : `${letter}${name.slice(1)}`;
    },
  );
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
  Tags: [[{ Key: "k", Value: "v" }], undefined],
  MaxRecords: [1, undefined],
  Filters: [undefined],
  UserIds: [["default"], undefined],
  UserIdsToAdd: [undefined],
  UserIdsToRemove: [undefined],
};

function* simplified(conversation: Conversation): Generator<Conversation> {
  for (const [index, command] of conversation.entries()) {
    if (command.region !== undefined || command.account !== undefined) {
      if (index === 0) yield conversation.map(withoutRegion);
      yield conversation.map((one, at) => (at === index ? withoutRegion(one) : one));
    }
    for (const simple of [...simplifications(command), ...otherWaits(command, conversation)])
      if (cost(simple) < cost(command))
        yield conversation.map((one, at) => (at === index ? simple : one));
  }
}

const withoutRegion = (command: Command): Command =>
  commandFrom({ ...command, region: undefined, account: undefined });

function* simplifications(command: Command): Generator<Command> {
  if (command.until !== undefined) yield commandFrom({ ...command, until: undefined });
  if (command.operation === "CreateUser") yield* withPlainAuthentication(command);
  // A list shows `default` too, and needs nobody to be made first.
  if (command.operation === "DescribeUsers" && command.input.UserId !== undefined)
    yield commandFrom({ ...command, input: { ...command.input, UserId: undefined } });
  if (command.operation === "CreateUserGroup")
    yield commandFrom({
      ...command,
      input: { ...command.input, Engine: "redis", UserIds: ["default"] },
    });
  yield* withPlainIds(command);
  for (const times of fewer(command.times)) yield commandFrom({ ...command, times });
  if (command.together === true) yield commandFrom({ ...command, together: undefined });
  for (const [name, values] of Object.entries(plainest))
    if (name in command.input)
      for (const value of values)
        yield commandFrom({ ...command, input: { ...command.input, [name]: value } });
  for (const [name, value] of Object.entries(command.input))
    if (Array.isArray(value) && value.length > 1)
      for (const at of value.keys())
        yield commandFrom({
          ...command,
          input: { ...command.input, [name]: value.filter((_, index) => index !== at) },
        });
}

/** Ids in lower case, and `default`, who is always there, in place of one user of a list. */
function* withPlainIds(command: Command): Generator<Command> {
  const text = JSON.stringify(command.input);
  const lowered = text.replaceAll(/"[UG]-\d"/g, (id) => id.toLowerCase());
  if (lowered !== text) yield commandFrom({ ...command, input: JSON.parse(lowered) });
  for (const [name, value] of Object.entries(command.input))
    if (name.startsWith("UserIds") && Array.isArray(value) && !value.includes("default"))
      for (const at of value.keys())
        yield commandFrom({
          ...command,
          input: { ...command.input, [name]: value.with(at, "default") },
        });
}

/** Waiting for a group in place of a user of it: then the user need not be there. */
function* otherWaits(command: Command, conversation: Conversation): Generator<Command> {
  if (command.operation !== "DescribeUsers" || command.until !== "settled") return;
  const groups = conversation.flatMap(({ input }) =>
    namedIn(input).filter(({ kind }) => kind === "usergroup"),
  );
  for (const UserGroupId of new Set(groups.map(({ id }) => id)))
    yield commandFrom({ ...command, operation: "DescribeUserGroups", input: { UserGroupId } });
}

const fewer = (times = 0): readonly number[] =>
  times > 1 ? [Math.floor(times / 2), times - 1].filter((count) => count > 0) : [];

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
    const text = JSON.stringify(value);
    const owned = text.match(/"u-\d"/gi)?.length ?? 0;
    const capitals = text.match(/"[UG]-\d"/g)?.length ?? 0;
    return text === best ? 1 : 2 + text.length / 1000 + (owned + capitals) / 10;
  });
  const isLongWait = command.operation === "DescribeUsers" && command.until === "settled";
  const extras = [command.until, command.together, isLongWait || undefined].filter(
    (extra) => extra !== undefined,
  ).length;
  return members.reduce((sum, part) => sum + part, 0) + extras + (command.times ?? 0);
}

const idOf = (command: Command | undefined): string | undefined => {
  const subject = command === undefined ? undefined : subjectOf(command.input);
  return subject === undefined ? undefined : resourceKey(subject);
};

const namesOf = ({ input }: Command): readonly string[] => namedIn(input).map(resourceKey);
