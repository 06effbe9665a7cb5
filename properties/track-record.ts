import { allRules, type ListedRule } from "../models/operations/index.ts";
import { linksOf } from "../models/rules/links.ts";
import type { DeviationList } from "../targets/deviations/read.ts";
import { flaws } from "../targets/reference/flaws/index.ts";
import type { Deviation } from "../targets/target.ts";
import { idOf } from "./diagnosis/defects.ts";

/** A list, and how to reach the emulator that it is of. */
export interface Recorded {
  readonly list: DeviationList;
  /** The lines that start it. */
  readonly start: readonly string[];
  /** The options that lead to it. */
  readonly options: string;
}

const intro = `# Track record

What the suite has found so far, made from the [lists of deviations](../targets/deviations) by \`npm run track-record\`: each defect with the
rules that it breaks, what AWS says, and the line that shows it again. Whether a list still holds is tried in CI.
`;

/** All that was found so far, as a page: by emulator and version, defect by defect. */
export const trackRecord = (recorded: readonly Recorded[]): string =>
  [intro, ...recorded.map((one) => sectionOf(one))].join("\n");

function sectionOf({ list, start, options }: Recorded): string {
  const { target, version = "", deviations } = list;
  const defects = [...Map.groupBy(deviations, ({ defect, rule }) => defect ?? rule)].flatMap(
    ([id, those]) => (id === undefined ? [] : [{ id, those }]),
  );
  const rules = defects.reduce((sum, { those }) => sum + those.length, 0);
  const absent = deviations.flatMap(({ operation }) => operation ?? []);
  return [
    `## ${target} ${version}: ${defects.length} defects, ${rules} rules`,
    "",
    "```sh",
    ...start,
    "```",
    "",
    ...(absent.length === 0 ? [] : [`It has no ${absent.join(", ")}.`, ""]),
    ...defects.flatMap(({ id, those }) => defectOf(id, those, options)),
  ].join("\n");
}

/** A defect by the rule that tells it: its own where it is named by one, and else the first of those with a story. */
function defectOf(id: string, those: readonly Deviation[], options: string): readonly string[] {
  const teller =
    those.find(({ rule }) => rule === id) ?? those.find(({ story }) => story) ?? those[0];
  const rule = allRules.find((one) => one.id === teller?.rule);
  if (teller === undefined || rule === undefined) return [];
  const title =
    flaws.find((flaw) => idOf(flaw) === id)?.title ?? `${rule.operation}: ${nameOf(rule)}`;
  const others = those.flatMap((one) =>
    one === teller || one.rule === undefined ? [] : [one.rule],
  );
  const { source, quote, facts } = rule.clause;
  const [link] = linksOf(source, rule.operation);
  const says = link === undefined ? source : `[${source}](${link})`;
  return [
    `### ${title}`,
    "",
    `- **Seen**: \`${rule.id}\` (${rule.level}): ${lineOf(teller.because)}`,
    `- **AWS** (${says}; ${facts.join(", ")}): ${lineOf(quote)}`,
    ...(others.length === 0
      ? []
      : [`- **Also broken by it**: ${others.map((one) => `\`${one}\``).join(", ")}`]),
    ...(teller.story === undefined
      ? []
      : [`- **Again**: \`npm run conformance -- replay ${teller.story} ${options}\``]),
    "",
  ];
}

const nameOf = ({ id }: ListedRule): string => (id.split("/")[1] ?? id).replaceAll("-", " ");

/** A text in one line, in which nothing is a mark. */
const lineOf = (text: string): string =>
  text
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll(/[\\`*_[\]<>|~]/g, String.raw`\$&`);
