import { beneath, type Explained, soleOf } from "./explained.ts";
import { nameIn, type Symptom } from "./symptom.ts";

/** What was only ever seen after something else had gone wrong is told beneath that. */
export function following(
  chosen: readonly Explained[],
  symptoms: readonly Symptom[],
): readonly Explained[] {
  let all = chosen;
  for (const one of chosen) {
    const { follows = [] } = symptoms[soleOf(one) ?? -1] ?? {};
    const cause = all.find(
      (other) =>
        other !== one &&
        [...other.explains].some((index) => follows.includes(symptoms[index]?.rule ?? "")),
    );
    // One that others are told beneath is no longer what it was, and stays.
    if (cause !== undefined && all.includes(one)) all = beneath(all, one, cause);
  }
  return all;
}

/** Rules of one name that operations break in the same way are broken by one thing; so are refusals with a code that says of what. */
export function united(
  chosen: readonly Explained[],
  symptoms: readonly Symptom[],
): readonly Explained[] {
  const keyOf = (one: Explained): string | undefined => {
    const symptom = symptoms[soleOf(one) ?? -1];
    if (symptom !== undefined && one.of === undefined && isOfOneKind(symptom))
      return symptom.failure.violation.actual;
    return symptom && `${nameIn(symptom.rule)} ${likeness(symptom.failure.violation.actual)}`;
  };
  return [...Map.groupBy(chosen, (one) => keyOf(one) ?? one).values()].flatMap(
    ([first, ...twins]) =>
      first === undefined
        ? []
        : [
            {
              ...first,
              explains: twins.reduce((all, { explains }) => all.union(explains), first.explains),
            },
          ],
  );
}

/** True of a refusal by a code that has one meaning: those of parameters may have any. */
const isOfOneKind = ({ failure: { violation } }: Symptom): boolean =>
  violation.isDecision === true &&
  /^refused with (?:Invalid\w+State|DuplicateUserName|\w+QuotaExceeded)/.test(violation.actual);

/** What is shown, without whom it is shown of. */
const likeness = (actual: string): string => actual.replaceAll(/"?[ug]-\d"?/g, "").toLowerCase();
