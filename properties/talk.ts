import type { Conversation } from "../models/contract/command.ts";
import type { RuleId } from "../models/rules/rule.ts";
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
  /** The region that was asked where none is named. */
  readonly home: string;
}

/** What a trace comes to, whoever recorded it, beside what is known to be broken. */
export const talkFrom = (home: string, trace: Trace, known?: ReadonlySet<RuleId>): Talk => ({
  ...check(home, trace, known),
  trace,
  home,
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
