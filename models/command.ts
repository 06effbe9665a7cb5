import type { Command } from "./contract.ts";

/** What is said to a target, in order. */
export type Conversation = readonly Command[];

/**
 * A command from its parts. A command is plain data, so it is copied as data: members without a value are left out,
 * and what is not JSON does not get in.
 */
export const commandFrom = (parts: {
  readonly operation: Command["operation"];
  readonly input: object;
  readonly until?: Command["until"] | undefined;
  readonly action?: string | undefined;
  readonly region?: string | undefined;
  readonly account?: Command["account"] | undefined;
  readonly times?: number | undefined;
  readonly client?: number | undefined;
}): Command => JSON.parse(JSON.stringify(parts));

/** A command as often as it is sent, with the turn in place of each `#` in its ids. */
export function turnsOf(command: Command): readonly Command[] {
  const { times, ...once } = command;
  if (times === undefined) return [command];
  const text = JSON.stringify(once);
  return Array.from({ length: times }, (_, turn) => JSON.parse(text.replaceAll("#", String(turn))));
}
