import type { Conversation } from "../../models/contract/command.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import { commandOf } from "../../reports/stored.ts";
import { commandsIn, toldStories } from "../recorded-stories.ts";

/** A short story in which a rule is tried, and broken by the fault that proves it. */
interface ProvingStory {
  readonly rule: RuleId;
  readonly conversation: Conversation;
}

let known: readonly ProvingStory[] | undefined;

/** The short stories of the faults that prove each rule; read once. */
export const provingStories = (): readonly ProvingStory[] =>
  (known ??= toldStories().map(({ rule, token }) => ({
    rule,
    conversation: commandsIn(token).map((command) => commandOf(command)),
  })));
