import { json } from "./json.ts";
import { markdown } from "./markdown.ts";
import type { Format } from "./report.ts";

/** The ways to write a report down, by the names that `--formats` takes. */
export const formats = { json, markdown } as const satisfies Readonly<Record<string, Format>>;
