import * as z from "zod";

import { commandFrom } from "../models/command.ts";
import type { RuleId } from "../models/rule.ts";
import { storyOf } from "../reports/token.ts";
import { reference } from "../targets/reference/index.ts";
import type { Fault } from "../targets/reference/service.ts";
import { unmetered } from "./meter.ts";
import { patient } from "./patience.ts";
import { type Talk, talk } from "./talk.ts";

/** A short story on record that shows a faulty reference service, and what is said of it. */
export const toldSchema = z.object({
  rule: z.string(),
  token: z.string(),
  expected: z.string(),
  actual: z.string(),
});
export type Told = z.infer<typeof toldSchema>;

/** Tells a story once more, to the reference service with a fault or to the sound one. Throws where the token is none. */
export async function retold(token: string, fault: Fault = {}): Promise<Talk> {
  const story = storyOf(token);
  if (story === undefined) throw new Error(`${token} is no story`);
  const target = reference({ fault });
  const conversation = story.commands.map((command) => commandFrom(command));
  try {
    return await talk(target, conversation, unmetered, patient(target, 10, 1));
  } finally {
    await target.close();
  }
}

/** How a rule is broken first in what was said, in the words of the report. */
export const shownIn = ({ findings }: Talk, rule: RuleId): Omit<Told, "token"> | undefined => {
  const found = findings.find(({ violation }) => violation.rule === rule)?.violation;
  return found && { rule, expected: found.expected, actual: found.actual };
};
