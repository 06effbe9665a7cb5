import { Command } from "commander";

import { allRules, type ListedRule, openQuestions } from "../models/operations/index.ts";
import { placesOf } from "../models/rules/links.ts";
import { commandsIn, toldStories } from "../properties/recorded-stories.ts";
import { commandText } from "../reports/command-text.ts";
import { Misuse } from "./failure.ts";
import { nearest } from "./nearest.ts";
import { show } from "./terminal.ts";

/** `rules`: every rule with level, evidence, clause and source; or one of them, with all that is known of it. */
export function rulesCommand(): Command {
  return new Command("rules")
    .argument(
      "[id]",
      "explain this rule only: what it rests on, how it is tried, and a service that breaks it",
    )
    .option("--json", "as data")
    .action((id: string | undefined, { json }: { readonly json?: true }) => {
      const chosen = id === undefined ? allRules : [ruleOf(id)];
      const [only] = chosen;
      show(
        (json === true
          ? asJson(chosen)
          : id === undefined || only === undefined
            ? asText()
            : explained(only)
        ).trimEnd(),
      );
    });
}

function ruleOf(id: string): ListedRule {
  const rule = allRules.find((one) => one.id === id);
  if (rule === undefined)
    throw new Misuse(
      `there is no rule ${id}${nearest(
        id,
        allRules.map((one) => one.id),
      )}; \`rules\` lists them all`,
    );
  return rule;
}

const asJson = (rules: readonly ListedRule[]): string =>
  `${JSON.stringify({ rules: rules.map(({ kind, ...rule }) => ({ ...rule, kind })), openQuestions }, null, 2)}\n`;

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

/** One rule in full. */
function explained({ id, operation, level, clause }: ListedRule): string {
  const story = toldStories().find(({ rule }) => rule === id);
  return [
    `${id} (${level}), of ${operation === "any" ? "every operation" : operation}`,
    "",
    `  AWS:       ${clause.quote}`,
    `  source:    ${clause.source} (${clause.evidence}; ${clause.facts.join(", ")} in docs/aws-facts.md)`,
    ...placesOf(clause.source, operation).map((place) =>
      "url" in place ? `             ${place.url}` : `             no public address: ${place.why}`,
    ),
    ...(story === undefined
      ? []
      : [
          "  tried by:",
          ...commandsIn(story.token).map(
            (command, index) => `    ${index + 1}. ${commandText(command)}`,
          ),
          "  a service that breaks it",
          `    should:  ${story.expected}`,
          `    and does: ${story.actual}`,
        ]),
    "",
    `  Look for it alone: run --rules '${id}'`,
  ].join("\n");
}
