import { closeSync, createReadStream, existsSync, openSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";

import {
  BadRecording,
  headerFor,
  Recorder,
  type Reader,
  readRecording,
} from "../properties/check/recording.ts";
import type { SurveySettings } from "../properties/options.ts";
import { shareOf } from "../properties/shard.ts";
import { version } from "../properties/version.ts";
import type { Report } from "../reports/report.ts";
import type { Target } from "../targets/target.ts";
import { Misuse } from "./failure.ts";
import { tell } from "./terminal.ts";

/** What a recording is called in the folder of a report. */
export const recordingName = "recording.jsonl";

/** A recording of a run, while it goes on. */
interface Recording {
  readonly listeners: Pick<SurveySettings, "onTelling" | "onSupport">;
  end(report: Report): void;
  close(): void;
}

/** Begins to write a run down; nothing where that is not wanted. A disk that is full ends the recording, not the run. */
export function recordingOf(
  target: Target,
  {
    record: path,
    date,
    seed,
    shard,
    commands,
    shrinkCommands,
    settleSeconds,
    minutes,
  }: Pick<
    SurveySettings,
    "seed" | "shard" | "commands" | "shrinkCommands" | "settleSeconds" | "minutes"
  > & {
    readonly record?: string;
    readonly date: string;
  },
): Recording | undefined {
  if (path === undefined) return undefined;
  const file = openSync(path, "w");
  let isWhole = true;
  const write = (line: string): void => {
    if (!isWhole) return;
    try {
      writeSync(file, line);
    } catch (error) {
      isWhole = false;
      tell(
        `${path} ends here, as it cannot be written (${error instanceof Error ? error.message : String(error)})`,
      );
    }
  };
  const recorder = new Recorder(
    write,
    headerFor(target, {
      suite: version,
      date,
      seed,
      ...(shard === undefined ? {} : { shard }),
      budget: {
        commands: shareOf(commands, shard),
        shrinkCommands,
        settleSeconds,
        ...(minutes === undefined ? {} : { minutes }),
      },
    }),
  );
  return {
    listeners: {
      onTelling: (telling) => recorder.telling(telling),
      onSupport: (support) => recorder.support(support),
    },
    end: (report) => recorder.end(report),
    close: () => closeSync(file),
  };
}

/** Reads one recording. Throws `Misuse` with the line that cannot be read. */
export async function readRecordingAt(file: string, reader: Reader): Promise<void> {
  if (!existsSync(file)) throw new Misuse(`no recording can be read at ${file}`);
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  try {
    await readRecording(lines, reader);
  } catch (error) {
    if (error instanceof BadRecording) throw new Misuse(`${file}: ${error.message}`);
    if (error instanceof Error && "code" in error)
      throw new Misuse(`no recording can be read at ${file} (${error.message})`);
    throw error;
  }
}
