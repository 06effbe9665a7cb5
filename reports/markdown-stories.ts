import type { Report, RuleReport } from "./report.ts";
import type { Counterexample } from "./stored.ts";
import { again, layers } from "./summary.ts";
import { block, code, prose } from "./text.ts";
import { timeline } from "./timeline.ts";
import { defectsTold } from "./told.ts";

/** How to tell a story again: as lines of a shell, and by us. */
export const retelling = (report: Report, { awsCli, token }: Counterexample): readonly string[] => [
  ...block("sh", awsCli),
  "",
  `Again: ${code(again(report, token))}`,
  "",
];

/** What is wrong and counts: the story of each, and what else is broken by it. */
export function defects(report: Report): readonly string[] {
  const found = defectsTold(report);
  return found.length === 0
    ? []
    : [
        `## Defects (${found.length})`,
        "",
        ...found.flatMap(({ title, control, rule, others }, index) => [
          ...story(report, `${index + 1}. ${title}`, rule),
          ...(control === undefined
            ? []
            : [
                `Control, which does not show it: ${prose(control.difference)}. ${code(again(report, control.story))}`,
                "",
              ]),
          ...(others.length === 0
            ? []
            : [`<details><summary>Broken by it too: ${others.length}</summary>`, ""]),
          ...others.flatMap(({ id, level, counterexample }) =>
            counterexample === undefined
              ? [`- ${id} (${level})`]
              : [
                  `- ${id} (${level}): expected ${code(counterexample.expected)}, actual ${code(counterexample.actual)}. Again: ${code(again(report, counterexample.token))}`,
                ],
          ),
          ...(others.length === 0 ? [] : ["", "</details>", ""]),
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
    ...(title.endsWith(id) ? [] : [`Rule: \`${id}\``, ""]),
    `> ${prose(clause.quote)}`,
    `> — ${sourceIn(clause)} (${clause.evidence}; ${clause.facts.join(", ")})`,
    "",
    `- expected: ${code(expected)}`,
    `- actual: ${code(actual)}`,
    ...(layer === undefined ? [] : [`- cause: ${layers[layer]}`]),
    "",
    ...(bars.length === 0 ? [] : [...block("text", bars), ""]),
    ...retelling(report, counterexample),
  ];
}

/** Where a clause stands, as a link where it is one. */
export const sourceIn = ({ source, links = [] }: RuleReport["clause"]): string =>
  links[0] === undefined ? prose(source) : `[${prose(source)}](${links[0]})`;
