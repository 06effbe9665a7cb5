import { sourceIn } from "./markdown-stories.ts";
import type { Format, Report, RuleReport } from "./report.ts";
import type { Counterexample } from "./stored.ts";
import { again } from "./summary.ts";
import { block, code, prose, shortened } from "./text.ts";
import { defectsTold, harmNames, type ToldDefect } from "./told.ts";

/** What the last line of each issue is: whoever writes them anew knows those that are its own by it. */
export const issueMark = "<!-- written by elasticache-conformance -->";

/** One issue for each defect, as Markdown that a maintainer files as it is. */
export const issues: Format = {
  paths: ["issues/"],
  write: (report) =>
    defectsTold(report).map((defect, index) => ({
      path: `issues/${String(index + 1).padStart(2, "0")}-${nameOf(defect)}.md`,
      text: `${issueText(report, defect)}\n${issueMark}\n`,
    })),
};

const nameOf = ({ id }: ToldDefect): string => id.replaceAll(/[^\w.-]+/g, "-").slice(0, 80);

/** A defect as an issue: what happens, what AWS does, how to see it, and what it was found with. */
export const issueText = (report: Report, defect: ToldDefect): string =>
  [
    `# ${prose(defect.title)}`,
    "",
    ...happening(defect),
    ...(defect.isNew === true ? ["It is new since the run that this one is held against."] : []),
    "",
    "## What AWS does",
    "",
    ...said(defect.rule),
    "",
    ...(defect.rule.counterexample === undefined ? [] : shown(defect.rule.counterexample)),
    ...(defect.control === undefined
      ? []
      : [
          "## Control",
          "",
          `It does not happen in the same conversation but for one thing: ${code(defect.control.difference)}.`,
          "",
        ]),
    ...consequences(defect),
    "## Versions",
    "",
    ...versions(report, defect),
    "",
  ].join("\n");

const happening = ({
  rule: { id, layer, counterexample: example },
}: ToldDefect): readonly string[] =>
  example === undefined
    ? [`The rule \`${id}\` is broken.`]
    : [
        `After the steps below ${lastOf(example.commands)} should come to ${code(example.expected)}, and comes to ${code(example.actual)}.`,
        ...(layer === "client" ? ["The client does it: the service beneath does not."] : []),
      ];

const said = ({ clause }: RuleReport): readonly string[] => [
  `> ${prose(clause.quote)}`,
  `> — ${sourceIn(clause)} (${clause.evidence})`,
];

const shown = (example: Counterexample): readonly string[] => [
  "## Steps",
  "",
  "With the AWS command line:",
  "",
  ...block("sh", example.awsCli),
  "",
  ...(example.curl === undefined ? [] : unfolded("With curl", block("sh", example.curl))),
  "## Observed",
  "",
  ...block("text", observedOf(example)),
  "",
  "## Expected",
  "",
  code(example.expected),
  "",
];

/** What follows from a defect is told in brief. */
const longest = 200;

const consequences = ({ others }: ToldDefect): readonly string[] =>
  others.length === 0
    ? []
    : unfolded(
        `Broken by it too: ${others.length} ${others.length === 1 ? "rule" : "rules"} of the suite`,
        others.map(
          ({ id, counterexample }) =>
            `- \`${id}\`${counterexample === undefined ? "" : `: expected ${code(shortened(counterexample.expected, longest))}, came ${code(shortened(counterexample.actual, longest))}`}`,
        ),
      );

const unfolded = (name: string, lines: readonly string[]): readonly string[] => [
  `<details><summary>${name}</summary>`,
  "",
  ...lines,
  "",
  "</details>",
  "",
];

const versions = (
  { target, suite, ...report }: Report,
  { rule, harm }: ToldDefect,
): readonly string[] => [
  `- ${prose([target.name, target.version ?? "(version not known)"].join(" "))}`,
  ...(suite.sdk === undefined ? [] : [`- AWS SDK for JavaScript ${suite.sdk}`]),
  `- elasticache-conformance ${suite.version}, rule \`${rule.id}\` (${rule.level}${harm === undefined ? "" : `, ${harmNames[harm]}`})`,
  ...(rule.counterexample === undefined
    ? []
    : [`- again: ${code(again(report, rule.counterexample.token))}`]),
];

const lastOf = (commands: Counterexample["commands"]): string => {
  const last = commands.at(-1);
  return last === undefined ? "the last request" : (last.action ?? last.operation);
};

/** The last answer, as it came. */
function observedOf({ exchanges, actual }: Counterexample): readonly string[] {
  const answer = exchanges.at(-1)?.answer;
  const wire = answer?.wire;
  if (wire === undefined) return [actual];
  return [
    `HTTP ${wire.status}`,
    ...Object.entries(wire.headers).map(([name, value]) => `${name}: ${value}`),
    "",
    ...wire.body.split("\n"),
  ];
}
