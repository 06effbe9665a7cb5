import packageFile from "../package.json" with { type: "json" };
import type { Report } from "../reports/report.ts";

/** The version of this suite. */
export const { version } = packageFile;

/** A report with what it was made by, and when the run began. */
export const withVersions = (report: Report, date: string | undefined): Report => ({
  ...report,
  suite: { ...report.suite, sdk: packageFile.dependencies["@aws-sdk/client-elasticache"] },
  ...(date === undefined ? {} : { date }),
});
