import type { Report, RuleReport } from "./report.ts";

const gradeCriteria =
  "A: no must rule broken and divergence under 0.02; B: under 0.05; C: under 0.15; D: under 0.3; E: the rest. Tolerated rules count as broken. Not graded under a coverage of 0.5, nor where the run is inconclusive.";

const wasExercised = ({ exercised }: RuleReport): boolean => exercised > 0;
/** True of what departs from the contract, whether or not a list tolerates it. */
export const isBroken = ({ outcome }: RuleReport): boolean =>
  outcome === "broken" || outcome === "tolerated";

/** Coverage and divergence are two figures and are never added: one speaks of the run, the other of the target. */
export function score(rules: readonly RuleReport[], isConclusive: boolean): Report["score"] {
  const exercised = rules.filter((rule) => wasExercised(rule));
  const broken = exercised.filter((rule) => isBroken(rule));
  const coverage = ratio(exercised.length, rules.length);
  const divergence = ratio(broken.length, exercised.length);
  const keepsMust = broken.every(({ level }) => level === "should");
  const mark = isConclusive ? grade(coverage, divergence, keepsMust) : "not graded";
  return { coverage, divergence, grade: mark, gradeCriteria };
}

const ratio = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((1000 * part) / whole) / 1000;

function grade(coverage: number, divergence: number, keepsMust: boolean): string {
  if (coverage < 0.5) return "not graded";
  if (divergence < 0.02 && keepsMust) return "A";
  if (divergence < 0.05) return "B";
  if (divergence < 0.15) return "C";
  return divergence < 0.3 ? "D" : "E";
}
