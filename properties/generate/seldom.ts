import type * as fc from "fast-check";

import type { Conversation } from "../../models/contract/command.ts";
import type { Command } from "../../models/contract/contract.ts";
import { namedIn } from "../../models/contract/resource.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import { provingStories } from "../diagnosis/proving-stories.ts";
import type { GeneratorOptions } from "./generator-options.ts";

/** So often at least a rule is to have something to speak of. */
export const oftenEnough = 20;

/** What is foreseen to speak of a rule does so in one of so many cases: much of it is refused, or looked at before its time. */
const overrated = 6;

/** The shortest known way to give a rule something to speak of. */
interface Way {
  readonly rule: RuleId;
  readonly commands: Conversation;
  times: number;
}

/**
 * The rules that chance gives little to speak of, each with the shortest way there that is known: that by which it was shown to be
 * broken once. Those come first of which there was least.
 */
export class Seldom {
  readonly #ways: readonly Way[];

  constructor(generation: GeneratorOptions) {
    this.#ways = provingStories()
      .map(({ rule, conversation }): Way => ({ rule, commands: conversation, times: 0 }))
      .filter(({ commands }) => commands.every((command) => canBeSaid(command, generation)));
  }

  /** A way to one of the rules of which there was least; nothing once there was enough of each. */
  next(
    mrng: fc.Random,
    heard: (rule: RuleId) => number,
    canBeAsked: (command: Command) => boolean,
  ): Conversation | undefined {
    const left = this.#ways
      .map((way) => ({ way, count: Math.max(heard(way.rule) / overrated, way.times) }))
      .filter(
        ({ way, count }) => count < oftenEnough && way.commands.every((one) => canBeAsked(one)),
      );
    const least = Math.min(...left.map(({ count }) => count));
    const rarest = left.filter(({ count }) => count <= least + 1 / overrated);
    const chosen = rarest[mrng.nextInt(0, Math.max(0, rarest.length - 1))]?.way;
    if (chosen === undefined) return undefined;
    chosen.times += 1;
    return chosen.commands;
  }
}

/** True of a command that may be sent to a target. */
function canBeSaid(
  { operation, input, region, account, action }: Command,
  generation: GeneratorOptions,
): boolean {
  const isReserved = namedIn(input).some(({ id }) => id === "default" || id.includes("."));
  return (
    generation.supported.includes(operation) &&
    (region === undefined || generation.otherRegions.includes(region)) &&
    (account === undefined || generation.hasOtherAccount) &&
    (action === undefined || !generation.isClient) &&
    (!isReserved || generation.disposable)
  );
}
