import { inOneFile } from "./report.ts";
import { visibleJson } from "./text.ts";

/** The report as it is. */
export const json = inOneFile(
  "report.json",
  (report) => `${visibleJson(JSON.stringify(report, null, 2))}\n`,
);
