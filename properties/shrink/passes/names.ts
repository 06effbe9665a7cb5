import { commandFrom, type Conversation } from "../../../models/contract/command.ts";
import type { AnyInput, Command, OperationName } from "../../../models/contract/contract.ts";
import { arnIn } from "../../../models/contract/placeholder.ts";
import { keyOf, namedIn, type Resource } from "../../../models/contract/resource.ts";
import { withTexts } from "../../../models/contract/texts.ts";
import { areSame } from "../../../models/rules/show.ts";

/** Gives each user and each group the first id that no other has, and each client the first number. */
export function withFirstNames(conversation: Conversation): Conversation {
  const named = conversation.flatMap(({ input }) => [...namedIn(input), ...misnamedIn(input)]);
  const [users, groups] = (["user", "usergroup"] as const).map((kind) =>
    ownIds(named.filter((one) => one.kind === kind)),
  );
  const names = new Map([
    ...(users ?? []).map((id, index) => [`user:${id}`, `u-${index}`] as const),
    ...(groups ?? []).map((id, index) => [`usergroup:${id}`, `g-${index}`] as const),
  ]);
  const clients = [...new Set(conversation.map(({ client }) => client))].filter(
    (client) => client !== undefined,
  );
  return conversation.map(({ client, ...command }) =>
    withIds(
      client === undefined ? command : { ...command, client: clients.indexOf(client) + 1 },
      names,
    ),
  );
}

/** Whom an ARN names that is wrong in another part. */
function misnamedIn({ ResourceName }: AnyInput): readonly Resource[] {
  const arn = arnIn(ResourceName);
  return arn === undefined ? [] : [{ kind: arn.kind, id: keyOf(arn.id) }];
}

/** The ids that we have given, each once: not AWS's own, those that are wrong on purpose, and those of many. */
const ownIds = (named: readonly Resource[]): readonly string[] =>
  [...new Set(named.map(({ id }) => id))].filter(
    (id) => /^[a-z][a-z0-9-]*$/.test(id) && id !== "default" && !/--|-$|^[apq]-|.{41}/.test(id),
  );

/** A command with other ids, whether they stand alone or in what stands for an ARN: what names a group has those of groups. */
const withIds = (command: Command, names: ReadonlyMap<string, string>): Command => {
  const input = Object.entries(command.input).map(([member, value]: [string, unknown]) => [
    member,
    withTexts(
      value,
      (text) =>
        text.replace(/(?<=^|:)[a-z][a-z0-9-]*(?=$|\}\}$)/i, (id) => {
          const isOfGroup = member === "UserGroupId" || text.includes(":usergroup:");
          const name = names.get(`${isOfGroup ? "usergroup" : "user"}:${id.toLowerCase()}`);
          return name === undefined ? id : id === id.toLowerCase() ? name : name.toUpperCase();
        }),
      ["Engine", "Key", "Value"],
    ),
  ]);
  return commandFrom<OperationName>({ ...command, input: Object.fromEntries(input) });
};

/** Ids in lower case, and `default`, who is always there, in place of one user of a list. */
export function* withPlainIds(conversation: Conversation): Generator<Conversation> {
  for (const [index, command] of conversation.entries())
    for (const simple of plainIdsIn(command))
      yield conversation.map((one, at) => (at === index ? simple : one));
}

function* plainIdsIn(command: Command): Generator<Command> {
  const lowered = withTexts(command, (text) =>
    /^[UG]-\d$/.test(text) ? text.toLowerCase() : text,
  );
  if (!areSame(lowered, command)) yield lowered;
  // A list shows `default` too, and needs nobody to be made first.
  if (command.operation === "DescribeUsers" && command.input.UserId !== undefined)
    for (const UserId of [undefined, "default"])
      if (command.input.UserId !== UserId)
        yield commandFrom({ ...command, input: { ...command.input, UserId } });
  if (command.operation === "CreateUserGroup")
    yield commandFrom({
      ...command,
      input: { ...command.input, Engine: "redis", UserIds: ["default"] },
    });
  // Nobody need be there for a group to change its engine.
  if (command.operation === "ModifyUserGroup" && command.input.Engine === undefined)
    yield commandFrom({
      ...command,
      input: { UserGroupId: command.input.UserGroupId, Engine: "valkey" },
    });
  for (const [name, value] of Object.entries(command.input)) {
    if (!name.startsWith("UserIds") || !Array.isArray(value)) continue;
    const instead = (ids: readonly string[] | undefined): Command =>
      commandFrom({ ...command, input: { ...command.input, [name]: ids } });
    yield instead(undefined);
    for (const at of value.keys()) {
      if (value.length > 1) yield instead(value.filter((_, index) => index !== at));
      if (!value.includes("default")) yield instead(value.with(at, "default"));
    }
  }
}

/** Commands that are sent many times, sent less often: what speaks of the turns left out speaks of the last one then. */
export function* fewer(conversation: Conversation): Generator<Conversation> {
  for (const [index, { times = 0 }] of conversation.entries())
    for (const count of [1, 4, Math.floor(times / 2), times - 1])
      if (count > 0 && count < times)
        yield conversation.map((command, at) =>
          at === index ? commandFrom({ ...command, times: count }) : withTurns(command, count),
        );
}

const withTurns = (command: Command, count: number): Command =>
  withTexts(command, (text) =>
    text.replace(/(?<=^[pq]-)\d+$/, (number) => String(Math.min(Number(number), count - 1))),
  );
