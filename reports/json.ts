import { inOneFile } from "./report.ts";
import { shownJson } from "./text.ts";

/** The report as it is. */
export const json = inOneFile("report.json", (report) => shownJson(report));
