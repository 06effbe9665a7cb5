import { commandFrom, type Conversation } from "../../models/command.ts";
import type { Command, CreateUserInput } from "../../models/contract.ts";
import { membersAfter } from "../../models/membership.ts";
import { idOf, isRead, makerBefore } from "./speaks-of.ts";

/** Conversations in which one command does what two did. */
export function* merged(conversation: Conversation): Generator<Conversation> {
  yield* fused(conversation);
  yield* fusedGroups(conversation);
  yield* fusedTags(conversation);
  yield* retargeted(conversation);
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

/** Lets a user or a group be made at once with the tags that it gets later. */
function* fusedTags(conversation: Conversation): Generator<Conversation> {
  for (const [at, change] of conversation.entries()) {
    if (change.operation !== "AddTagsToResource" || at === conversation.length - 1) continue;
    const from = makerBefore(conversation, at, idOf(change));
    const made = conversation[from];
    if (made === undefined) continue;
    const before = "Tags" in made.input ? (made.input.Tags ?? []) : [];
    const input = { ...made.input, Tags: [...before, ...(change.input.Tags ?? [])] };
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
