import type { VNode } from "preact";

import type { RuleReport } from "../report.ts";
import { visible } from "../text.ts";
import { h } from "./element.ts";

/** A text that came from elsewhere, as code in one line. */
export const code = (from: string): VNode =>
  h("code", null, from === "" ? "(nothing)" : visible(from));

/** A word or two that stands out. */
export const chip = (kind: string, words: string): VNode =>
  h("span", { class: `chip ${kind}` }, words);

/** Lines to copy, with the button that does it. */
export const copied = (name: string, lines: readonly string[]): VNode =>
  h(
    "div",
    { class: "lines" },
    h("button", { type: "button", class: "copy", "aria-label": `copy ${name}` }, "copy"),
    h("pre", { tabIndex: 0, "aria-label": name }, lines.map((line) => visible(line)).join("\n")),
  );

/** What is folded until somebody asks for it. */
export const folded = (words: string, ...inside: readonly (VNode | string)[]): VNode =>
  h("details", null, h("summary", null, words), ...inside);

/** Where a clause stands, as a link where it is one, and how it is known. */
export const sourceOf = ({
  source,
  evidence,
  facts,
  links = [],
}: RuleReport["clause"]): readonly (VNode | string)[] => [
  links[0] === undefined ? source : h("a", { href: links[0], rel: "noreferrer" }, source),
  ` (${evidence}; ${facts.join(", ")})`,
];
