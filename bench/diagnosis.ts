import * as fc from "fast-check";

import { symptomsIn } from "../properties/diagnosis/defects.ts";
import { type Hypothesis, hypotheses } from "../properties/diagnosis/hypotheses.ts";
import type { Symptom } from "../properties/diagnosis/symptom.ts";
import { Trying } from "../properties/diagnosis/trying.ts";
import { defaultRun, survey } from "../properties/survey.ts";
import type { Report } from "../reports/report.ts";
import { together } from "../targets/reference/faults.ts";
import { reference } from "../targets/reference/index.ts";
import { usualWindows } from "../targets/reference/store.ts";
import { alone, type Bench, median } from "./figure.ts";

/** How many services are made (`DIAGNOSIS_WORLDS` where there is less time), with how many faults each in turn. */
const worlds = Number(process.env["DIAGNOSIS_WORLDS"] ?? 300);
const sizes = [1, 3, 8, 20] as const;
/** Every so many of them is surveyed by a second seed too. */
const twice = 10;

/** A fault of one rule, or one at large that is no mere form of answers: those are planted by the rules of forms. */
const plantable = hypotheses.filter(({ name }) => !name.startsWith("answers: "));

/** What came of one service. */
interface Found {
  readonly defects: number;
  /** Of these, those whose story a planted fault shows by itself. */
  readonly planted: number;
  /** Faults that were planted and that, each by itself, show a story that was told. */
  readonly visible: number;
  readonly told: number;
  /** How many were planted, whether or not others hide them. */
  readonly faults: number;
  readonly broken: number;
  readonly agreement: number | undefined;
  /** The time to explain it all, of that to find it. */
  readonly share: number;
}

async function surveyed(faults: readonly Hypothesis[], seed: number) {
  let explainedAt = performance.now();
  const started = performance.now();
  const report = await survey(reference({ fault: together(faults.map(({ fault }) => fault)) }), {
    ...defaultRun,
    seed,
    settleSeconds: 60,
    onProgress: ({ phase }) => {
      if (phase !== "diagnosing") explainedAt = performance.now();
    },
  });
  return { report, share: (performance.now() - explainedAt) / (explainedAt - started) };
}

/** Makes a service with faults, and looks whether these are what it is told to have. */
async function world(index: number): Promise<Found> {
  const size = sizes[index % sizes.length] ?? 1;
  const [faults = []] = fc.sample(
    fc.shuffledSubarray([...plantable], { minLength: size, maxLength: size }),
    { seed: index, numRuns: 1 },
  );
  const { report, share } = await surveyed(faults, defaultRun.seed);
  const second =
    index % twice === 0 ? (await surveyed(faults, defaultRun.seed + 1)).report : undefined;
  return {
    ...(await matched(report, faults)),
    share,
    agreement: second && alikeIn(report, second),
  };
}

async function matched(
  report: Report,
  faults: readonly Hypothesis[],
): Promise<Omit<Found, "share" | "agreement">> {
  const { defects = [] } = report;
  const symptoms = new Map(symptomsIn(report).map((symptom) => [symptom.rule as string, symptom]));
  const trying = new Trying({ region: "us-east-1", windows: usualWindows });
  const showing = async (symptom: Symptom): Promise<readonly Hypothesis[]> => {
    const all: Hypothesis[] = [];
    for (const fault of faults) if (await trying.shows([fault], symptom)) all.push(fault);
    return all;
  };
  const visible = new Set<Hypothesis>();
  const shownBy = new Map<string, readonly Hypothesis[]>();
  for (const [rule, symptom] of symptoms) {
    const all = await showing(symptom);
    shownBy.set(rule, all);
    for (const fault of all) visible.add(fault);
  }
  const told = new Set(defects.flatMap(({ rule }) => shownBy.get(rule) ?? []));
  return {
    defects: defects.length,
    planted: defects.filter(({ rule }) => (shownBy.get(rule) ?? []).length > 0).length,
    visible: visible.size,
    told: told.size,
    faults: faults.length,
    broken: symptoms.size,
  };
}

/** How much of what two reports tell is the same: of all the defects that either tells. */
function alikeIn({ defects: one = [] }: Report, { defects: other = [] }: Report): number {
  const [these, those] = [new Set(one.map(({ id }) => id)), new Set(other.map(({ id }) => id))];
  const all = these.union(those).size;
  return all === 0 ? 1 : these.intersection(those).size / all;
}

/** Whether what a service is told to have is what it has. */
export const diagnosis: Bench = {
  name: "diagnosis",
  isLong: true,
  async run(say) {
    const found: Found[] = [];
    for (let index = 0; index < worlds; index += 1) {
      found.push(await world(index));
      if (index % 10 === 9) say(`${index + 1} of ${worlds} services`);
    }
    const sum = (of: (one: Found) => number): number =>
      found.reduce((total, one) => total + of(one), 0);
    const agreements = found.flatMap(({ agreement }) => agreement ?? []);
    return [
      alone(
        "defects told that were planted, %",
        (100 * sum(({ planted }) => planted)) / sum(({ defects }) => defects),
        ">= 98",
        (value) => value >= 98,
      ),
      alone(
        "planted faults that show anything, and are told, %",
        (100 * sum(({ told }) => told)) / sum(({ visible }) => visible),
        ">= 95",
        (value) => value >= 95,
      ),
      alone(
        "planted faults that are told, whatever hides them, %",
        (100 * sum(({ told }) => told)) / sum(({ faults }) => faults),
        "none set",
        () => true,
      ),
      alone(
        "broken rules a defect",
        sum(({ broken }) => broken) / sum(({ defects }) => defects),
        "none set",
        () => true,
      ),
      alone(
        "defects on which two seeds agree, %",
        (100 * agreements.reduce((total, one) => total + one, 0)) / agreements.length,
        ">= 97",
        (value) => value >= 97,
      ),
      alone(
        "time to explain, of the time to find, median",
        median(found.map(({ share }) => share)),
        "< 0.33",
        (value) => value < 0.33,
      ),
    ];
  },
};
