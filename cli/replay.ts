import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";

import { Command } from "commander";

import { commandFrom } from "../models/command.ts";
import { jsonIn } from "../models/json.ts";
import { allRules } from "../models/operations/index.ts";
import type { Meter } from "../properties/meter.ts";
import { patient } from "../properties/patience.ts";
import { talk } from "../properties/talk.ts";
import { reportSchema } from "../reports/report.ts";
import { type Story, storyOf, storySchema } from "../reports/token.ts";
import type { Target } from "../targets/target.ts";
import { Misuse } from "./failure.ts";
import { onInterrupt, sayWhatIsLeft } from "./interrupt.ts";
import { chooseTarget, type TargetOptions, targetOptions } from "./target.ts";

type Verdict = "FIXED" | "STILL BROKEN" | "LOST";

/** `replay`: tells stored stories again, and says of each whether its rule is still broken. */
export function replayCommand(): Command {
  const command = new Command("replay")
    .description("send a stored conversation again: FIXED, STILL BROKEN, or LOST")
    .argument("<file or token>", "a token, a story as JSON, or a report.json with all its stories");
  for (const option of targetOptions) command.addOption(option);
  return command.action(replay);
}

async function replay(what: string, options: TargetOptions): Promise<void> {
  const stories = await storiesFrom(what);
  const target = await chooseTarget(options);
  const verdicts: Verdict[] = [];
  const interruption = new AbortController();
  const release = onInterrupt(interruption, target);
  const isOver = (): boolean => interruption.signal.aborted;
  const meter: Meter = { spend: () => !isOver(), isOver, hear: () => {} };
  try {
    for (const story of stories) {
      const { verdict, detail } = await tellAgain(target, story, options.settleSeconds, meter);
      verdicts.push(verdict);
      process.stdout.write(`${verdict} ${story.rule} at ${placeOf(target)}${detail}\n`);
    }
  } finally {
    await target.close();
    release();
    sayWhatIsLeft(target);
  }
  process.exitCode = verdicts.includes("STILL BROKEN") ? 1 : verdicts.includes("LOST") ? 3 : 0;
}

const placeOf = ({ name, endpoint }: Target): string => endpoint ?? name;

async function tellAgain(
  target: Target,
  { rule, commands }: Story,
  settleSeconds: number,
  meter: Meter,
): Promise<{ readonly verdict: Verdict; readonly detail: string }> {
  const conversation = commands.map((command) => commandFrom(command));
  const { findings, exercised, lost, isCutShort } = await talk(
    target,
    conversation,
    meter,
    patient(target, settleSeconds, 1),
  );
  const found = findings.find(({ violation }) => violation.rule === rule);
  if (found !== undefined) {
    const { expected, actual } = found.violation;
    return {
      verdict: "STILL BROKEN",
      detail: `\n    expected: ${expected}\n    actual:   ${actual}`,
    };
  }
  const [loss] = lost;
  if (loss !== undefined)
    return { verdict: "LOST", detail: ` (${loss.operation}: ${loss.reason})` };
  if (isCutShort) return { verdict: "LOST", detail: " (it was interrupted)" };
  return exercised.some((id) => id === rule)
    ? { verdict: "FIXED", detail: "" }
    : { verdict: "LOST", detail: " (the story went another way, and the rule was not exercised)" };
}

/** The stories in a token or a file. Throws `Misuse`. */
async function storiesFrom(what: string): Promise<readonly Story[]> {
  const stories = existsSync(what) ? await storiesIn(what) : [storyOf(what)];
  const sound = stories.filter((story) => story !== undefined);
  if (sound.length === 0)
    throw new Misuse(
      `${what.length > 60 ? `${what.slice(0, 59)}…` : what} is neither a file with stories nor a token (tokens start with ec1.)`,
    );
  const unknown = sound.find(({ rule }) => !allRules.some(({ id }) => id === rule));
  if (unknown !== undefined)
    throw new Misuse(`the story is about ${unknown.rule}, and there is no such rule any more`);
  return sound;
}

async function storiesIn(path: string): Promise<readonly (Story | undefined)[]> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new Misuse(
      `no stories can be read at ${path} (${error instanceof Error ? error.message : String(error)})`,
    );
  });
  const data = jsonIn(text);
  const report = reportSchema.safeParse(data);
  if (
    report.success &&
    report.data.rules.every(({ counterexample }) => counterexample === undefined)
  )
    throw new Misuse(`${path} tells of no broken rule: there is nothing to replay`);
  if (report.success)
    return report.data.rules.flatMap(({ id, counterexample }) =>
      counterexample === undefined ? [] : [{ rule: id, commands: counterexample.commands }],
    );
  const story = storySchema.safeParse(data);
  return story.success ? [story.data] : [];
}
