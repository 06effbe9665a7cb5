#!/usr/bin/env node
import { Command, CommanderError } from "commander";

import { visible, visibleLines } from "../reports/text.ts";
import { withoutLeaks } from "../targets/leaks.ts";
import { Strayed } from "../targets/proof.ts";
import { Unforgetful, Unreachable } from "../targets/target.ts";
import { boardCommand } from "./board.ts";
import { compareCommand } from "./compare.ts";
import { diffCommand } from "./diff.ts";
import { Leak, Misuse } from "./failure.ts";
import { judgeCommand } from "./judge.ts";
import { replayCommand } from "./replay.ts";
import { rulesCommand } from "./rules.ts";
import { runCommand } from "./run.ts";
import { serveCommand } from "./serve.ts";
import { sweepCommand } from "./sweep.ts";
import { tell } from "./terminal.ts";
import { version } from "./version.ts";

const program = new Command("elasticache-conformance")
  .description(
    "Tells, with proof, whether something that claims to be the Amazon ElastiCache user API behaves as AWS says and does.",
  )
  .version(version)
  .addCommand(runCommand(), { isDefault: true })
  .addCommand(replayCommand())
  .addCommand(judgeCommand())
  .addCommand(compareCommand())
  .addCommand(boardCommand())
  .addCommand(diffCommand())
  .addCommand(rulesCommand())
  .addCommand(serveCommand())
  .addCommand(sweepCommand());

for (const command of [program, ...program.commands])
  command.exitOverride().configureOutput({
    outputError: (text, write) => write(visibleLines(text.replace(/^error: /, ""))),
  });

// Whoever reads our output may stop before its end, as `head` does, or be gone, as a terminal that is closed: what is under way is
// brought to its end all the same.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (
    [Misuse, Strayed, Unforgetful].some((one) => error instanceof one) &&
    error instanceof Error
  )
    fail(error.message, 2);
  else if (error instanceof Unreachable || error instanceof Leak) fail(error.message, 3);
  else fail(`a defect of this suite, please report it: ${traceOf(error)}`, 70);
}

function fail(message: string, exitCode: number): void {
  tell(withoutLeaks(visible(message)));
  process.exitCode = exitCode;
}

/** The stack only for those who ask for it. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return process.env["DEBUG"] === undefined
    ? `${error.message.split("\n")[0]} (DEBUG=1 shows where)`
    : (error.stack ?? error.message);
}
