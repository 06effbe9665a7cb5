import type { Format } from "./report.ts";
import { again } from "./summary.ts";
import { visible } from "./text.ts";
import { defectsTold } from "./told.ts";

/** What ends a value of GitHub's workflow commands, or begins another one, written so that it does not. */
const escaped = (text: string): string => visible(text).replaceAll("%", "%25");
const property = (text: string): string =>
  escaped(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

/**
 * Annotations of a GitHub workflow, one for each defect: they are said, as GitHub reads them from the log. No file is written; the
 * Markdown goes to the summary of the job.
 */
export const github: Format = {
  paths: [],
  write: () => [],
  say: (report) => [
    ...defectsTold(report).map(({ title, level, rule, isNew }) => {
      const example = rule.counterexample;
      const story =
        example === undefined
          ? []
          : [`expected ${example.expected}, came ${example.actual}`, again(report, example.token)];
      return `::${level === "must" ? "error" : "warning"} title=${property(isNew === true ? `new: ${title}` : title)}::${[rule.clause.quote, ...story].map((line) => escaped(line)).join("%0A")}`;
    }),
    `::notice title=${property(`elasticache-conformance of ${report.target.name}`)}::${escaped(`${report.verdict ?? "no verdict"}: ${report.ruling?.because ?? ""}`)}`,
  ],
};
