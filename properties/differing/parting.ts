import { isRead } from "../../models/contract/contract.ts";
import type { Exchange } from "../../models/contract/contract.ts";
import type { QuestionId, RuleId } from "../../models/rules/rule.ts";
import { check } from "../check/check.ts";
import type { Checked } from "../check/checked.ts";
import type { Trace } from "../run/trace.ts";
import { type Facets, facetsOf, type Kind, kindOf } from "./facets.ts";

/** One thing in which two targets answer otherwise. */
export interface Difference {
  /** The same for what may have the same cause. */
  readonly id: string;
  readonly kind: Kind;
  /** The index of the command that shows it. */
  readonly step: number;
  readonly operation: string;
  /** What is shown, as in `outcome` or `Users.AccessString`. */
  readonly name: string;
  readonly one: string;
  readonly other: string;
  /** The rules that each of them breaks there. */
  readonly brokenBy: { readonly one: readonly RuleId[]; readonly other: readonly RuleId[] };
  /** Where no fact says what AWS does. */
  readonly question?: QuestionId;
}

/** In what two traces of one conversation differ, and the step at which they part: what comes after it is told to other users. */
export interface Parting {
  readonly differences: readonly Difference[];
  readonly partedAt?: number;
}

/** Holds two traces of one conversation beside each other, step by step. */
export function partingOf(home: string, one: Trace, other: Trace): Parting {
  const [ours, theirs] = [stepsIn(one), stepsIn(other)];
  let judged: readonly [Checked, Checked] | undefined;
  const differences: Difference[] = [];
  for (const [step, exchanges] of ours) {
    const beside = theirs.get(step);
    const [exchange] = exchanges;
    if (beside === undefined || exchange === undefined) break;
    const [here, there] = [facetsOf(exchanges), facetsOf(beside)];
    const names = differing(here, there);
    if (names.length === 0) continue;
    // Most conversations part nowhere: only those that do are judged.
    const both = (judged ??= [check(home, one), check(home, other)]);
    const found = names.map((name) => differenceAt(step, exchange, { name, here, there }, both));
    differences.push(...found);
    if (found.some(({ kind }) => kind === "outcome") && !isRead(exchange.command.operation))
      return { differences, partedAt: step };
  }
  return { differences };
}

const stepsIn = ({ said }: Trace): ReadonlyMap<number, readonly Exchange[]> => {
  const steps = Map.groupBy(said, ({ step }) => step);
  return new Map([...steps].map(([step, those]) => [step, those.map(({ exchange }) => exchange)]));
};

/** The names of facets that differ: where one was taken and the other not, that alone counts. */
function differing(one: Facets, other: Facets): readonly string[] {
  if (one.get("outcome") !== other.get("outcome")) return ["outcome"];
  const names = [...new Set([...one.keys(), ...other.keys()])].filter(
    (name) => one.get(name) !== other.get(name),
  );
  // Of what only one of them shows, it is told that it does, and not all that is in it.
  return names.filter(
    (name) => !names.some((whole) => name !== whole && name.startsWith(`${whole}.`)),
  );
}

/** Of long lists of elements, those that the other has not. */
const apart = (text: string, other: string): string => {
  const those = new Set(other.split(" /"));
  return text
    .split(" /")
    .filter((path) => !those.has(path))
    .join(" /");
};

function differenceAt(
  step: number,
  { command }: Exchange,
  { name, here, there }: { readonly name: string; readonly here: Facets; readonly there: Facets },
  [ours, theirs]: readonly [Checked, Checked],
): Difference {
  const kind = kindOf(name);
  const operation = command.action ?? command.operation;
  const [ourText, theirText] = [here.get(name) ?? "not shown", there.get(name) ?? "not shown"];
  const isLong = name === "form of elements";
  const one = isLong ? apart(ourText, theirText) : ourText;
  const other = isLong ? apart(theirText, ourText) : theirText;
  const brokenBy = { one: brokenAt(step, ours), other: brokenAt(step, theirs) };
  const plain = name.replaceAll(/\[[^\]]*\]/g, "");
  const question = [...ours.settled, ...theirs.settled].find(
    ({ exchange }) => exchange.command === command,
  )?.question;
  const rules = [...new Set([...brokenBy.one, ...brokenBy.other])].toSorted();
  const answers = kind === "outcome" ? ` ${one} / ${other}` : "";
  return {
    id: `${operation} ${plain}${answers} ${rules.join(",")}`.trim(),
    kind,
    step,
    operation,
    name: plain,
    one,
    other,
    brokenBy,
    ...(question === undefined ? {} : { question }),
  };
}

const brokenAt = (at: number, { failures }: Checked): readonly RuleId[] => [
  ...new Set(failures.filter(({ step }) => step === at).map(({ violation }) => violation.rule)),
];
