import type { Conversation } from "../models/contract/command.ts";

/** One of several machines that share the conversations of a seed between them. */
export interface Shard {
  /** Which one it is, from 1. */
  readonly index: number;
  /** Of how many. */
  readonly of: number;
}

/** A run that nobody shares. */
const wholeRun: Shard = { index: 1, of: 1 };

/** How many of so many requests are for each. */
export const shareOf = (commands: number, { of }: Shard = wholeRun): number =>
  Math.ceil(commands / of);

/** Deals the conversations of a seed out. All shards make all of them, as each is made by what went before it, and deal them alike. */
export class Dealing {
  readonly #mine: number;
  /** How many commands each has. */
  readonly #commands: number[];

  constructor({ index, of }: Shard = wholeRun) {
    this.#mine = index - 1;
    this.#commands = Array.from({ length: of }, () => 0);
  }

  /** True where the next conversation is for this shard: each goes to the one that has the least. */
  isMine(conversation: Conversation): boolean {
    const least = this.#commands.indexOf(Math.min(...this.#commands));
    const cost = conversation.reduce((sum, { times = 1 }) => sum + times, 0);
    this.#commands[least] = (this.#commands[least] ?? 0) + cost;
    return least === this.#mine;
  }
}
