import { allRules, type ListedRule } from "../../models/operations/index.ts";
import { type Defect, harms, type Report, type RuleReport } from "../../reports/report.ts";
import { commandOf } from "../../reports/stored.ts";
import { noWindows, usualWindows } from "../../targets/reference/store.ts";
import type { Stage } from "../options.ts";
import { diagnosed, type Diagnosis } from "./diagnose.ts";
import { harmOf, usual, worse } from "./harm.ts";
import type { Symptom } from "./symptom.ts";
import { becauseOf, titleOf } from "./title.ts";

/** So often a rule must have been tried before its having been kept speaks against a fault. */
const oftenEnough = 3;

export interface DefectsOptions {
  /** Ends it: the report stays as it was. */
  readonly signal?: AbortSignal | undefined;
  readonly stage?: Stage;
}

/** A report with what is wrong beside what is broken: a function of the report, whatever target it was. */
export async function withDefects(
  report: Report,
  { signal, stage }: DefectsOptions = {},
): Promise<Report> {
  const symptoms = symptomsIn(report);
  if (symptoms.length > 0) stage?.show({ phase: "diagnosing" });
  const kept = new Set(
    report.rules
      .filter(({ outcome, exercised }) => outcome === "kept" && exercised >= oftenEnough)
      .map(({ id }) => id),
  );
  const diagnoses = await diagnosed(symptoms, {
    region: report.target.region ?? "us-east-1",
    windows: isSeenChanging(report) ? usualWindows : noWindows,
    kept,
    signal,
  });
  if (signal?.aborted === true) return report;
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const defects = diagnoses
    .flatMap((diagnosis) => defectOf(diagnosis, rules))
    .toSorted(
      (one, other) =>
        harms.indexOf(one.harm) - harms.indexOf(other.harm) ||
        other.rules.length - one.rules.length,
    );
  const defectBy = new Map(defects.flatMap(({ id, rules: its }) => its.map((rule) => [rule, id])));
  return {
    ...report,
    defects,
    rules: report.rules.map(({ followsFrom: _, ...rule }) => {
      const defect = defectBy.get(rule.id);
      return defect === undefined ? rule : { ...rule, defect };
    }),
  };
}

/** What is broken, each with the story that shows it. */
export const symptomsIn = ({ rules }: Report): readonly Symptom[] =>
  rules.flatMap((rule) => symptomIn(rule));

function symptomIn({
  id,
  outcome,
  counterexample,
  followsFrom = [],
}: RuleReport): readonly Symptom[] {
  const listed = listedRule(id);
  if (counterexample === undefined || listed === undefined) return [];
  if (outcome !== "broken" && outcome !== "tolerated") return [];
  const { expected, actual, commands } = counterexample;
  const isDecision = actual === "accepted" || actual.startsWith("refused with ");
  return [
    {
      rule: listed.id,
      follows: followsFrom,
      conversation: commands.map((command) => commandOf(command)),
      failure: {
        violation: {
          rule: listed.id,
          expected,
          actual,
          ...(isDecision ? { isDecision: true as const } : {}),
        },
        step: commands.length - 1,
      },
    },
  ];
}

const listedRule = (id: string): ListedRule | undefined => allRules.find((rule) => rule.id === id);

/** True where the target was seen to take its time. */
const isSeenChanging = ({ rules }: Report): boolean =>
  rules.some(({ id, exercised }) => exercised > 0 && listedRule(id)?.meanwhile === true);

/** The name of a fault at large as an id, whatever code goes with it. */
export const idOf = ({ name }: { readonly name: string }): string =>
  name.replace(/ \(\w+\)/, "").replaceAll(/[^\w/.-]+/g, "-");

function defectOf(
  { hypothesis, rules, isSure }: Diagnosis,
  reported: ReadonlyMap<string, RuleReport>,
): readonly Defect[] {
  const [rule = ""] = rules;
  const listed = listedRule(rule);
  const told = reported.get(rule);
  if (listed === undefined || told?.counterexample === undefined) return [];
  const { token } = told.counterexample;
  const all = rules.flatMap((id) => listedRule(id) ?? []);
  return [
    {
      id: hypothesis?.rule ?? (hypothesis === undefined ? rule : idOf(hypothesis)),
      title: hypothesis?.title ?? titleOf(listed, told.counterexample),
      rule,
      because: becauseOf(told.counterexample),
      level: all.some(({ level }) => level === "must") ? "must" : "should",
      harm: worse(harmOf(listed), usual(all.map((one) => harmOf(one)))),
      confidence: hypothesis === undefined ? "low" : isSure ? "high" : "medium",
      story: token,
      rules: [...rules],
    },
  ];
}
