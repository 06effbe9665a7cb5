import type { VNode } from "preact";

import type { Report } from "../report.ts";
import { ended, proof, seedOf, whatIsLeft } from "../summary.ts";
import { h } from "./element.ts";
import { code } from "./words.ts";

/** What no fact answers, and what this target did. */
export function questionTable({ questions = [] }: Report): readonly VNode[] {
  const answered = questions.filter(({ answers }) => answers.length > 0);
  const silent = questions.filter(({ answers }) => answers.length === 0);
  return questions.length === 0
    ? []
    : [
        h(
          "section",
          { id: "questions", "aria-labelledby": "questions-title" },
          h("h2", { id: "questions-title" }, `Open questions (${answered.length} answered)`),
          h(
            "p",
            null,
            "No fact says what AWS does here: nothing is held against anybody. This is what the target did.",
          ),
          h(
            "div",
            { class: "wide", tabIndex: 0, role: "region", "aria-label": "the table of questions" },
            h(
              "table",
              null,
              h(
                "thead",
                null,
                h(
                  "tr",
                  null,
                  ...["question", "answer", "times", "first request"].map((name) =>
                    h("th", { scope: "col" }, name),
                  ),
                ),
              ),
              h(
                "tbody",
                null,
                ...answered.flatMap(({ question, answers }) =>
                  answers.map(({ answer, count, command }) =>
                    h(
                      "tr",
                      null,
                      h("td", null, question),
                      h("td", null, code(answer)),
                      h("td", null, String(count)),
                      h("td", null, code(`${command.operation} ${JSON.stringify(command.input)}`)),
                    ),
                  ),
                ),
              ),
            ),
          ),
          ...(silent.length === 0
            ? []
            : [h("p", null, `Not asked in this run: ${silent.map(({ id }) => id).join(", ")}.`)]),
        ),
      ];
}

/** So many pairs that did not meet are named on the page; the report names them all. */
const mostPairs = 50;

/** How the run went: what was spent, lost, left out and left behind. */
export function runFacts(report: Report): VNode {
  const { spent, operations, lost, unasked = [], leftBehind = [], suite } = report;
  const missing = Object.entries(operations).filter(([, is]) => is !== "supported");
  return h(
    "section",
    { id: "run", "aria-labelledby": "run-title" },
    h("h2", { id: "run-title" }, "The run"),
    h(
      "ul",
      null,
      h(
        "li",
        null,
        `${spent.commands} requests to search, ${spent.shrinkCommands} to shorten stories, ${spent.seconds} s${ended(report)}; ${seedOf(report)}.`,
      ),
      h(
        "li",
        null,
        `Suite ${suite.version}${suite.sdk === undefined ? "" : `, AWS SDK ${suite.sdk}`}.`,
      ),
      ...[...whatIsLeft(report), ...proof(report)].map((line) => h("li", null, `${line}.`)),
      ...(report.pairs?.unmet ?? [])
        .slice(0, mostPairs)
        .map((pair) => h("li", null, "did not meet: ", code(pair))),
      ...missing.map(([operation, is]) => h("li", null, `${operation}: ${is}.`)),
      ...leftBehind.map((name) =>
        h("li", null, "left behind, to be deleted by hand: ", code(name)),
      ),
      ...lost.map(({ operation, reason, count }) =>
        h("li", null, `lost on the road ${count} × ${operation}: `, code(reason)),
      ),
      ...unasked.map(({ operation, reason, count }) =>
        h("li", null, `not asked ${count} × ${operation}: `, code(reason)),
      ),
    ),
  );
}
