import type { VNode } from "preact";

import { commandText } from "../command-text.ts";
import { issueText } from "../issues.ts";
import type { Report, RuleReport } from "../report.ts";
import { again, layers, nameOfCrash } from "../summary.ts";
import { shortened } from "../text.ts";
import { BadStory, storedStory } from "../token.ts";
import { defectsTold, harmNames, type ToldDefect } from "../told.ts";
import { h, type Part } from "./element.ts";
import { anchorOf } from "./first-screen.ts";
import { stateBefore, steps, tabs } from "./story.ts";
import { timelinePicture } from "./timeline-picture.ts";
import { chip, code, copied, folded, sourceOf } from "./words.ts";

/** What is wrong, the worst first, each with all that it takes to see it again. */
export function defectCards(report: Report): VNode {
  const found = defectsTold(report);
  return h(
    "section",
    { id: "defects", "aria-labelledby": "defects-title" },
    h("h2", { id: "defects-title" }, `Defects (${found.length})`),
    ...(found.length === 0
      ? [h("p", null, `No defect is told. ${report.ruling?.because ?? ""}`)]
      : found.map((defect) => card(report, defect))),
  );
}

function card(report: Report, defect: ToldDefect): VNode {
  const { id, title, level, harm, confidence, isNew, rule, others } = defect;
  const { counterexample: example } = rule;
  const anchor = anchorOf(id);
  return h(
    "article",
    { class: "card", id: anchor, "aria-labelledby": `${anchor}-title` },
    h(
      "h3",
      { id: `${anchor}-title` },
      h("a", { class: "here", href: `#${anchor}`, "aria-label": `link to: ${title}` }, "#"),
      " ",
      title,
    ),
    h(
      "p",
      { class: "chips" },
      chip(level, level),
      ...(harm === undefined ? [] : [" ", chip(harm, harmNames[harm])]),
      ...(isNew === true ? [" ", chip("new", "new")] : []),
      ...(confidence === undefined ? [] : [" ", chip("confidence", `one cause: ${confidence}`)]),
      " ",
      h("a", { href: `#rule/${anchorOf(rule.id)}` }, rule.id),
    ),
    clause(rule),
    ...(example === undefined
      ? []
      : [
          verdict(example.expected, example.actual, rule),
          h(
            "div",
            { class: "stories" },
            h("div", null, h("h4", null, "What shows it"), steps(example.exchanges)),
            ...controlOf(report, defect),
          ),
          ...timelinePicture(example.exchanges),
          ...stateBefore(example),
          tabs(report, anchor, { id: rule.id, example }),
          folded("an issue to paste", copied("the issue", issueText(report, defect).split("\n"))),
        ]),
    ...(others.length === 0 ? [] : [consequences(report, others)]),
  );
}

/** What AWS says, and where. */
const clause = ({ clause: said }: RuleReport): VNode =>
  h("blockquote", null, h("p", null, said.quote), h("footer", null, ...sourceOf(said)));

const verdict = (expected: string, actual: string, { layer }: RuleReport): VNode =>
  h(
    "dl",
    { class: "verdict" },
    h("dt", null, "expected"),
    h("dd", null, code(expected)),
    h("dt", null, "came"),
    h("dd", null, code(actual)),
    ...(layer === undefined ? [] : [h("dt", null, "cause"), h("dd", null, layers[layer])]),
  );

/** The nearest story that does not show it, beside the one that does. */
function controlOf(report: Report, { control }: ToldDefect): readonly Part[] {
  if (control === undefined) return [];
  return [
    h(
      "div",
      { class: "control" },
      h("h4", null, `Control, which does not show it: ${control.difference}`),
      h("ol", { class: "steps" }, ...commandsOf(control.story).map((said) => h("li", null, said))),
      copied("the control", [again(report, control.story)]),
    ),
  ];
}

function commandsOf(token: string): readonly Part[] {
  try {
    const { commands } = storedStory(token);
    return commands.map((command, index) =>
      h(
        "span",
        { class: "said" },
        commandText(command),
        ...(index === commands.length - 1 ? [" ", chip("accepted", "accepted")] : []),
      ),
    );
  } catch (error) {
    if (error instanceof BadStory) return [];
    throw error;
  }
}

/** What follows from a defect is told in brief. */
const longest = 200;

const consequences = (report: Report, others: readonly RuleReport[]): VNode =>
  folded(
    `broken by it too: ${others.length} ${others.length === 1 ? "rule" : "rules"}`,
    h(
      "ul",
      { class: "others" },
      ...others.map(({ id, level, counterexample }) =>
        h(
          "li",
          null,
          h("a", { href: `#rule/${anchorOf(id)}` }, id),
          ` (${level})`,
          ...(counterexample === undefined
            ? []
            : [
                ": expected ",
                code(shortened(counterexample.expected, longest)),
                ", came ",
                code(shortened(counterexample.actual, longest)),
                copied(`how to see ${id} again`, [again(report, counterexample.token)]),
              ]),
        ),
      ),
    ),
  );

/** Requests that are lost each time. */
export function crashCards(report: Report): readonly VNode[] {
  const { crashes = [] } = report;
  return crashes.length === 0
    ? []
    : [
        h(
          "section",
          { id: "crashes", "aria-labelledby": "crashes-title" },
          h("h2", { id: "crashes-title" }, `Crashes (${crashes.length})`),
          h(
            "p",
            null,
            "Lost each time, in fresh sessions, while other requests are answered. No rule counts them.",
          ),
          ...crashes.map(({ id, count, counterexample }) =>
            h(
              "article",
              { class: "card", id: anchorOf(id) },
              h("h3", null, `${nameOfCrash(id)}, ${count} times`),
              h("p", null, "came ", code(counterexample.actual)),
              steps(counterexample.exchanges),
              tabs(report, anchorOf(id), { id, example: counterexample }),
            ),
          ),
        ),
      ];
}
