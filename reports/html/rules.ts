import type { VNode } from "preact";

import { outcomes, type Report, type RuleReport } from "../report.ts";
import { h } from "./element.ts";
import { anchorOf } from "./first-screen.ts";
import { chip, sourceOf } from "./words.ts";

/** Every rule by family, with what became of it. The page's script searches and filters it. */
export function ruleTable({ rules }: Report): VNode {
  const met = outcomes.filter((outcome) => rules.some((rule) => rule.outcome === outcome));
  return h(
    "section",
    { id: "rules", "aria-labelledby": "rules-title" },
    h("h2", { id: "rules-title" }, `Rules (${rules.length})`),
    h(
      "form",
      { class: "filters", role: "search" },
      h(
        "label",
        null,
        "search ",
        h("input", { type: "search", name: "q", placeholder: "rule, fact or text" }),
      ),
      choice("outcome", met),
      choice("level", ["must", "should"]),
      choice("operation", [...new Set(rules.map(({ operation }) => operation))]),
      h("output", { "aria-live": "polite" }, `${rules.length} rules`),
    ),
    h(
      "div",
      { class: "wide", tabIndex: 0, role: "region", "aria-label": "the table of rules" },
      h(
        "table",
        { class: "rules" },
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            ...["rule", "outcome", "level", "tried", "what AWS says"].map((name) =>
              h("th", { scope: "col" }, name),
            ),
          ),
        ),
        h("tbody", null, ...rules.map((rule) => row(rule))),
      ),
    ),
  );
}

const choice = (name: string, options: readonly string[]): VNode =>
  h(
    "label",
    null,
    `${name} `,
    h(
      "select",
      { name },
      h("option", { value: "" }, "any"),
      ...options.map((option) => h("option", { value: option }, option)),
    ),
  );

const row = ({ id, operation, level, outcome, exercised, because, defect, clause }: RuleReport) =>
  h(
    "tr",
    {
      id: `rule/${anchorOf(id)}`,
      "data-outcome": outcome,
      "data-level": level,
      "data-operation": operation,
    },
    h("th", { scope: "row" }, id),
    h(
      "td",
      null,
      chip(outcome, outcome),
      ...(defect === undefined || outcome !== "broken"
        ? []
        : [" ", h("a", { href: `#${anchorOf(defect)}` }, "see")]),
      ...(because === undefined ? [] : [h("div", { class: "because" }, because)]),
    ),
    h("td", null, level),
    h("td", null, String(exercised)),
    h("td", { class: "clause" }, clause.quote, " — ", ...sourceOf(clause)),
  );
