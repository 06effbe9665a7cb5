import type { Control, Defect, Harm, Report, RuleReport } from "./report.ts";

/** A defect that counts, with the rules that are broken by it at hand. */
export interface ToldDefect {
  readonly id: string;
  readonly title: string;
  readonly level: RuleReport["level"];
  readonly because: string | undefined;
  readonly harm: Harm | undefined;
  readonly confidence: Defect["confidence"] | undefined;
  readonly control: Control | undefined;
  /** Where there is a baseline that tells defects: whether it knows this one. */
  readonly isNew: boolean | undefined;
  /** The rule by which it is told. */
  readonly rule: RuleReport;
  /** What else is broken by it. */
  readonly others: readonly RuleReport[];
}

/** What is wrong and counts, the worst first: what is listed as a deviation is left out. */
export function defectsTold({ defects, rules, ruling }: Report): readonly ToldDefect[] {
  const broken = new Map(
    rules.filter(({ outcome }) => outcome === "broken").map((rule) => [rule.id, rule] as const),
  );
  // Of a run that was interrupted, and of older reports, each broken rule stands by itself.
  const all: readonly (Partial<Defect> & Pick<Defect, "id" | "title" | "rules" | "level">)[] =
    defects ?? [...broken.values()].map(({ id, level }) => ({ id, title: id, level, rules: [id] }));
  return all.flatMap((defect) => {
    const { id, title, level, because, harm, confidence, control, rules: its } = defect;
    const [known, ...others] = its.flatMap((one) => broken.get(one) ?? []);
    const { counterexample } = defect;
    const rule = known && (counterexample === undefined ? known : { ...known, counterexample });
    const isNew = ruling?.newDefects?.includes(id);
    return rule === undefined
      ? []
      : [{ id, title, level, because, harm, confidence, control, isNew, rule, others }];
  });
}

/** What a defect does to whoever relies on the service, in a few words. */
export const harmNames: { readonly [H in Harm]: string } = {
  exposure: "data lost or exposed",
  access: "wrong access",
  acceptance: "accepts what AWS refuses",
  answer: "refuses or answers otherwise",
  form: "form of answers",
  text: "texts and codes",
};
