import type { Target } from "../targets/target.ts";
import { type Checked, check } from "./check.ts";
import type { Conversation } from "./conversation.ts";
import type { Meter } from "./meter.ts";
import type { Patience } from "./patience.ts";
import { run } from "./run.ts";
import type { Purpose, Trace } from "./trace.ts";

/** What became of a conversation: what it shows, and what was recorded. */
export interface Talk extends Checked, Pick<Trace, "isCutShort"> {
  readonly trace: Trace;
}

/** Says a conversation to a target in a session of its own, and judges what was recorded. */
export async function talk(
  target: Target,
  conversation: Conversation,
  meter: Meter,
  patience: Patience,
  purpose: Purpose = { phase: "search" },
): Promise<Talk> {
  const trace = await run(target, conversation, meter, patience);
  meter.note?.({ ...purpose, conversation, trace });
  return { ...check(target.region, trace), trace, isCutShort: trace.isCutShort };
}
