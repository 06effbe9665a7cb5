import type { Conversation } from "../../models/contract/command.ts";
import type { Command, OperationName } from "../../models/contract/contract.ts";
import { subjectOf } from "../../models/contract/resource.ts";
import { essentialRequests } from "../../models/universe/coverage-table.ts";

const ids = ["u-0", "u-1"] as const;

/** What is said: every essential request on two users, a look at each that waits until it has settled, and the list of all. */
const alphabet = (supported: readonly OperationName[]): readonly Command[] =>
  [
    ...ids.flatMap((UserId): readonly Command[] => [
      ...essentialRequests(UserId),
      { operation: "DescribeUsers", input: { UserId }, until: "settled" },
    ]),
    { operation: "DescribeUsers", input: {}, until: "listed" } as const,
  ].filter(({ operation }) => supported.includes(operation));

/**
 * Every conversation of so many commands over two users, and with them every shorter one, which is the beginning of one of
 * these. Of two that differ only in which user is which, one: the first who is named is the first.
 */
export function* everyConversation(
  length: number,
  supported: readonly OperationName[],
): Generator<Conversation> {
  yield* continuing([], length, alphabet(supported));
}

function* continuing(
  begun: Conversation,
  left: number,
  commands: readonly Command[],
): Generator<Conversation> {
  if (left === 0) {
    yield begun;
    return;
  }
  const isNamed = begun.some(({ input }) => subjectOf(input) !== undefined);
  for (const command of commands)
    if (isNamed || subjectOf(command.input)?.id !== ids[1])
      yield* continuing([...begun, command], left - 1, commands);
}
