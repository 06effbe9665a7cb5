import { type Outcome, outcomes, type Report } from "./report.ts";
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

/** Where the randomness started, and which part of the run the report is on, where several machines share it. */
export function seedOf({ seed, shards }: Report): string {
  if (shards === undefined) return `seed ${seed}`;
  const { of, held } = shards;
  return held.length === of
    ? `seed ${seed}, in ${of} shards`
    : `seed ${seed}, ${held.length === 1 ? "shard" : "shards"} ${held.join(", ")} of ${of}`;
}

/** The budget that ended the run before its time, as text to append; empty where none did. */
export const ended = ({ spent: { endedBy } }: Report): string =>
  endedBy === undefined
    ? ""
    : endedBy === "quiet"
      ? ", ended by --until-quiet"
      : `, ended by --${endedBy}`;

/** One sentence: how many defects, and of which kind the worst are; nothing where there are none. */
export function toldDefects({ defects = [] }: Report): readonly string[] {
  if (defects.length === 0) return [];
  const bad = defects.filter(({ harm }) => harm === "exposure" || harm === "access").length;
  return [
    `${defects.length} ${defects.length === 1 ? "defect" : "defects"}${bad === 0 ? "" : ` (${bad} of data or access)`}, by which ${new Set(defects.flatMap(({ rules }) => rules)).size} rules are broken`,
  ];
}

/** The line that tells a story again, as far as it is known how: else what `replay` takes. */
export const again = ({ replay }: Pick<Report, "replay">, token: string): string =>
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

/** Which pairs of classes met, and what is estimated to be left. */
export const whatIsLeft = ({ pairs, estimate, rules }: Report): readonly string[] => {
  const seldom = rules.filter(({ few }) => few !== undefined).length;
  return [
    ...(pairs === undefined
      ? []
      : [
          `pairs: ${pairs.met} of ${pairs.reachable}${seldom === 0 ? "" : `; ${seldom} rules spoke fewer than 20 times`}`,
        ]),
    ...(estimate === undefined
      ? []
      : [
          `estimated to be left: ${estimate.unseen} broken rules (${estimate.interval[0]} to ${estimate.interval[1]}); the next 100 requests show anything new with a chance of ${percent(estimate.newInNext100)} (from ${estimate.conversations} conversations that were aimed at nothing)`,
        ]),
  ];
};

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
