import { styleText } from "node:util";

import type { Outcome, Report, RuleReport } from "./report.ts";
import {
  again,
  changes,
  ended,
  exhaustion,
  layers,
  nameOfCrash,
  percent,
  proof,
  seedOf,
  told,
  toldDefects,
  whatIsLeft,
} from "./summary.ts";
import { shortened, visible } from "./text.ts";
import { defectsTold, type ToldDefect } from "./told.ts";

const styles = {
  broken: "red",
  stale: "yellow",
  flaky: "yellow",
  unconfirmed: "yellow",
  untried: "yellow",
} as const;

type Paint = (style: keyof typeof styles, text: string) => string;

/** So many of a kind are named on a screen; the report names them all. */
const most = { defects: 10, crashes: 3, others: 3, untried: 10 };

export interface SummaryOptions {
  /** All that is wrong, each with its story, in place of what fits a screen. */
  readonly isVerbose?: boolean;
}

/** What a person reads at the end of a run. Colours are left out where the stream shows none. */
export function summary(
  report: Report,
  out: NodeJS.WriteStream,
  { isVerbose = false }: SummaryOptions = {},
): string {
  const paint: Paint = (style, text) => styleText(styles[style], text, { stream: out });
  return [
    ...(isVerbose ? everything(report, paint) : theWorst(report, paint)),
    "",
    ...totals(report),
  ].join("\n");
}

const rulesOf = ({ rules }: Report, outcome: Outcome): readonly RuleReport[] =>
  rules.filter((rule) => rule.outcome === outcome);

/** The first lines of many, and how many more there are. */
const first = (lines: readonly string[], count: number, what: string): readonly string[] => [
  ...lines.slice(0, count),
  ...(lines.length > count ? [`       and ${lines.length - count} more ${what}`] : []),
];

/** What fits a screen. */
function theWorst(report: Report, paint: Paint): readonly string[] {
  const defects = defectsTold(report);
  const [worst] = defects;
  const story = worst?.rule.counterexample;
  return [
    ...first(
      (report.crashes ?? []).map((crash) => crashLine(crash, paint)),
      most.crashes,
      "crashes",
    ),
    ...first(
      defects.map((defect) => defectLine(defect, paint)),
      most.defects,
      "defects: see the report, or --verbose",
    ),
    ...(story === undefined
      ? []
      : ["the first of them again:", `       replay:   ${again(report, story.token)}`]),
    ...(["stale", "flaky", "unconfirmed"] as const).flatMap((outcome) =>
      first(
        rulesOf(report, outcome).map((rule) => doubtLine(rule, paint)),
        most.others,
        outcome,
      ),
    ),
    ...first(lossLines(report), most.others, "losses"),
  ];
}

/** All that is wrong, each with its story. */
const everything = (report: Report, paint: Paint): readonly string[] => [
  ...(report.crashes ?? []).flatMap((crash) => [
    crashLine(crash, paint),
    `       actual:   ${cut(crash.counterexample.actual)}`,
    `       replay:   ${again(report, crash.counterexample.token)}`,
  ]),
  ...defectsTold(report).flatMap((defect) => [
    defectLine(defect, paint),
    ...shortStory(report, defect.rule),
    ...(defect.control === undefined ? [] : [`       but not:  ${cut(defect.control.difference)}`]),
    ...(defect.others.length === 0
      ? []
      : [`       so too:   ${cut(defect.others.map(({ id }) => id).join(", "))}`]),
  ]),
  ...(["stale", "flaky", "unconfirmed"] as const).flatMap((outcome) =>
    rulesOf(report, outcome).map((rule) => doubtLine(rule, paint)),
  ),
  ...first(
    rulesOf(report, "untried").map((rule) => doubtLine(rule, paint)),
    most.untried,
    "untried: see the report",
  ),
  ...lossLines(report),
];

const crashLine = ({ id, count }: NonNullable<Report["crashes"]>[number], paint: Paint): string =>
  `${paint("broken", "crash ")} ${nameOfCrash(id)}, ${count} times, and each time when told again`;

const defectLine = ({ title, level, rule }: ToldDefect, paint: Paint): string =>
  `${paint("broken", "broken")} ${cut(`${rule.id} (${level})${title === rule.id ? "" : `: ${title}`}`)}`;

const doubtLine = ({ id, outcome, because }: RuleReport, paint: Paint): string => {
  if (outcome === "stale")
    return `${paint("stale", "stale ")} ${id}: listed as a deviation, and kept`;
  const style = outcome === "flaky" ? "flaky" : outcome === "untried" ? "untried" : "unconfirmed";
  return `${paint(style, outcome.padEnd(6))} ${id}${because === undefined ? "" : `: ${cut(because)}`}`;
};

const lossLines = ({ lost }: Report): readonly string[] =>
  lost.map(({ operation, reason, count }) => `lost    ${count} × ${operation}: ${cut(reason)}`);

/** What it all comes to. */
const totals = (report: Report): readonly string[] => [
  `${visible(report.target.name)}${report.target.endpoint === undefined ? "" : ` at ${visible(report.target.endpoint)}`}, ${seedOf(report)}: ${report.spent.commands + report.spent.shrinkCommands} requests in ${report.spent.seconds} s${ended(report)}`,
  ...toldDefects(report),
  told(report),
  ...asides(report),
  ...exhaustion(report),
  `coverage ${percent(report.score.coverage)}, divergence ${percent(report.score.divergence)}, grade ${report.score.grade}`,
  ...whatIsLeft(report),
  ...proof(report),
  ...answered(report),
  ...(report.inconclusive === undefined || report.verdict === "inconclusive"
    ? []
    : [`not all could be tried: ${visible(report.inconclusive)}`]),
  ...changes(report).map((line) => cut(line)),
  `verdict: ${report.verdict}; exit ${report.ruling?.exitCode}: ${visible(report.ruling?.because ?? "")}`,
];

const shortStory = (report: Report, { layer, counterexample }: RuleReport): readonly string[] => [
  `       expected: ${cut(counterexample?.expected)}`,
  `       actual:   ${cut(counterexample?.actual)}`,
  ...(layer === undefined ? [] : [`       cause:    ${layers[layer]}`]),
  `       replay:   ${again(report, counterexample?.token ?? "")}`,
];

/** What was found that breaks no rule, and what a client has no way to ask. */
const asides = ({ crashes = [], unasked = [] }: Report): readonly string[] => [
  ...(crashes.length === 0
    ? []
    : [
        `${crashes.length} ${crashes.length === 1 ? "request is" : "requests are"} lost each time, while others are answered (crash): no rule counts them`,
      ]),
  ...unasked
    .slice(0, most.others)
    .map(({ operation, reason, count }) => `not asked ${count} × ${operation}: ${cut(reason)}`),
];

/** How many open questions were answered. */
function answered({ questions = [] }: Report): readonly string[] {
  const known = questions.filter(({ answers }) => answers.length > 0).length;
  return known === 0
    ? []
    : [`${known} of ${questions.length} open questions answered: see the report`];
}

/** A text as one line that is not too long, in which every character is shown. */
const cut = (text = ""): string => shortened(visible(text.slice(0, 1000)), 160);
