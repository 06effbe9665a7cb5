import { commandOf } from "../reports/stored.ts";
import { type StoredStory, storedStory } from "../reports/token.ts";
import type { Target } from "../targets/target.ts";
import { isCrash } from "./check/crash.ts";
import { type Meter, unmetered } from "./run/meter.ts";
import { settleTimeoutFor } from "./run/settle-timeout.ts";
import { talk } from "./talk.ts";

/** What came of telling a story once more. */
export type Replayed =
  | { readonly verdict: "FIXED" }
  | { readonly verdict: "STILL BROKEN"; readonly expected: string; readonly actual: string }
  /** Nobody knows: an answer was lost, or the rule had nothing to say this time. */
  | { readonly verdict: "LOST"; readonly because: string };

export interface ReplayOptions {
  /** How long a changing user may take to settle, in seconds; 60 unless said. */
  readonly settleSeconds?: number;
  readonly meter?: Meter;
}

/**
 * Tells a stored story to a target again, in a session of its own: a token, or its rule and commands. Whoever made the target closes
 * it. Throws `BadStory` where the token is none.
 */
export async function replay(
  target: Target,
  story: string | StoredStory,
  { settleSeconds = 60, meter = unmetered }: ReplayOptions = {},
): Promise<Replayed> {
  const { rule, commands } = typeof story === "string" ? storedStory(story) : story;
  const { failures, crashes, exercised, lost, isCutShort } = await talk(
    target,
    commands.map((command) => commandOf(command)),
    meter,
    settleTimeoutFor(target, settleSeconds, 1),
  );
  const found = [...failures, ...crashes].find(({ violation }) => violation.rule === rule);
  if (found !== undefined) {
    const { expected, actual } = found.violation;
    return { verdict: "STILL BROKEN", expected, actual };
  }
  const [loss] = lost;
  if (loss !== undefined) return { verdict: "LOST", because: `${loss.operation}: ${loss.reason}` };
  if (isCutShort) return { verdict: "LOST", because: "it was interrupted" };
  return isCrash(rule) || exercised.some((id) => id === rule)
    ? { verdict: "FIXED" }
    : {
        verdict: "LOST",
        because: "the story went another way, and the rule was not exercised",
      };
}
