import type { Conversation } from "../../models/contract/command.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import type { Target } from "../../targets/target.ts";
import { type Meter, unrationed } from "../run/meter.ts";
import type { SettleTimeout } from "../run/settle-timeout.ts";
import { talk } from "../talk.ts";

/** Where the cause of a broken rule lies: in the client, or in the service beneath it. */
export type Layer = "client" | "service";

/** Says a conversation once more without the client: where the rule is kept then, the client is to blame. */
export async function attributed(
  beneath: Target,
  rule: RuleId,
  conversation: Conversation,
  meter: Meter,
  patience: SettleTimeout,
): Promise<Layer | undefined> {
  const told = await talk(
    beneath,
    conversation,
    { ...unrationed(meter), note: undefined },
    patience,
  );
  if (told.failures.some(({ violation }) => violation.rule === rule)) return "service";
  // The same command may meet other rules there: where nothing was lost, the whole conversation kept this one.
  return told.isCutShort || told.lost.length > 0 ? undefined : "client";
}
