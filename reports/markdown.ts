import { defectTable, whatToDo } from "./markdown-beginning.ts";
import { defects, retelling } from "./markdown-stories.ts";
import { inOneFile, type Report, type RuleReport } from "./report.ts";
import {
  changes,
  ended,
  exhaustion,
  nameOfCrash,
  percent,
  proof,
  seedOf,
  told,
  toldDefects,
  whatIsLeft,
} from "./summary.ts";
import { code, prose } from "./text.ts";

/** The report as a page: what to do, what is wrong, each with its story, and then every rule. */
export const markdown = inOneFile("report.md", (report) =>
  [
    `# ${nameOf(report)}: ${report.verdict ?? "no verdict"}`,
    "",
    [
      ...(report.date === undefined ? [] : [report.date.slice(0, 16).replace("T", " ")]),
      seedOf(report),
      `suite ${report.suite.version}`,
      ...(report.ruling === undefined
        ? []
        : [`exit ${report.ruling.exitCode}: ${prose(report.ruling.because)}`]),
    ].join(" · "),
    "",
    ...whatToDo(report),
    ...defectTable(report),
    ...toldDefects(report).map((line) => `${line}.`),
    told(report),
    ...exhaustion(report),
    "",
    `Coverage ${percent(report.score.coverage)}, divergence ${percent(report.score.divergence)}, grade ${report.score.grade}. ${report.score.gradeCriteria}`,
    "",
    `${report.spent.commands} requests to search, ${report.spent.shrinkCommands} to shorten${ended(report)}.`,
    "",
    ...changes(report).flatMap((line) => [`${prose(line)}.`, ""]),
    ...(report.inconclusive === undefined
      ? []
      : [
          `${report.verdict === "inconclusive" ? "Inconclusive" : "Not all could be tried"}: ${code(report.inconclusive)}.`,
          "",
        ]),
    ...proof(report).flatMap((line) => [`${line}.`, ""]),
    ...leftBehind(report),
    ...operations(report),
    ...unasked(report),
    ...defects(report),
    ...crashes(report),
    ...section("Flaky", report.rules, "flaky", reason),
    ...section("Unconfirmed", report.rules, "unconfirmed", reason),
    ...section("Stale deviations", report.rules, "stale", reason),
    ...section("Tolerated", report.rules, "tolerated", reason),
    ...losses(report),
    ...untried(report),
    ...questions(report),
    ...table(report),
    ...notMet(report),
    "<details><summary>Every rule</summary>",
    "",
    "| rule | level | outcome | exercised | evidence | facts |",
    "| --- | --- | --- | --- | --- | --- |",
    ...report.rules.map(
      ({ id, level, outcome, exercised, clause }) =>
        `| ${id} | ${level} | ${outcome} | ${exercised} | ${evidenceOf(clause)} | ${clause.facts.join(", ")} |`,
    ),
    "",
    "</details>",
    "",
  ].join("\n"),
);

const evidenceOf = ({ evidence, links = [] }: RuleReport["clause"]): string =>
  links[0] === undefined ? evidence : `[${evidence}](${links[0]})`;

const nameOf = ({ target }: Report): string =>
  prose(
    [target.name, target.version, target.endpoint].filter((part) => part !== undefined).join(" "),
  );

const leftBehind = ({ leftBehind: names = [] }: Report): readonly string[] =>
  names.length === 0
    ? []
    : [`Left behind, to be deleted by hand: ${names.map((name) => code(name)).join(", ")}.`, ""];

function operations({ operations: known }: Report): readonly string[] {
  const missing = Object.entries(known).filter(([, support]) => support === "unsupported");
  const denied = Object.entries(known).filter(([, support]) => support === "denied");
  return [
    ...(missing.length === 0
      ? []
      : [`Not supported: ${missing.map(([name]) => name).join(", ")}.`, ""]),
    ...(denied.length === 0
      ? []
      : [
          `The caller lacks a permission: ${denied.map(([name]) => `elasticache:${name}`).join(", ")}.`,
          "",
        ]),
  ];
}

const losses = ({ lost }: Report): readonly string[] =>
  lost.length === 0
    ? []
    : [
        "## Lost on the road",
        "",
        "Not held against the target: requests that got no answer of the service.",
        "",
        ...lost.map(
          ({ operation, reason: why, count }) => `- ${count} × ${operation}: ${code(why)}`,
        ),
        "",
      ];

const crashes = (report: Report, found = report.crashes ?? []): readonly string[] =>
  found.length === 0
    ? []
    : [
        `## Crashes (${found.length})`,
        "",
        "Lost each time, in fresh sessions, while other requests are answered. No rule counts them.",
        "",
        ...found.flatMap(({ id, count, counterexample }) => [
          `### ${nameOfCrash(id)} (${count} times)`,
          "",
          `- actual: ${code(counterexample.actual)}`,
          "",
          ...retelling(report, counterexample),
        ]),
      ];

const unasked = ({ unasked: ways = [] }: Report): readonly string[] =>
  ways.length === 0
    ? []
    : [
        "## Not asked",
        "",
        "What the client has no way to ask for, or does not look at. Not held against it.",
        "",
        ...ways.map(
          ({ operation, reason: why, count }) => `- ${count} × ${operation}: ${code(why)}`,
        ),
        "",
      ];

function untried({ rules }: Report): readonly string[] {
  const chosen = rules.filter(({ outcome }) => outcome === "untried");
  return chosen.length === 0
    ? []
    : [
        `## Untried (${chosen.length})`,
        "",
        ...chosen.map(
          ({ id, because = "No answer had anything to say about it." }) =>
            `- ${id}: ${prose(because)}`,
        ),
        "",
      ];
}

/** What no fact answers, and what this target did. */
function questions({ questions: asked = [], target, rules }: Report): readonly string[] {
  const answered = asked.filter(({ answers }) => answers.length > 0);
  const silent = asked.filter(({ answers }) => answers.length === 0);
  const inferred = rules.filter(({ clause }) => clause.evidence === "inferred");
  return asked.length === 0
    ? []
    : [
        "## Open questions",
        "",
        `No fact says what AWS does here, and nobody is attributed; this is what ${prose(target.name)} did.`,
        "",
        "| question | answer | times | first request |",
        "| --- | --- | --- | --- |",
        ...answered.flatMap(({ question, answers }) =>
          answers.map(
            ({ answer, count, command }) =>
              `| ${prose(question)} | ${code(answer)} | ${count} | ${code(`${command.operation} ${JSON.stringify(command.input)}`)} |`,
          ),
        ),
        ...inferred.map(
          ({ id, outcome, exercised }) =>
            `| Does it hold that ${id} (inferred)? | ${outcome} | ${exercised} | |`,
        ),
        "",
        ...(silent.length === 0
          ? []
          : [`Not asked in this run: ${silent.map(({ id }) => id).join(", ")}.`, ""]),
      ];
}

const table = ({ cells }: Report): readonly string[] =>
  cells === undefined
    ? []
    : [
        "## What can happen to a user",
        "",
        `${cells.reached} of ${cells.reachable} cells of the table (operation × how the user proves who it is, before and after × engine × status × spelling) were met${cells.unreached.length === 0 ? "." : "; not these:"}`,
        "",
        ...cells.unreached.map((name) => `- ${name}`),
        ...(cells.unreached.length === 0 ? [] : [""]),
      ];

/** So many pairs that did not meet are named here; the report names them all. */
const mostPairs = 50;

const notMet = (report: Report): readonly string[] => {
  const unmet = report.pairs?.unmet ?? [];
  const lines = whatIsLeft(report);
  return lines.length === 0
    ? []
    : [
        "## What is left",
        "",
        ...lines.flatMap((line) => [`${line}.`, ""]),
        ...unmet.slice(0, mostPairs).map((pair) => `- did not meet: ${code(pair)}`),
        ...(unmet.length > mostPairs ? [`- and ${unmet.length - mostPairs} more`] : []),
        ...(unmet.length === 0 ? [] : [""]),
      ];
};

const section = (
  title: string,
  rules: readonly RuleReport[],
  outcome: RuleReport["outcome"],
  write: (rule: RuleReport) => readonly string[],
): readonly string[] => {
  const chosen = rules.filter((rule) => rule.outcome === outcome);
  return chosen.length === 0
    ? []
    : [`## ${title} (${chosen.length})`, "", ...chosen.flatMap((rule) => write(rule))];
};

const reason = ({ id, because }: RuleReport): readonly string[] => [
  `- **${id}**: ${code(because ?? "")}`,
  "",
];
