import { badge } from "./badge.ts";
import { github } from "./github.ts";
import { html } from "./html/html.ts";
import { issues } from "./issues.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import type { Format } from "./report.ts";

/** The ways to write a report down, by the names that `--formats` takes. */
export const formats = {
  json,
  markdown,
  html,
  issues,
  junit,
  badge,
  github,
} as const satisfies Readonly<Record<string, Format>>;
