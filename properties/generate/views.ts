import { believed, believedGroup, type State } from "../../models/belief/state.ts";
import type { Command, OperationName } from "../../models/contract/contract.ts";
import { arnOf } from "../../models/contract/placeholder.ts";

/** The lists of all that a state holds. */
export function listsOf(state: State, supported: readonly OperationName[]): readonly Command[] {
  const lists: readonly Command[] = [
    { operation: "DescribeUsers", input: {} },
    ...(state.groups.size === 0 ? [] : [{ operation: "DescribeUserGroups" as const, input: {} }]),
  ];
  return lists.filter(({ operation }) => supported.includes(operation));
}

/**
 * Every view of what a state holds: the lists, and the tags of all that have some. What a request does to others than those that it names
 * is seen in them, and a view that is behind another too.
 */
export function viewsOf(state: State, supported: readonly OperationName[]): readonly Command[] {
  const owners = [...state.tags].flatMap(([key, { tags }]) => {
    const [kind, id = ""] = key.split(":");
    const belief = kind === "user" ? believed(state, id) : believedGroup(state, id);
    return belief.kind === "present" && tags.length > 0
      ? [{ kind: kind === "user" ? ("user" as const) : ("usergroup" as const), id }]
      : [];
  });
  const lists = owners.map(({ kind, id }): Command => ({
    operation: "ListTagsForResource",
    input: { ResourceName: arnOf(kind, id) },
    // For a while tags cannot be asked for (F197).
    until: "settled",
  }));
  return [
    ...listsOf(state, supported),
    ...lists.filter(({ operation }) => supported.includes(operation)),
  ];
}

/** The same commands, and whoever is made is given a tag. */
export const tagged = (commands: readonly Command[]): readonly Command[] =>
  commands.map((command) =>
    command.operation === "CreateUser" || command.operation === "CreateUserGroup"
      ? { ...command, input: { Tags: [{ Key: "k", Value: "v" }], ...command.input } }
      : command,
  ) as readonly Command[];
