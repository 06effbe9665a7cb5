import { Command } from "commander";

import { allRules, openQuestions } from "../models/operations/index.ts";
import { show } from "./terminal.ts";

/** `rules`: every rule with level, evidence, clause and source. */
export function rulesCommand(): Command {
  return new Command("rules")
    .description("list every rule with level, evidence, clause, source; and the open questions")
    .option("--json", "as data")
    .action(({ json }: { readonly json?: true }) => {
      show((json === true ? asJson() : asText()).trimEnd());
    });
}

const asJson = (): string =>
  `${JSON.stringify({ rules: allRules.map(({ kind, ...rule }) => ({ ...rule, kind })), openQuestions }, null, 2)}\n`;

const asText = (): string =>
  [
    ...allRules.flatMap(({ id, level, clause }) => [
      `${id} (${level}, ${clause.evidence}, ${clause.facts.join(" ")})`,
      `    ${clause.quote}`,
      `    ${clause.source}`,
    ]),
    "",
    `${allRules.length} rules.`,
    "",
    "Open questions: no fact answers them, and no rule rests on them.",
    "",
    ...openQuestions.flatMap(({ id, question, settledBy }) => [
      id,
      `    ${question}`,
      `    ${settledBy}`,
    ]),
    "",
  ].join("\n");
