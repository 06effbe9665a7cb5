import { noWindows, usualWindows } from "../../targets/reference/store.ts";
import { diagnosed, type Diagnosis } from "./diagnose.ts";
import type { Hypothesis } from "./hypotheses.ts";
import { provingStories } from "./proving-stories.ts";
import type { Symptom } from "./symptom.ts";
import { Trying } from "./trying.ts";

const region = "us-east-1";

/** What a service with these faults would be seen to break, of the stories that prove the rules; and what it keeps. */
export async function seenOf(faults: readonly Hypothesis[], windows = usualWindows) {
  const trying = new Trying({ region, windows });
  const symptoms = new Map<string, Symptom>();
  const kept = new Set<string>();
  for (const story of provingStories()) {
    const { rule, conversation } = story;
    const told = await trying.told(faults, story);
    const failure = told?.failures.find(({ violation }) => violation.rule === rule);
    if (failure === undefined) kept.add(rule);
    else if (!symptoms.has(rule))
      symptoms.set(rule, {
        rule,
        conversation: conversation.slice(0, failure.step + 1),
        failure,
        follows: [],
      });
  }
  return { symptoms: [...symptoms.values()], kept: kept.difference(symptoms) };
}

/** What such a service is said to have. */
export async function toldOf(
  faults: readonly Hypothesis[],
  windows = usualWindows,
): Promise<readonly Diagnosis[]> {
  const { symptoms, kept } = await seenOf(faults, windows);
  return diagnosed(symptoms, { region, windows, kept });
}

/** True where a fault by itself shows the story by which something is told. */
export async function isShownBy(
  fault: Hypothesis,
  { rules: [rule] }: Diagnosis,
  symptoms: readonly Symptom[],
): Promise<boolean> {
  const symptom = symptoms.find((one) => one.rule === rule);
  return (
    symptom !== undefined &&
    (await new Trying({ region, windows: noWindows }).shows([fault], symptom))
  );
}
