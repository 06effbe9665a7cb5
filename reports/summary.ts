import { styleText } from "node:util";

import { type Control, type Outcome, outcomes, type Report, type RuleReport } from "./report.ts";
import { visible } from "./text.ts";

export const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

const counted = ({ rules }: Report): ReadonlyMap<Outcome, number> =>
  new Map(
    outcomes
      .map((outcome) => [outcome, rules.filter((rule) => rule.outcome === outcome).length] as const)
      .filter(([, count]) => count > 0),
  );

/** One sentence: how many rules, and what became of them. */
export const told = (report: Report): string =>
  `${report.rules.length} rules: ${[...counted(report)].map(([outcome, count]) => `${count} ${outcome}`).join(", ")}.`;

/** The budget that ended the run before its time, as text to append; empty where none did. */
export const ended = ({ spent: { endedBy } }: Report): string =>
  endedBy === undefined ? "" : `, ended by --${endedBy}`;

/** Untried rules named on a terminal; the report names them all. */
const longestList = 10;

const styles = {
  broken: "red",
  stale: "yellow",
  flaky: "yellow",
  unconfirmed: "yellow",
  tolerated: "dim",
  untried: "yellow",
} as const;

/** What a person reads at the end of a run. Colours are left out where the stream shows none. */
export function summary(report: Report, out: NodeJS.WriteStream): string {
  const paint = (style: keyof typeof styles, text: string): string =>
    styleText(styles[style], text, { stream: out });
  const of = (outcome: Outcome): readonly RuleReport[] =>
    report.rules.filter((rule) => rule.outcome === outcome);
  return [
    ...(report.crashes ?? []).flatMap(({ id, count, counterexample }) => [
      `${paint("broken", "crash ")} ${nameOfCrash(id)}, ${count} times, and each time when told again`,
      `       actual:   ${cut(counterexample.actual)}`,
      `       replay:   ${again(report, counterexample.token)}`,
    ]),
    ...countingDefects(report).flatMap(({ title, level, control, rule, others }) => [
      `${paint("broken", "broken")} ${rule.id} (${level})${title === rule.id ? "" : `: ${visible(title)}`}`,
      ...shortStory(report, rule),
      ...(control === undefined ? [] : [`       but not:  ${cut(control.difference)}`]),
      ...(others.length === 0
        ? []
        : [`       so too:   ${cut(others.map(({ id }) => id).join(", "))}`]),
    ]),
    ...of("stale").map(
      ({ id }) => `${paint("stale", "stale ")} ${id}: listed as a deviation, and kept`,
    ),
    ...of("flaky").map(({ id, because }) => `${paint("flaky", "flaky ")} ${id}: ${cut(because)}`),
    ...of("unconfirmed").map(
      ({ id, because }) => `${paint("unconfirmed", "unconfirmed")} ${id}: ${cut(because)}`,
    ),
    ...of("untried")
      .slice(0, longestList)
      .map(
        ({ id, because }) =>
          `${paint("untried", "untried")} ${id}${because === undefined ? "" : `: ${cut(because)}`}`,
      ),
    ...(of("untried").length > longestList
      ? [`        and ${of("untried").length - longestList} more: see the report`]
      : []),
    ...report.lost.map(
      ({ operation, reason, count }) => `lost    ${count} × ${operation}: ${cut(reason)}`,
    ),
    "",
    `${visible(report.target.name)}${report.target.endpoint === undefined ? "" : ` at ${visible(report.target.endpoint)}`}, seed ${report.seed}: ${report.spent.commands + report.spent.shrinkCommands} requests in ${report.spent.seconds} s${ended(report)}`,
    ...toldDefects(report),
    told(report),
    ...asides(report),
    ...exhaustion(report),
    `coverage ${percent(report.score.coverage)}, divergence ${percent(report.score.divergence)}, grade ${report.score.grade}`,
    ...proof(report),
    ...answered(report),
    ...(report.inconclusive === undefined || report.verdict === "inconclusive"
      ? []
      : [`not all could be tried: ${visible(report.inconclusive)}`]),
    ...changes(report).map((line) => visible(line)),
    `verdict: ${report.verdict}; exit ${report.ruling?.exitCode}: ${visible(report.ruling?.because ?? "")}`,
  ].join("\n");
}

/** What is wrong and counts, each with the rule by which it is told and the others that are broken by it. */
export function countingDefects({ defects, rules }: Report): readonly {
  readonly title: string;
  readonly control?: Control | undefined;
  readonly level: string;
  readonly rule: RuleReport;
  readonly others: readonly RuleReport[];
}[] {
  const broken = new Map(
    rules.filter(({ outcome }) => outcome === "broken").map((rule) => [rule.id, rule] as const),
  );
  // Of a run that was interrupted, and of older reports, each broken rule stands by itself.
  const all =
    defects ??
    [...broken.values()].map(({ id, level }) => ({
      title: id,
      level,
      control: undefined,
      rules: [id],
    }));
  return all.flatMap(({ title, level, control, rules: its }) => {
    const [rule, ...others] = its.flatMap((id) => broken.get(id) ?? []);
    return rule === undefined ? [] : [{ title, level, control, rule, others }];
  });
}

const shortStory = (report: Report, { layer, counterexample }: RuleReport): readonly string[] => [
  `       expected: ${cut(counterexample?.expected)}`,
  `       actual:   ${cut(counterexample?.actual)}`,
  ...(layer === undefined ? [] : [`       cause:    ${layers[layer]}`]),
  `       replay:   ${again(report, counterexample?.token ?? "")}`,
];

/** One sentence: how many defects, and of which kind the worst are; nothing where there are none. */
export function toldDefects({ defects = [] }: Report): readonly string[] {
  if (defects.length === 0) return [];
  const bad = defects.filter(({ harm }) => harm === "exposure" || harm === "access").length;
  return [
    `${defects.length} ${defects.length === 1 ? "defect" : "defects"}${bad === 0 ? "" : ` (${bad} of data or access)`}, by which ${new Set(defects.flatMap(({ rules }) => rules)).size} rules are broken`,
  ];
}

/** The line that tells a story again, as far as it is known how: else what `replay` takes. */
export const again = ({ replay }: Report, token: string): string =>
  replay === undefined
    ? token
    : visible([replay.command, "replay", token, ...replay.options].join(" "));

/** What was asked, and how it ended. */
export const nameOfCrash = (id: string): string => id.replace(/^crash\//, "");

/** Whose fault it is, where a client stands between. */
export const layers = {
  client: "the client: without it the rule is kept",
  service: "the service beneath: without the client the rule is broken too",
} as const;

/** What was found that breaks no rule, and what a client has no way to ask. */
const asides = ({ crashes = [], unasked = [] }: Report): readonly string[] => [
  ...(crashes.length === 0
    ? []
    : [
        `${crashes.length} ${crashes.length === 1 ? "request is" : "requests are"} lost each time, while others are answered (crash): no rule counts them`,
      ]),
  ...unasked
    .slice(0, longestList)
    .map(({ operation, reason, count }) => `not asked ${count} × ${operation}: ${cut(reason)}`),
];

/** What is proven of what was made at a place that others use. */
export const proof = ({ names }: Report): readonly string[] =>
  names === undefined
    ? []
    : [
        names.gone === names.named
          ? `${names.named} names were given to users and groups: every one is seen to be gone`
          : `${names.named} names were given to users and groups: ${names.gone} are seen to be gone`,
      ];

/** What changed since the baseline, where there is one. */
export const changes = ({ ruling }: Report): readonly string[] => [
  ...(ruling?.newlyBroken === undefined || ruling.newlyBroken.length === 0
    ? []
    : [`newly broken since the baseline: ${ruling.newlyBroken.join(", ")}`]),
  ...(ruling?.mended === undefined || ruling.mended.length === 0
    ? []
    : [`mended since the baseline: ${ruling.mended.join(", ")}`]),
];

/** How many open questions were answered. */
function answered({ questions = [] }: Report): readonly string[] {
  const known = questions.filter(({ answers }) => answers.length > 0).length;
  return known === 0
    ? []
    : [`${known} of ${questions.length} open questions answered: see the report`];
}

/** A text as one line that is not too long, in which every character is shown. */
function cut(text = ""): string {
  const shown = visible(text.slice(0, 1000));
  return shown.length > 160 ? `${shown.slice(0, 159)}…` : shown;
}

/** What a run that says everything proves. */
export function exhaustion({ exhaustive, rules }: Report): readonly string[] {
  if (exhaustive === undefined) return [];
  const { length, conversations, isComplete } = exhaustive;
  const all = `all ${conversations} conversations of up to ${length} commands over two users`;
  if (!isComplete)
    return [
      `the run ended before all was said: ${conversations} conversations of ${length} commands`,
    ];
  const broken = rules.filter(({ outcome }) => outcome === "broken" || outcome === "tolerated");
  return [broken.length === 0 ? `no violation in ${all}` : `${all} were said`];
}
