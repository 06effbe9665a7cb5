import { createElement, type VNode } from "preact";

import { visibleLines } from "../text.ts";

/** A part of a page. Whatever stands in a string is text: it is escaped when the page is rendered. */
export type Part = VNode | string;

type Attributes = Readonly<Record<string, string | number | boolean>>;

/** An element with its attributes and what stands in it: each character of a text is shown, and none does anything. */
export const h = (tag: string, attributes: Attributes | null, ...parts: readonly Part[]): VNode =>
  createElement(
    tag,
    Object.fromEntries(
      Object.entries(attributes ?? {}).map(([name, value]) => [name, shown(value)] as const),
    ),
    ...parts.map((part) => shown(part)),
  );

const shown = <T>(part: T): T | string => (typeof part === "string" ? visibleLines(part) : part);
