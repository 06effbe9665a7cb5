import { groupsWith, membersOf } from "../belief/membership.ts";
import type { OperationName } from "../contract/contract.ts";
import { keyOf, subjectOf } from "../contract/resource.ts";
import type { Operation, Refusal } from "../operations/operation.ts";
import { none } from "../rules/check.ts";
import type { Asked } from "../rules/rule.ts";
import { silence, type Verdict, verdictOf } from "./verdict.ts";

/** Whom a message speaks of: what stands after "user" or "user group" and has a digit is the id of one, and no word. */
const named = /\b(?:user|group)(?:[ -]?id)?[\s:=]+["'`]?(?<id>[a-z][a-z0-9-]*\d[a-z0-9-]*)/gi;

/** Whether the message of a refusal names somebody whom the request has nothing to do with. */
export function judgeNaming<K extends OperationName>(
  { refusals: { naming } }: Operation<K>,
  asked: Asked<K>,
  { message, isWordless }: Refusal,
): Verdict {
  if (isWordless === true || message === "") return silence;
  const ids = [...message.matchAll(named)].flatMap(({ groups }) => keyOf(groups?.["id"]));
  const strangers = ids.filter((id) => !isConcerned(asked, id));
  return verdictOf([naming], () => none("whom the request is about", strangers));
}

/** True of what the request names, of whoever has the name that it asks for, and of whom those are with in groups. */
function isConcerned<K extends OperationName>({ before, input }: Asked<K>, id: string): boolean {
  if (JSON.stringify(input).toLowerCase().includes(id)) return true;
  const subject = subjectOf(input)?.id;
  const others = [...(membersOf(before, subject) ?? []), ...groupsWith(before, subject)];
  const belief = before.users.get(id);
  return (
    others.includes(id) ||
    ("UserName" in input && belief?.kind === "present" && belief.view.UserName === input.UserName)
  );
}
