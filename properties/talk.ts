import type { Conversation } from "../models/contract/command.ts";
import type { Target } from "../targets/target.ts";
import { check } from "./check/check.ts";
import type { Checked } from "./check/checked.ts";
import type { Meter } from "./run/meter.ts";
import { run } from "./run/run.ts";
import type { SettleTimeout } from "./run/settle-timeout.ts";
import type { Purpose, Trace } from "./run/trace.ts";

/** What became of a conversation: what it shows, and what was recorded. */
export interface Talk extends Checked, Pick<Trace, "isCutShort"> {
  readonly trace: Trace;
}

/** What a trace comes to, whoever recorded it. */
export const talkFrom = (home: string, trace: Trace): Talk => ({
  ...check(home, trace),
  trace,
  isCutShort: trace.isCutShort,
});

/** Says a conversation to a target in a session of its own, and judges what was recorded. */
export async function talk(
  target: Target,
  conversation: Conversation,
  meter: Meter,
  patience: SettleTimeout,
  purpose: Purpose = { phase: "search" },
): Promise<Talk> {
  const trace = await run(target, conversation, meter, patience);
  meter.note?.({ ...purpose, conversation, trace });
  return talkFrom(target.region, trace);
}
