import packageFile from "../package.json" with { type: "json" };
import type { Report } from "../reports/report.ts";

/** The version of this suite. */
export const { version } = packageFile;

/** The version of the SDK that speaks where no other is chosen. */
export const sdkVersion = packageFile.dependencies["@aws-sdk/client-elasticache"];

/** A report with when the run began, and the SDK that spoke, as far as these are known. */
export const withVersions = (
  report: Report,
  { date, sdk }: { readonly date: string | undefined; readonly sdk?: string | undefined },
): Report => ({
  ...report,
  suite: { ...report.suite, ...(sdk === undefined ? {} : { sdk }) },
  ...(date === undefined ? {} : { date }),
});
