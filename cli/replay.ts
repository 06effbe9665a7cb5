import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";

import { Command } from "commander";

import { commandFrom } from "../models/command.ts";
import { allRules } from "../models/operations/index.ts";
import { patient } from "../properties/patience.ts";
import { talk } from "../properties/talk.ts";
import { reportSchema } from "../reports/report.ts";
import { type Story, storyOf, storySchema } from "../reports/token.ts";
import type { Target } from "../targets/target.ts";
import { Misuse } from "./failure.ts";
import { jsonFrom } from "./run.ts";
import { chooseTarget, type TargetOptions, targetOptions } from "./target.ts";

interface ReplayOptions extends TargetOptions {
  readonly settleSeconds: string;
}

type Verdict = "FIXED" | "STILL BROKEN" | "LOST";

/** `replay`: tells stored stories again, and says of each whether its rule is still broken. */
export function replayCommand(): Command {
  const command = new Command("replay")
    .description("send a stored conversation again: FIXED, STILL BROKEN, or LOST")
    .argument("<file or token>", "a token, a story as JSON, or a report.json with all its stories")
    .option("--settle-seconds <number>", "how long a changing user may take to settle", "600");
  for (const option of targetOptions) command.addOption(option);
  return command.action(replay);
}

async function replay(what: string, options: ReplayOptions): Promise<void> {
  const stories = await storiesFrom(what);
  const target = await chooseTarget(options);
  const verdicts: Verdict[] = [];
  try {
    for (const story of stories) {
      const { verdict, detail } = await tellAgain(target, story, Number(options.settleSeconds));
      verdicts.push(verdict);
      process.stdout.write(`${verdict} ${story.rule}${detail}\n`);
    }
  } finally {
    await target.close();
  }
  process.exitCode = verdicts.includes("STILL BROKEN") ? 1 : verdicts.includes("LOST") ? 3 : 0;
}

async function tellAgain(
  target: Target,
  { rule, commands }: Story,
  settleSeconds: number,
): Promise<{ readonly verdict: Verdict; readonly detail: string }> {
  const conversation = commands.map((command) => commandFrom(command));
  const { findings, lost } = await talk(
    target,
    conversation,
    { spend: () => true },
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
  return loss === undefined
    ? { verdict: "FIXED", detail: "" }
    : { verdict: "LOST", detail: ` (${loss.operation}: ${loss.reason})` };
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
  const data = jsonFrom(await readFile(path, "utf8"));
  const report = reportSchema.safeParse(data);
  if (report.success)
    return report.data.rules.flatMap(({ id, counterexample }) =>
      counterexample === undefined ? [] : [{ rule: id, commands: counterexample.commands }],
    );
  const story = storySchema.safeParse(data);
  return story.success ? [story.data] : [];
}
