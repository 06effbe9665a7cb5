import { isDeepStrictEqual } from "node:util";

import { commandFrom, type Conversation } from "../../models/contract/command.ts";
import type { AnyInput } from "../../models/contract/contract.ts";
import { allRules, type ListedRule } from "../../models/operations/index.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import type { Defect, Report } from "../../reports/report.ts";
import { commandOf, type Counterexample } from "../../reports/stored.ts";
import { storedStory } from "../../reports/token.ts";
import { type SearchResult, type Story, storyOf } from "../gathering.ts";
import { type Ask, controlOf, exampleOf, titleBut } from "./controls.ts";
import { becauseOf, titleOf } from "./title.ts";

/** How many other stories of a rule are tried at most, and how many defects a rule is searched for. */
const mostTries = 20;
const mostDefects = 3;

/**
 * Makes a story that breaks a rule as short as it gets, and tells it again; nothing where it is not confirmed. A record has it under
 * a name of its own, as `create-user/unprovoked-refusal#2.1`: it is not the first story of its rule.
 */
export type Prove = (
  rule: RuleId,
  story: Story,
  name: RuleId,
) => Promise<Counterexample | undefined>;

/**
 * A report with the defects that stand behind others: one rule can be broken by several. Of a defect that no known fault explains, the
 * control says what it is about; a story of the same rule that is still true once that is taken away shows another.
 */
export async function withHidden(
  report: Report,
  { others }: Pick<SearchResult, "others">,
  ask: Ask,
  prove: Prove,
): Promise<Report> {
  if (report.defects === undefined) return report;
  const defects: Defect[] = [];
  for (const defect of report.defects) {
    const all = [defect];
    while (all.length < mostDefects) {
      const hidden = await hiddenBehind(report, all, others, ask, prove);
      if (hidden === undefined) break;
      all.push(hidden);
    }
    defects.push(...all);
  }
  return { ...report, defects };
}

/** Another defect of the same rule than these. */
async function hiddenBehind(
  report: Report,
  known: readonly Defect[],
  others: SearchResult["others"],
  ask: Ask,
  prove: Prove,
): Promise<Defect | undefined> {
  const [first] = known;
  const listed = allRules.find(({ id }) => id === first?.rule);
  const changes = known.map((defect) => changeOf(report, defect));
  if (first?.confidence !== "low" || listed === undefined || changes.includes(undefined))
    return undefined;
  const without = (conversation: Conversation): Conversation =>
    changes.reduce((altered, change) => change?.(altered) ?? altered, conversation);
  // Those that lack already what is known come first: in them it is certainly something else.
  const candidates = [...(others.get(listed.id)?.values() ?? [])]
    .map((conversation) => ({ conversation, altered: without(conversation) }))
    .toSorted(
      (one, other) =>
        Number(isDeepStrictEqual(other.altered, other.conversation)) -
          Number(isDeepStrictEqual(one.altered, one.conversation)) ||
        one.conversation.length - other.conversation.length,
    )
    .slice(0, mostTries);
  for (const [index, { altered }] of candidates.entries()) {
    const told = await ask(listed.id, altered);
    if (told === undefined) return undefined;
    const failure = told.failures.find(
      ({ violation, step, isFirst }) =>
        violation.rule === listed.id && isFirst && step === altered.length - 1,
    );
    if (failure === undefined) continue;
    const name: RuleId = `${listed.id}#${known.length + 1}.${index}`;
    const counterexample = await prove(listed.id, storyOf(altered, failure, told), name);
    // What it was made shorter to must not show what is known already.
    if (counterexample === undefined || !isOfItsOwn(counterexample, without)) continue;
    const { control: _, ...rest } = first;
    const found: Defect = {
      ...rest,
      ...toldBy(listed, counterexample),
      id: `${listed.id}#${known.length + 1}`,
      counterexample,
    };
    const control = await controlOf(report, found, ask);
    // Two of one rule have one title else.
    return control && { ...found, title: titleBut(found, control), control };
  }
  return undefined;
}

/** True of a story that stays as it is where what others are about is taken away. */
const isOfItsOwn = (
  { commands }: Counterexample,
  without: (conversation: Conversation) => Conversation,
): boolean => {
  const conversation = commands.map((command) => commandOf(command));
  return isDeepStrictEqual(without(conversation), conversation);
};

/** What a story says of the defect that it shows. */
const toldBy = (
  listed: ListedRule,
  counterexample: Counterexample,
): Pick<Defect, "title" | "because" | "level" | "story" | "rules"> => ({
  title: titleOf(listed, counterexample),
  because: becauseOf(counterexample),
  level: listed.level,
  story: counterexample.token,
  rules: [listed.id],
});

/** What takes away that which a defect is about: its control, where that differs in the members of the last request. */
function changeOf(
  report: Report,
  defect: Defect,
): ((conversation: Conversation) => Conversation) | undefined {
  const { control } = defect;
  const told = exampleOf(report, defect);
  if (control === undefined || told === undefined) return undefined;
  const other = storedStory(control.story).commands;
  const [last, otherLast] = [told.commands.at(-1), other.at(-1)];
  if (last === undefined || otherLast === undefined || last.operation !== otherLast.operation)
    return undefined;
  if (!isDeepStrictEqual(told.commands.slice(0, -1), other.slice(0, -1))) return undefined;
  const [before, after] = [Object.entries(last.input), new Map(Object.entries(otherLast.input))];
  const gone = new Set(before.map(([name]) => name).filter((name) => !after.has(name)));
  const put = [...after].filter(
    ([name, value]) => !before.some(([own, was]) => own === name && isDeepStrictEqual(was, value)),
  );
  return (conversation) => {
    const command = conversation.at(-1);
    if (command?.operation !== last.operation) return conversation;
    const kept = Object.entries(command.input).filter(([name]) => !gone.has(name));
    // What is another there is another here, where it stands at all; what is there besides is put in.
    const has = new Set(kept.map(([name]) => name));
    const own = new Set(before.map(([name]) => name));
    const fitting = put.filter(([name]) => has.has(name) || !own.has(name));
    const input: AnyInput = Object.fromEntries([...kept, ...fitting]);
    return [...conversation.slice(0, -1), commandFrom({ ...command, input })];
  };
}
