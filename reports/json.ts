import type { Format } from "./report.ts";
import { visibleJson } from "./text.ts";

/** The report as it is. */
export const json: Format = {
  extension: "json",
  write: (report) => `${visibleJson(JSON.stringify(report, null, 2))}\n`,
};
