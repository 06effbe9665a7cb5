import { cover } from "./cover.ts";
import { beneath, type Explained, soleOf } from "./explained.ts";
import { type Hypothesis, hypotheses, isOfForm } from "./hypotheses.ts";
import { provingStories } from "./proving-stories.ts";
import { nameIn, type Symptom } from "./symptom.ts";
import type { Trying } from "./trying.ts";

/** What each fault that may be there shows, of what was seen and of what was not. */
export async function explanationsOf(
  symptoms: readonly Symptom[],
  kept: ReadonlySet<string>,
  trying: Trying,
): Promise<readonly Explained[]> {
  const explanations: Explained[] = [];
  const wired = symptoms.filter(isWired);
  for (const hypothesis of likely(symptoms)) {
    // A form that breaks no rule of forms as the target does, or others too, is not that of the target: most are told so at once.
    if (isOfForm(hypothesis) && !(await isLikelyForm(hypothesis, wired, kept, trying))) continue;
    const explains = await explainedBy(hypothesis, symptoms, trying);
    if (explains.size === 0 || isToldByItsRule(hypothesis, explains, explanations)) continue;
    const isOwn = explains.size === 1 && hypothesis.rule !== undefined;
    const contradictions = isOwn
      ? 0
      : await contradicted([hypothesis], kept, explains.size, trying);
    if (hypothesis.rule === undefined && explains.size <= 2 * contradictions) continue;
    explanations.push({
      of: hypothesis,
      explains,
      contradictions,
      isBroad: hypothesis.rule === undefined,
    });
  }
  return explanations;
}

/** The faults that may be there: of those of one rule, those whose rule is broken. */
function likely(symptoms: readonly Symptom[]): readonly Hypothesis[] {
  const broken = new Set<string>(symptoms.map(({ rule }) => rule));
  const isFormBroken = symptoms.some(isWired);
  return hypotheses.filter(({ rule, fault }) =>
    rule === undefined ? isFormBroken || fault.response === undefined : broken.has(rule),
  );
}

/** A fault at large is none where all that it shows is one thing that the fault of a rule shows as well. */
const isToldByItsRule = (
  { rule }: Hypothesis,
  explains: ReadonlySet<number>,
  others: readonly Explained[],
): boolean =>
  rule === undefined &&
  explains.size === 1 &&
  others.some((one) => one.of?.rule !== undefined && !one.explains.isDisjointFrom(explains));

/** Beside faults that are known, a fault at large is none where all that it shows is one thing. */
const isEnough = ({ rule }: Hypothesis, explains: ReadonlySet<number>): boolean =>
  explains.size > (rule === undefined ? 1 : 0);

const isWired = ({ rule }: Symptom): boolean => rule.startsWith("wire/");

async function isLikelyForm(
  hypothesis: Hypothesis,
  wired: readonly Symptom[],
  kept: ReadonlySet<string>,
  trying: Trying,
): Promise<boolean> {
  for (const symptom of wired)
    if (await trying.shows([hypothesis], symptom)) {
      const forms = new Set([...kept].filter((rule) => rule.startsWith("wire/")));
      return (await contradicted([hypothesis], forms, 1, trying)) === 0;
    }
  return false;
}

/** What a fault shows of what was seen: the fault of a rule nothing, where it does not show that its own rule is broken so. */
async function explainedBy(
  hypothesis: Hypothesis,
  symptoms: readonly Symptom[],
  trying: Trying,
): Promise<ReadonlySet<number>> {
  const explains = new Set<number>();
  const isOwn = ({ rule }: Symptom): boolean => rule === hypothesis.rule;
  const telling = [...symptoms.entries()].toSorted(
    ([, one], [, other]) => Number(isOwn(other)) - Number(isOwn(one)),
  );
  for (const [index, symptom] of telling)
    if (await trying.shows([hypothesis], symptom)) explains.add(index);
    else if (isOwn(symptom)) break;
  return explains;
}

/** How many rules faults break that were kept, in the stories that show these broken; no more are counted than matter. */
async function contradicted(
  faults: readonly Hypothesis[],
  kept: ReadonlySet<string>,
  most: number,
  trying: Trying,
): Promise<number> {
  let count = 0;
  for (const story of provingStories()) {
    const { rule } = story;
    if (!kept.has(rule)) continue;
    const told = await trying.told(faults, story);
    if (told?.failures.some(({ violation }) => violation.rule === rule) === true) count += 1;
    if (count >= most) break;
  }
  return count;
}

/** What is left unexplained, and some fault shows where the faults found so far are there too. */
export async function atopOf(
  chosen: readonly Explained[],
  symptoms: readonly Symptom[],
  kept: ReadonlySet<string>,
  trying: Trying,
): Promise<readonly Explained[]> {
  const known = chosen.flatMap(({ of }) => of ?? []);
  const left = chosen.filter(({ of }) => of === undefined);
  if (left.length === 0 || known.length === 0) return chosen;
  const explanations: Explained[] = [];
  const decided = known.filter((one) => !isOfForm(one));
  const before = await contradicted(decided, kept, kept.size, trying);
  for (const hypothesis of likely(symptoms)) {
    const explains = new Set<number>();
    for (const index of left.flatMap((one) => soleOf(one) ?? [])) {
      const symptom = symptoms[index];
      if (symptom === undefined || !isWorthTrying(hypothesis, symptom)) continue;
      const there = [...speaking(known, symptom), hypothesis];
      if (await trying.shows(there, symptom)) explains.add(index);
    }
    if (!isEnough(hypothesis, explains)) continue;
    const after =
      hypothesis.rule === undefined
        ? await contradicted([...decided, hypothesis], kept, before + 1, trying)
        : before;
    if (after <= before)
      explanations.push({
        of: hypothesis,
        explains,
        isBroad: hypothesis.rule === undefined,
      });
  }
  const more = cover(symptoms.length, explanations);
  const explained = more.reduce((all, { explains }) => all.union(explains), new Set<number>());
  return [
    ...chosen.filter((one) => !left.includes(one) || !one.explains.isSubsetOf(explained)),
    ...more,
  ];
}

/** The faults that may play a part: how answers look is no matter of what is decided, and costs its time to tell. */
const speaking = (known: readonly Hypothesis[], symptom: Symptom): readonly Hypothesis[] =>
  isWired(symptom) ? known : known.filter((one) => !isOfForm(one));

const isWorthTrying = (hypothesis: Hypothesis, symptom: Symptom): boolean =>
  hypothesis.rule === undefined
    ? hypothesis.fault.response === undefined || isWired(symptom)
    : hypothesis.rule === symptom.rule;

/** What only several of the faults show together, told beneath one without which they do not. */
export async function combined(
  chosen: readonly Explained[],
  symptoms: readonly Symptom[],
  trying: Trying,
): Promise<readonly Explained[]> {
  let all = chosen;
  for (const one of chosen) {
    const sole = soleOf(one);
    const symptom = sole === undefined ? undefined : symptoms[sole];
    if (sole === undefined || symptom === undefined || !all.includes(one)) continue;
    const others = all.filter((other) => other !== one && other.of !== undefined);
    const needed = await neededFor(symptom, others, trying);
    const explaining =
      (isAlike: (rule: string) => boolean) =>
      ({ explains }: Explained): boolean =>
        [...explains].some((index) => isAlike(symptoms[index]?.rule ?? ""));
    const [operation = ""] = symptom.rule.split("/");
    const cause =
      needed.find(explaining((rule) => nameIn(rule) === nameIn(symptom.rule))) ??
      needed.find(explaining((rule) => rule.startsWith(`${operation}/`))) ??
      needed[0];
    if (cause === undefined) continue;
    all = beneath(all, one, cause);
  }
  return all;
}

/** Of faults that show something together, those without any of which they do not; none where they do not show it. */
async function neededFor(
  symptom: Symptom,
  faults: readonly Explained[],
  trying: Trying,
): Promise<readonly Explained[]> {
  const isShownBy = (some: readonly Explained[]): Promise<boolean> =>
    trying.shows(
      speaking(
        some.flatMap(({ of }) => of ?? []),
        symptom,
      ),
      symptom,
    );
  if (!(await isShownBy(faults))) return [];
  let needed = faults;
  for (const one of faults) {
    const others = needed.filter((other) => other !== one);
    if (await isShownBy(others)) needed = others;
  }
  return needed;
}
