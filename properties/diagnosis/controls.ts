import type { Conversation } from "../../models/contract/command.ts";
import { allRules } from "../../models/operations/index.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import { type Control, type Defect, type Report } from "../../reports/report.ts";
import { commandOf, type Counterexample } from "../../reports/stored.ts";
import { tokenOf } from "../../reports/token.ts";
import { bare } from "../../targets/reference/bare.ts";
import { noWindows } from "../../targets/reference/store.ts";
import { unmetered } from "../run/meter.ts";
import { settleTimeoutFor } from "../run/settle-timeout.ts";
import { type Talk, talk } from "../talk.ts";
import { neighbours } from "./neighbours.ts";

/** Says a conversation to the target, for a rule; nothing where it cannot be said, or not any more. */
export type Ask = (rule: RuleId, conversation: Conversation) => Promise<Talk | undefined>;

/** How many neighbours of a story the target is asked for at most. */
const mostTries = 6;

/**
 * A report in which a control stands beside the story of each defect, where there is one: the nearest conversation that differs from
 * it in one thing, and does not show it. As in causal testing, what is changed in it is what the defect is about.
 */
export async function withControls(report: Report, ask: Ask): Promise<Report> {
  const { defects } = report;
  if (defects === undefined) return report;
  const controlled: Defect[] = [];
  for (const defect of defects) {
    const control = await controlOf(report, defect, ask);
    controlled.push(
      control === undefined ? defect : { ...defect, title: titleWith(defect, control), control },
    );
  }
  return { ...report, defects: controlled };
}

/** The title of a defect with what it is not about, which says what it is. */
export const titleBut = ({ title }: Defect, { difference }: Control): string =>
  `${title}, but not ${difference}`;

/** Where no rule is about what is refused, that which is taken in its place says what it is. */
const titleWith = (defect: Defect, control: Control): string =>
  defect.rule.endsWith("/unprovoked-refusal") ? titleBut(defect, control) : defect.title;

/** The story that shows a defect: its own, or that of the rule by which it is told. */
export const exampleOf = (
  { rules }: Report,
  { rule, counterexample }: Defect,
): Counterexample | undefined =>
  counterexample ?? rules.find(({ id }) => id === rule)?.counterexample;

/** The control of one defect; nothing where there is none. */
export async function controlOf(
  report: Report,
  defect: Defect,
  ask: Ask,
): Promise<Control | undefined> {
  const { region = "us-east-1", kind } = report.target;
  const { rule, rules: its } = defect;
  const told = exampleOf(report, defect);
  const listed = allRules.find(({ id }) => id === rule);
  if (told === undefined || listed === undefined) return undefined;
  const story = told.commands.map((command) => commandOf(command));
  // Of one request of many, of several clients, and of an Action that nobody has, no neighbour is near.
  if (story.some(({ client, times, action }) => (client ?? times ?? action) !== undefined))
    return undefined;
  let tries = 0;
  for (const { conversation, difference } of neighbours(story)) {
    if (!(await isAccepted(region, conversation))) continue;
    tries += 1;
    if (tries > mostTries) return undefined;
    const came = await ask(listed.id, conversation);
    if (came === undefined) return undefined;
    const isKept = !came.failures.some(({ violation }) => its.includes(violation.rule));
    if (isKept && came.exchanges.at(-1)?.answer.kind === "accepted")
      return { difference, story: tokenOf({ rule, commands: [...conversation], at: kind }) };
  }
  return undefined;
}

/** True of a conversation that a sound service takes to its end, and in which it breaks no rule. */
async function isAccepted(region: string, conversation: Conversation): Promise<boolean> {
  const target = bare({ region, windows: noWindows });
  const { exchanges, failures } = await talk(
    target,
    conversation,
    unmetered,
    settleTimeoutFor(target, 10, 1),
  );
  return exchanges.at(-1)?.answer.kind === "accepted" && failures.length === 0;
}
