import type { Command, Input, OperationName } from "./contract.ts";
import { inTurn } from "./placeholder.ts";
import { withTexts } from "./texts.ts";

/** What is said to a target, in order. */
export type Conversation = readonly Command[];

/** A command, but that what it may leave out may be there without a value. */
export interface Parts<K extends OperationName> {
  readonly operation: K;
  readonly input: { readonly [M in keyof Input<K>]: Input<K>[M] | undefined };
  readonly until?: Command["until"] | undefined;
  readonly action?: string | undefined;
  readonly region?: string | undefined;
  readonly account?: Command["account"] | undefined;
  readonly times?: number | undefined;
  readonly client?: number | undefined;
}

/**
 * A command from its parts. A command is plain data, so it is copied as data: members without a value are left out,
 * and what is not JSON does not get in.
 */
export const commandFrom = <K extends OperationName>(parts: Parts<K>): Command<K> =>
  JSON.parse(JSON.stringify(parts));

/** A command as often as it is sent, with the number of the turn in its ids. */
export function turnsOf(command: Command): readonly Command[] {
  const { times, ...once } = command;
  if (times === undefined) return [command];
  return Array.from({ length: times }, (_, number) =>
    withTexts(once, (text) => inTurn(text, String(number))),
  );
}
