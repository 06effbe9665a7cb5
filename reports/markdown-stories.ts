import type { Counterexample, Report, RuleReport } from "./report.ts";
import { again, layers, countingDefects } from "./summary.ts";
import { block, code, prose } from "./text.ts";
import { timeline } from "./timeline.ts";

/** How to tell a story again: as lines of a shell, and by us. */
export const retelling = (report: Report, { awsCli, token }: Counterexample): readonly string[] => [
  ...block("sh", awsCli),
  "",
  `Again: ${code(again(report, token))}`,
  "",
];

/** What is wrong and counts: the story of each, and what else is broken by it. */
export function defects(report: Report): readonly string[] {
  const found = countingDefects(report);
  return found.length === 0
    ? []
    : [
        `## Broken (${found.length})`,
        "",
        ...found.flatMap(({ title, control, rule, others }) => [
          ...story(report, title, rule),
          ...(control === undefined
            ? []
            : [
                `Control, which does not show it: ${prose(control.difference)}. ${code(again(report, control.story))}`,
                "",
              ]),
          ...(others.length === 0 ? [] : ["By this these are broken too:", ""]),
          ...others.flatMap(({ id, level, counterexample }) =>
            counterexample === undefined
              ? [`- ${id} (${level})`]
              : [
                  `- ${id} (${level}): expected ${code(counterexample.expected)}, actual ${code(counterexample.actual)}. Again: ${code(again(report, counterexample.token))}`,
                ],
          ),
          ...(others.length === 0 ? [] : [""]),
        ]),
      ];
}

function story(
  report: Report,
  title: string,
  { id, level, clause, layer, counterexample }: RuleReport,
): readonly string[] {
  if (counterexample === undefined) return [];
  const { expected, actual, exchanges } = counterexample;
  const bars = timeline(exchanges);
  return [
    `### ${prose(title)} (${level})`,
    "",
    ...(title === id ? [] : [`Rule: \`${id}\``, ""]),
    `> ${prose(clause.quote)}`,
    `> — ${prose(clause.source)} (${clause.evidence}; ${clause.facts.join(", ")})`,
    "",
    `- expected: ${code(expected)}`,
    `- actual: ${code(actual)}`,
    ...(layer === undefined ? [] : [`- cause: ${layers[layer]}`]),
    "",
    ...(bars.length === 0 ? [] : [...block("text", bars), ""]),
    ...retelling(report, counterexample),
  ];
}
