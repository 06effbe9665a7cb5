import { isDeepStrictEqual } from "node:util";

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
  const refusals = refusedBefore(await soundly(region, story));
  let tries = 0;
  for (const { conversation, difference } of neighbours(story)) {
    const sound = await soundly(region, conversation);
    if (!isTakenToItsEnd(sound) || refusedBefore(sound) > refusals) continue;
    tries += 1;
    if (tries > mostTries) return undefined;
    const came = await ask(listed.id, conversation);
    if (came === undefined) return undefined;
    const isKept = !came.failures.some(({ violation }) => its.includes(violation.rule));
    if (isKept && isDeepStrictEqual(decisionsIn(came), decisionsIn(sound)))
      return { difference, story: tokenOf({ rule, commands: [...conversation], at: kind }) };
  }
  return undefined;
}

/** What a sound service makes of a conversation. */
function soundly(region: string, conversation: Conversation): Promise<Talk> {
  const target = bare({ region, windows: noWindows });
  return talk(target, conversation, unmetered, settleTimeoutFor(target, 10, 1));
}

/** True of a conversation whose last request is accepted, and in which no rule is broken. */
const isTakenToItsEnd = ({ exchanges, failures }: Talk): boolean =>
  exchanges.at(-1)?.answer.kind === "accepted" && failures.length === 0;

/** How many requests are refused before the last one: a trait that is taken away must not spoil what the last one is about. */
const refusedBefore = (came: Talk): number =>
  decisionsIn(came)
    .slice(0, -1)
    .filter((kind) => kind === "refused").length;

/** What was decided at last of each request, however often it was asked. */
const decisionsIn = ({ trace }: Talk): readonly string[] => [
  ...new Map(trace.said.map(({ step, exchange }) => [step, exchange.answer.kind])).values(),
];
