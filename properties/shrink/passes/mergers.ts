import { membersAfter } from "../../../models/belief/membership.ts";
import { commandFrom, type Conversation } from "../../../models/contract/command.ts";
import type { Command, Tag, Input } from "../../../models/contract/contract.ts";
import { arnIn, arnOf } from "../../../models/contract/placeholder.ts";
import { resourceKey } from "../../../models/contract/resource.ts";
import { withTexts } from "../../../models/contract/texts.ts";
import { plainUser, userIds } from "../../../models/universe/universe.ts";
import { idOf, isRead, isTagging, makerBefore } from "./speaks-of.ts";

/** Conversations in which one command does what two did. */
export function* merged(conversation: Conversation): Generator<Conversation> {
  yield* fused(conversation);
  yield* fusedGroups(conversation);
  yield* fusedTags(conversation);
  yield* retargeted(conversation);
  yield* waitingItself(conversation);
  yield* readInOneGo(conversation);
  yield* ofUsers(conversation);
}

/** Lets a user be made at once as a later change would leave it. */
function* fused(conversation: Conversation): Generator<Conversation> {
  for (const [at, change] of conversation.entries()) {
    if (change.operation !== "ModifyUser") continue;
    const from = makerBefore(conversation, at, idOf(change));
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
    const from = makerBefore(conversation, at, idOf(change));
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

/** Lets a user or a group be made at once with the tags that a later change would leave it. */
function* fusedTags(conversation: Conversation): Generator<Conversation> {
  for (const [at, change] of conversation.slice(0, -1).entries()) {
    const from = makerBefore(conversation, at, idOf(change));
    const made = conversation[from];
    if (made === undefined || !isTagging(change)) continue;
    const before = "Tags" in made.input ? (made.input.Tags ?? []) : [];
    const Tags = tagsAfter(before, change);
    const input = { ...made.input, Tags: Tags.length === 0 ? undefined : Tags };
    yield conversation.flatMap((command, index) =>
      index === from ? [commandFrom({ ...made, input })] : index === at ? [] : [command],
    );
  }
}

function tagsAfter(before: readonly Tag[], change: Command): readonly Tag[] {
  if (change.operation === "AddTagsToResource") return [...before, ...(change.input.Tags ?? [])];
  const gone = change.operation === "RemoveTagsFromResource" ? (change.input.TagKeys ?? []) : [];
  return before.filter(({ Key }) => !gone.some((key) => key === Key));
}

/** What a CreateUser asks for; nothing for other commands. */
const inputOf = (command: Command): Input<"CreateUser"> =>
  command.operation === "CreateUser" ? command.input : {};

/** Speaks last of a user of its own, so that no other need be deleted first. */
function* retargeted(conversation: Conversation): Generator<Conversation> {
  const last = conversation.at(-1);
  const ids = new Set(conversation.map((command) => idOf(command)));
  const fresh = userIds.find((id) => !ids.has(resourceKey({ kind: "user", id })));
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

/** Lets a command wait for what it speaks of, in place of one that waits before it. */
function* waitingItself(conversation: Conversation): Generator<Conversation> {
  for (const [at, command] of conversation.entries()) {
    const canWait = idOf(command) !== undefined && (isRead(command) || isTagging(command));
    if (!canWait || command.until !== undefined) continue;
    for (const [before, { until }] of conversation.slice(0, at).entries())
      if (until === "settled")
        yield conversation
          .with(at, commandFrom({ ...command, until }))
          .filter((_, index) => index !== before);
  }
}

/** Reads a list to its end by one command, in place of the first page by one and the rest by another. */
function* readInOneGo(conversation: Conversation): Generator<Conversation> {
  for (const [at, command] of conversation.entries()) {
    if (!("Marker" in command.input)) continue;
    const first = conversation.findLastIndex(
      ({ operation }, index) => index < at && operation === command.operation,
    );
    const { Marker, ...input } = command.input;
    if (first >= 0)
      yield conversation
        .with(at, commandFrom({ ...command, input }))
        .filter((_, index) => index !== first);
  }
}

/** Speaks of a user in place of a group. */
function* ofUsers(conversation: Conversation): Generator<Conversation> {
  const groups = new Set(
    conversation.flatMap(({ input }) =>
      "UserGroupId" in input && input.UserGroupId !== undefined ? [input.UserGroupId] : [],
    ),
  );
  const ids = new Set(conversation.map((command) => idOf(command)));
  const fresh = userIds.find((id) => !ids.has(`user:${id}`));
  if (fresh === undefined) return;
  for (const group of groups) {
    const users = conversation.map((command) => asOfUser(command, group, fresh));
    if (users.every((command) => command !== undefined))
      yield users.filter(
        ({ operation, until }) => operation !== "DescribeUsers" || until !== "settled",
      );
  }
}

/** A command of a group as one of a user; nothing where users know no such thing. */
function asOfUser(command: Command, group: string, UserId: string): Command | undefined {
  if (command.operation === "CreateUserGroup" && command.input.UserGroupId === group)
    return commandFrom({
      ...command,
      operation: "CreateUser",
      input: { ...plainUser(UserId), Tags: command.input.Tags },
    });
  if ("UserGroupId" in command.input && command.input.UserGroupId === group)
    return command.operation === "DeleteUserGroup"
      ? commandFrom({ ...command, operation: "DeleteUser", input: { UserId } })
      : command.operation === "DescribeUserGroups"
        ? commandFrom({ ...command, operation: "DescribeUsers", input: { UserId } })
        : undefined;
  return withTexts(command, (text) => {
    const arn = arnIn(text);
    return arn?.kind === "usergroup" && arn.id === group ? arnOf("user", UserId, arn.form) : text;
  });
}
