#!/usr/bin/env node
import { Command, CommanderError } from "commander";

import { nodeTooOld, version } from "../properties/version.ts";
import { visibleLines } from "../reports/text.ts";
import { commandsFor } from "./commands.ts";

const program = new Command("elasticache-conformance")
  .description(
    "Tells, with proof, whether something that claims to be the Amazon ElastiCache user API behaves as AWS says and does.",
  )
  .version(version);

/** What is wrong, and what to do: in one line. */
const inOneLine = (text: string): string =>
  text
    .replace(/^error: /, "")
    .trim()
    .replace(/\n\(Did you mean (.*)\?\)$/, "; did you mean $1?")
    .replace(/^unknown (?:option|command) '[^']*'$/, "$&; --help lists what there is");

// Whoever reads our output may stop before its end, as `head` does, or be gone, as a terminal that is closed: what is under way is
// brought to its end all the same.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

try {
  const tooOld = nodeTooOld();
  if (tooOld !== undefined) program.exitOverride().error(tooOld, { exitCode: 2 });
  for (const command of await commandsFor(process.argv.slice(2)))
    program.addCommand(command, { isDefault: command.name() === "run" });
  for (const command of [program, ...program.commands])
    command.exitOverride().configureOutput({
      outputError: (text, write) => write(visibleLines(`${inOneLine(text)}\n`)),
    });
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else (await import("./fail.ts")).fail(error);
}
