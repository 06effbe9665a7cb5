import * as z from "zod";

import type { Conversation } from "../models/contract/command.ts";
import type { RuleId } from "../models/rules/rule.ts";
import { commandOf, type StoredCommand } from "../reports/stored.ts";
import { storedStory } from "../reports/token.ts";
import recorded from "../targets/reference/mutants/stories.json" with { type: "json" };
import type { Target } from "../targets/target.ts";
import { unmetered } from "./run/meter.ts";
import { settleTimeoutFor } from "./run/settle-timeout.ts";
import { type Talk, talk } from "./talk.ts";

const toldSchema = z.object({
  rule: z.templateLiteral([z.string(), "/", z.string()]),
  token: z.string(),
  expected: z.string(),
  actual: z.string(),
});

/** A short story on record that shows a faulty reference service, and what is said of it. */
export type Told = z.infer<typeof toldSchema>;

export const toldFile = new URL("../targets/reference/mutants/stories.json", import.meta.url);

/** The short stories of the faulty services, in the order of these. */
export const toldStories = (): readonly Told[] => z.array(toldSchema).parse(recorded);

/** Tells a story on record, and closes the target. */
export async function retold(target: Target, commands: readonly StoredCommand[]): Promise<Talk> {
  const conversation: Conversation = commands.map((command) => commandOf(command));
  try {
    return await talk(target, conversation, unmetered, settleTimeoutFor(target, 10, 1));
  } finally {
    await target.close();
  }
}

/** The commands in a token. Throws `BadStory` where it is none. */
export const commandsIn = (token: string): readonly StoredCommand[] => storedStory(token).commands;

/** How a rule is broken first in what was said, in the words of the report. */
export const shownIn = ({ failures }: Talk, rule: RuleId): Omit<Told, "token"> | undefined => {
  const found = failures.find(({ violation }) => violation.rule === rule)?.violation;
  return found && { rule, expected: found.expected, actual: found.actual };
};
