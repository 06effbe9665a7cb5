import type { VNode } from "preact";

import { commandText } from "../command-text.ts";
import type { Report } from "../report.ts";
import type { Counterexample } from "../stored.ts";
import { again } from "../summary.ts";
import { asTest } from "../typescript.ts";
import { h } from "./element.ts";
import { chip, code, copied, folded } from "./words.ts";

type StoredExchange = Counterexample["exchanges"][number];

/** A story as it was told: each command, and what came of it. */
export const steps = (exchanges: readonly StoredExchange[]): VNode =>
  h("ol", { class: "steps" }, ...exchanges.map((exchange) => step(exchange)));

const step = ({ command, answer }: StoredExchange): VNode =>
  h(
    "li",
    null,
    h("span", { class: "said" }, commandText(command)),
    " ",
    chip(answer.kind, outcomeOf(answer)),
    ...(answer.message === undefined || answer.message === ""
      ? []
      : [h("div", { class: "message" }, answer.message)]),
    ...(answer.output === undefined && answer.wire === undefined
      ? []
      : [
          folded(
            "the answer",
            h(
              "pre",
              { tabIndex: 0, "aria-label": "the answer" },
              answer.wire?.body ?? JSON.stringify(answer.output, null, 2),
            ),
          ),
        ]),
  );

const outcomeOf = ({ kind, code: errorCode, wire }: StoredExchange["answer"]): string =>
  [
    kind === "refused" ? (errorCode ?? kind) : kind,
    ...(wire === undefined ? [] : [wire.status]),
  ].join(" ");

/** What was known before the last command. */
export const stateBefore = ({ before = [] }: Counterexample): readonly VNode[] =>
  before.length === 0
    ? []
    : [
        folded(
          "what was known before the last command",
          h(
            "table",
            { class: "state" },
            h(
              "tbody",
              null,
              ...before.map(({ who, is, shown }) =>
                h(
                  "tr",
                  null,
                  h("th", { scope: "row" }, who),
                  h("td", null, is),
                  h("td", null, ...(shown === undefined ? [] : [code(JSON.stringify(shown))])),
                ),
              ),
            ),
          ),
        ),
      ];

/** The ways to see a story again, one tab each. */
export function tabs(
  report: Report,
  name: string,
  { id, example }: { readonly id: string; readonly example: Counterexample },
): VNode {
  const ways = [
    ["AWS CLI", example.awsCli],
    ...(example.curl === undefined ? [] : [["curl", example.curl] as const]),
    ["TypeScript", asTest(report, { id, commands: example.commands })],
    ["replay", [again(report, example.token)]],
  ] as const;
  return h(
    "div",
    { class: "tabs" },
    h(
      "div",
      { role: "tablist", "aria-label": `see it again: ${name}` },
      ...ways.map(([way], index) =>
        h(
          "button",
          {
            type: "button",
            role: "tab",
            id: `tab-${name}-${index}`,
            "aria-controls": `way-${name}-${index}`,
            "aria-selected": index === 0,
            tabIndex: index === 0 ? 0 : -1,
          },
          way,
        ),
      ),
    ),
    ...ways.map(([way, lines], index) =>
      h(
        "div",
        {
          role: "tabpanel",
          id: `way-${name}-${index}`,
          "aria-labelledby": `tab-${name}-${index}`,
          class: index === 0 ? "way" : "way later",
        },
        h("p", { class: "way-name", "aria-hidden": "true" }, way),
        copied(way, lines),
      ),
    ),
  );
}
