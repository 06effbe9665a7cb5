import type { Format } from "./report.ts";

/** The report as it is. */
export const json: Format = {
  extension: "json",
  write: (report) => `${JSON.stringify(report, null, 2)}\n`,
};
