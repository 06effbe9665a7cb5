import type { RuleId } from "../../models/rules/rule.ts";
import type { Windows } from "../../targets/reference/store.ts";
import { cover } from "./cover.ts";
import type { Explained } from "./explained.ts";
import { atopOf, combined, explanationsOf } from "./explaining.ts";
import type { Hypothesis } from "./hypotheses.ts";
import type { Symptom } from "./symptom.ts";
import { Trying } from "./trying.ts";
import { following, united } from "./uniting.ts";

/** One thing that is wrong, and the rules that are broken by it: first the one by which it is told. */
export interface Diagnosis {
  /** The fault that shows it; nothing where no fault that we know does. */
  readonly hypothesis?: Hypothesis;
  readonly rules: readonly RuleId[];
  /** It breaks nothing that was kept, and is what it is told to be by more than one thing, or by its own rule. */
  readonly isSure: boolean;
}

export interface DiagnosisOptions {
  readonly region: string;
  /** How long changes take at the target, as far as it matters: some time, or none. */
  readonly windows: Windows;
  /** The rules that were tried and kept. */
  readonly kept: ReadonlySet<string>;
  /** Ends it: what it comes to then is of no use. */
  readonly signal?: AbortSignal | undefined;
}

/** The fewest faults that show what was seen, and not much that was not. */
export async function diagnosed(
  symptoms: readonly Symptom[],
  { region, windows, kept, signal }: DiagnosisOptions,
): Promise<readonly Diagnosis[]> {
  const trying = new Trying({ region, windows, signal });
  const alone: readonly Explained[] = [
    ...(await explanationsOf(symptoms, kept, trying)),
    // What no fault shows stands by itself.
    ...symptoms.keys().map((index) => ({
      of: undefined,
      explains: new Set([index]),
      isMissing: true as const,
    })),
  ];
  const first = cover(symptoms.length, alone);
  const second = await combined(first, symptoms, trying);
  const third = await atopOf(second, symptoms, kept, trying);
  return united(following(third, symptoms), symptoms).map(
    ({ of, explains, contradictions = 0, isBroad = false }) => ({
      ...(of === undefined ? {} : { hypothesis: of }),
      rules: inOrder(
        [...explains].flatMap((index) => symptoms[index] ?? []),
        of,
      ),
      // One fault at large of one thing alone may be another.
      isSure: contradictions === 0 && !(isBroad && explains.size === 1),
    }),
  );
}

/** The rules of what is explained: those that tell the fault best first, then those with the shorter stories. */
const inOrder = (
  explained: readonly Symptom[],
  hypothesis: Hypothesis | undefined,
): readonly RuleId[] => {
  const tells = ({ rule }: Symptom): boolean =>
    rule === hypothesis?.rule || (hypothesis?.by !== undefined && rule.includes(hypothesis.by));
  return explained
    .toSorted(
      (one, other) =>
        Number(tells(other)) - Number(tells(one)) ||
        one.conversation.length - other.conversation.length,
    )
    .map(({ rule }) => rule);
};
