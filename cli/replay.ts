import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";

import { Command } from "commander";

import { turnsOf } from "../models/contract/command.ts";
import { jsonIn } from "../models/contract/json.ts";
import type { Kind } from "../models/contract/site.ts";
import { allRules } from "../models/operations/index.ts";
import { isCrash } from "../properties/check/crash.ts";
import { replay, type Replayed } from "../properties/replaying.ts";
import { type Meter, unmetered } from "../properties/run/meter.ts";
import { reportSchema } from "../reports/report.ts";
import { commandOf } from "../reports/stored.ts";
import { visible } from "../reports/text.ts";
import { BadStory, isToken, storyFrom, type StoredStory, storedStory } from "../reports/token.ts";
import { withoutLeaks } from "../targets/leaks.ts";
import type { Target } from "../targets/target.ts";
import { configure } from "./config.ts";
import { Misuse } from "./failure.ts";
import { interruptible, onInterrupt, sayWhatIsLeft } from "./interrupt.ts";
import { type TargetOptions, targetOptions } from "./target-options.ts";
import { chooseTarget, placeOf } from "./target.ts";
import { say, tell } from "./terminal.ts";

/** `replay`: tells stored stories again, and says of each whether its rule is still broken. */
export function replayCommand(): Command {
  const command = new Command("replay")
    .argument("<file or token>", "a token, a story as JSON, or a report.json with all its stories")
    .hook("preAction", (_, asked) => configure(asked));
  command.option("--anyway", "tell it at another kind of target than it was found at, too");
  for (const option of targetOptions) command.addOption(option);
  return command.action(replayAll);
}

interface ReplayCommandOptions extends TargetOptions {
  readonly anyway?: true;
}

async function replayAll(what: string, options: ReplayCommandOptions): Promise<void> {
  const stories = await storiesFrom(what);
  await interruptible(options.client, async (interruption) => {
    const target = await chooseTarget(options);
    const verdicts = await toldAgain(target, stories, options, interruption);
    process.exitCode = verdicts.includes("STILL BROKEN") ? 1 : verdicts.includes("LOST") ? 3 : 0;
  });
}

/** Tells all stories, and leaves the target. Throws `Misuse` before anything is sent where one of them must not be told there. */
async function toldAgain(
  target: Target,
  stories: readonly StoredStory[],
  { settleSeconds, anyway }: ReplayCommandOptions,
  interruption: AbortController,
): Promise<readonly Replayed["verdict"][]> {
  const verdicts: Replayed["verdict"][] = [];
  const ending = interruption.signal;
  const isOver = (): boolean => ending.aborted;
  const meter: Meter = { ...unmetered, spend: () => !isOver(), isOver, ending };
  const release = onInterrupt(interruption, target);
  try {
    if (anyway !== true) mustFit(target, stories);
    await allow(target, stories);
    for (const story of stories) {
      const replayed = await replay(target, story, { settleSeconds, meter });
      const { verdict } = replayed;
      verdicts.push(verdict);
      say(withoutLeaks(`${verdict} ${story.rule} at ${placeOf(target)}${detailOf(replayed)}`));
    }
  } finally {
    await target.close({ hurry: ending, onWait: onWaitAt(target) });
    release();
    sayWhatIsLeft(target);
  }
  return verdicts;
}

/** Tells each second who is waited for. */
const onWaitAt =
  (target: Target) =>
  (left: number, waited: number): void =>
    tell(`waiting for ${left} users and groups of ours at ${placeOf(target)} to go (${waited} s)`);

const names: { readonly [K in Kind]: string } = {
  reference: "the reference service (no option)",
  endpoint: "an endpoint (--endpoint, or --target with the name of an emulator)",
  client: "a client (--client)",
  handlers: "stubs of msw, in code",
  aws: "AWS (--target aws)",
};

/** Throws `Misuse` where a story was found at another kind of target: what it shows there proves nothing here. */
function mustFit({ kind }: Target, stories: readonly StoredStory[]): void {
  const other = stories.find(({ at = kind }) => at !== kind);
  if (other?.at !== undefined)
    throw new Misuse(
      `the story of ${visible(other.rule)} was found at ${names[other.at]}, and this is ${names[kind]}: give the options that it was found with, or --anyway`,
    );
}

/** Throws `Misuse` where a story would change, at a place that others use, what the run has not made. */
async function allow(target: Target, stories: readonly StoredStory[]): Promise<void> {
  for (const { rule, commands } of stories)
    for (const [index, command] of commands.entries())
      for (const turn of turnsOf(commandOf(command)).slice(0, 1)) {
        const why = await target.objection?.(turn);
        if (why !== undefined)
          throw new Misuse(
            `the story of ${rule} cannot be told at ${placeOf(target)}, which others may use: its command ${index + 1} (${command.operation}) may not leave, as ${why}; nothing was sent. Where the place is yours alone, give --reset`,
          );
      }
}

/** What came of a story, as text behind its verdict. */
const detailOf = (replayed: Replayed): string => {
  switch (replayed.verdict) {
    case "FIXED":
      return "";
    case "STILL BROKEN":
      return `\n    expected: ${visible(replayed.expected)}\n    actual:   ${visible(replayed.actual)}`;
    case "LOST":
      return ` (${visible(replayed.because)})`;
  }
};

/** The stories in a token or a file. Throws `Misuse`. */
async function storiesFrom(what: string): Promise<readonly StoredStory[]> {
  const short = what.length > 60 ? `${what.slice(0, 59)}…` : what;
  const isFile = existsSync(what);
  if (!isFile && !isToken(what))
    throw new Misuse(
      `${short} is neither a file with stories nor a token (tokens start with ec1.)`,
    );
  try {
    const stories = isFile ? await storiesIn(what) : [storedStory(what)];
    const unknown = stories.find(
      ({ rule }) => !isCrash(rule) && !allRules.some(({ id }) => id === rule),
    );
    if (unknown !== undefined)
      throw new Misuse(`the story is about ${unknown.rule}, and there is no such rule any more`);
    return stories;
  } catch (error) {
    throw error instanceof BadStory
      ? new Misuse(`${short} cannot be told: ${error.message}`)
      : error;
  }
}

/** The largest file that is read for stories, in bytes. */
const longestFile = 256 * 1024 * 1024;

async function storiesIn(path: string): Promise<readonly StoredStory[]> {
  const text = await readWhole(path).catch((error: unknown) => {
    throw new Misuse(
      `no stories can be read at ${path} (${error instanceof Error ? error.message : String(error)})`,
    );
  });
  const data = jsonIn(text);
  const report = reportSchema.safeParse(data);
  if (!report.success) return [storyFrom(data)];
  const { rules, crashes = [] } = report.data;
  const at = report.data.target.kind;
  const stories = [...crashes, ...rules].flatMap(({ id, counterexample }) =>
    counterexample === undefined ? [] : [{ rule: id, commands: counterexample.commands, at }],
  );
  if (stories.length === 0)
    throw new Misuse(`${path} tells of no broken rule and no crash: there is nothing to replay`);
  return stories;
}

async function readWhole(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size > longestFile) throw new Error(`it has ${size} bytes`);
  return readFile(path, "utf8");
}
