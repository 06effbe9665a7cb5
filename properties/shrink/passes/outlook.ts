import { type World } from "../../../models/belief/state.ts";
import { turnsOf, type Conversation } from "../../../models/contract/command.ts";
import type { Command } from "../../../models/contract/contract.ts";
import { type Prediction } from "../../../models/judge/predict.ts";
import { model } from "../../../models/model.ts";

/** What is known of a story that is to be made simpler. */
export interface Setting {
  /** The region of commands that name none. */
  readonly home: string;
  /** Whom the violation speaks of, as `user:u-0`, where it says so. */
  readonly about?: string | undefined;
  /** Commands that were refused when it was told. */
  readonly refused?: ReadonlySet<Command>;
}

/** What would become of each command of a conversation on AWS, as far as we know. */
export function outlook(
  conversation: Conversation,
  home: string,
): readonly Prediction["outcome"][] {
  const known = outlooks.get(conversation);
  if (known?.home === home) return known.outcomes;
  let world = model.initial(home);
  const outcomes = conversation.map((command) => {
    const { after, outcome } = predictAll(world, command);
    world = after;
    return outcome;
  });
  outlooks.set(conversation, { home, outcomes });
  return outcomes;
}

/** Worked out once for each conversation, however many candidates are held beside it. */
const outlooks = new WeakMap<
  Conversation,
  { readonly home: string; readonly outcomes: readonly Prediction["outcome"][] }
>();

/** What would become of all turns of a command; the outcome is that of the last. */
function predictAll(before: World, command: Command): Pick<Prediction, "outcome" | "after"> {
  let world = before;
  let last: Prediction["outcome"] = "open";
  for (const turn of turnsOf(command)) {
    const { after, outcome } = model.predict(world, turn);
    world = after;
    last = outcome;
  }
  return { after: world, outcome: last };
}

/**
 * The conversation without some commands, and without those that were accepted before and would be refused then. Nothing
 * where the last command would be one of them, or where nothing is left out.
 */
export function without(
  conversation: Conversation,
  isDropped: (command: Command, index: number) => boolean,
  home: string,
): Conversation | undefined {
  const before = outlook(conversation, home);
  const last = conversation.length - 1;
  let world = model.initial(home);
  const kept: Command[] = [];
  for (const [index, command] of conversation.entries()) {
    if (index < last && isDropped(command, index)) continue;
    const { after, outcome } = predictAll(world, command);
    if (before[index] === "accepted" && outcome === "refused") {
      if (index === last) return undefined;
      continue;
    }
    world = after;
    kept.push(command);
  }
  return kept.length < conversation.length ? kept : undefined;
}

/** False where a command that was accepted, as far as we know, would be refused in its simpler form. */
export function isAsMeant(
  candidate: Conversation,
  conversation: Conversation,
  { home, refused = new Set() }: Setting,
): boolean {
  if (candidate.length !== conversation.length) return true;
  const before = outlook(conversation, home);
  return outlook(candidate, home).every(
    (outcome, index) =>
      outcome !== "refused" ||
      before[index] === "refused" ||
      conversation.slice(index, index + 1).some((command) => refused.has(command)),
  );
}
