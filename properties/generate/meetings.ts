import type * as fc from "fast-check";

import { commandFrom, type Conversation } from "../../models/contract/command.ts";
import type { Command, OperationName } from "../../models/contract/contract.ts";
import { arnOf } from "../../models/contract/placeholder.ts";
import { essentials } from "../../models/universe/coverage-table.ts";
import { plainUser } from "../../models/universe/universe.ts";
import { openPlace } from "./profiles.ts";

/** Commands of which several at once are worth while: they can get in each other's way. */
export const canBeTwice = ({ operation, until, action }: Command): boolean =>
  until === undefined &&
  action === undefined &&
  ["CreateUser", "ModifyUser", "DeleteUser", "CreateUserGroup"].includes(operation);

/** The same command by two or three clients, or the deletion by another of what it changes; and a last look. */
export function twins(command: Command, mrng: fc.Random): readonly Command[] {
  const by = (client: number): Command => ({ ...command, client });
  if (command.operation === "ModifyUser" && command.input.UserId !== undefined) {
    const { region, account } = command;
    const input = { UserId: command.input.UserId };
    const end = commandFrom({ operation: "DeleteUser", input, client: 2, region, account });
    return [by(1), end, look(command)];
  }
  return [by(1), by(2), ...(mrng.nextInt(1, 2) === 1 ? [] : [by(3)]), look(command)];
}

/** All users of a region and an account. */
export const look = ({ region, account }: Pick<Command, "region" | "account">): Command =>
  commandFrom({ operation: "DescribeUsers", input: {}, until: "listed", region, account });

/** A few commands of each of two or three clients, on one user or two; and a last look. */
export function meeting(mrng: fc.Random, supported: readonly OperationName[]): readonly Command[] {
  const requests = ["u-0", "u-1"]
    .slice(0, mrng.nextInt(1, 2))
    .flatMap((id) => essentials(id))
    .filter(({ operation }) => supported.includes(operation));
  const clients = Array.from({ length: mrng.nextInt(2, 3) }, (_, index) => index + 1);
  const said = clients.flatMap((client) =>
    Array.from({ length: mrng.nextInt(1, 3) }, (): Command => {
      const request = requests[mrng.nextInt(0, requests.length - 1)];
      return { ...(request ?? look({})), client };
    }),
  );
  return [...said, look({})];
}

/** What somebody finds, what each of several clients asks for at once, and where it is seen what became of it. */
interface Meeting {
  readonly opening: readonly Command[];
  readonly asked: readonly Command[];
  readonly seen: readonly Command[];
}

const user = (UserId: string, UserName = "ann"): Command =>
  commandFrom({ operation: "CreateUser", input: { ...plainUser(UserId), UserName } });

const change = (input: Command<"ModifyUser">["input"]): Command =>
  commandFrom({ operation: "ModifyUser", input: { UserId: "u-0", ...input } });

const removal = (UserId: string): Command =>
  commandFrom({ operation: "DeleteUser", input: { UserId } });

const group = (UserGroupId: string, ...UserIds: readonly string[]): Command =>
  commandFrom({ operation: "CreateUserGroup", input: { UserGroupId, Engine: "redis", UserIds } });

const added = (...UserIdsToAdd: readonly string[]): Command =>
  commandFrom({ operation: "ModifyUserGroup", input: { UserGroupId: "g-0", UserIdsToAdd } });

const groupRemoval = commandFrom({ operation: "DeleteUserGroup", input: { UserGroupId: "g-0" } });

const groupAtRest = commandFrom({
  operation: "DescribeUserGroups",
  input: { UserGroupId: "g-0" },
  until: "settled",
});

const ResourceName = arnOf("user", "u-0");

const tag = (...keys: readonly string[]): Command =>
  commandFrom({
    operation: "AddTagsToResource",
    input: { ResourceName, Tags: keys.map((Key) => ({ Key, Value: "v" })) },
  });

const untag = (...TagKeys: readonly string[]): Command =>
  commandFrom({ operation: "RemoveTagsFromResource", input: { ResourceName, TagKeys } });

const listed: readonly Command[] = [
  look({}),
  commandFrom({ operation: "DescribeUserGroups", input: {}, until: "listed" }),
  commandFrom({ operation: "DescribeUserGroups", input: {}, until: "settled" }),
  commandFrom({ operation: "DescribeUsers", input: {}, until: "settled" }),
];

const tags: readonly Command[] = [
  commandFrom({ operation: "ListTagsForResource", input: { ResourceName }, until: "settled" }),
];

/** Where a target has no lock (F197), several requests about tags can be taken at once. */
const tagged: readonly Command[] = [user("u-0"), { ...tag("k", "l"), until: "settled" }];

const meetings: readonly Meeting[] = [
  { opening: [], asked: [user("u-0"), user("u-0", "Bob"), user("u-0")], seen: listed },
  { opening: [], asked: [user("u-0"), user("u-1"), user("u-2")], seen: listed },
  { opening: [user("u-0"), user("u-1")], asked: [removal("u-0"), removal("u-1")], seen: listed },
  { opening: [user("u-0")], asked: [removal("u-0"), removal("u-0")], seen: listed },
  {
    opening: [user("u-0")],
    asked: [change({ AccessString: "on ~app:* +@all" }), change({ NoPasswordRequired: true })],
    seen: listed,
  },
  {
    opening: [user("u-0")],
    asked: [change({ AccessString: "on ~app:* +@all" }), removal("u-0")],
    seen: listed,
  },
  { opening: [user("u-0")], asked: [tag("k"), tag("l"), tag("K")], seen: tags },
  { opening: tagged, asked: [tag("m"), untag("k")], seen: tags },
  { opening: tagged, asked: [untag("k"), untag("l")], seen: tags },
  {
    opening: [user("u-0", "default")],
    asked: [group("g-0", "u-0"), group("g-0", "u-0")],
    seen: listed,
  },
  {
    opening: [user("u-0", "default")],
    asked: [group("g-0", "u-0"), group("g-1", "u-0")],
    seen: listed,
  },
  { opening: openPlace, asked: [added("u-2"), added("u-2")], seen: listed },
  { opening: openPlace, asked: [added("u-2"), removal("u-2")], seen: listed },
  { opening: openPlace, asked: [groupRemoval, groupRemoval], seen: [groupAtRest, ...listed] },
];

/** Conversations in which several clients ask at once, of the operations that a target has. */
export function meetingsOf(supported: readonly OperationName[]): readonly Conversation[] {
  const isSupported = ({ operation }: Command): boolean => supported.includes(operation);
  return meetings
    .filter(({ opening, asked }) => [...opening, ...asked].every(isSupported))
    .map(({ opening, asked, seen }) => [
      ...opening,
      ...asked.map((command, index): Command => ({ ...command, client: index + 1 })),
      ...seen.filter(isSupported),
    ]);
}
