import { commandFrom, type Conversation, turnsOf } from "../../models/contract/command.ts";
import type { AnyInput } from "../../models/contract/contract.ts";
import { operationNames } from "../../models/contract/requests.ts";
import { model } from "../../models/model.ts";
import { operations } from "../../models/operations/index.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import { plainUser, userIds } from "../../models/universe/universe.ts";
import { neighbours } from "../diagnosis/neighbours.ts";

/** How many neighbours of a story are tried at most, for each thing that speaks against it. */
const mostTries = 8;

/**
 * The nearest story that is as true and holds nothing that AWS would refuse, or may refuse for all that is known, but for what it shows:
 * shortening leaves out what the target does not ask for, and AWS does. As it was, where no change of one thing at a time leads there.
 */
export async function mended(
  rule: RuleId,
  conversation: Conversation,
  home: string,
  isTrue: (conversation: Conversation) => Promise<boolean>,
): Promise<Conversation> {
  const own = reasonsOf(rule);
  const count = (one: Conversation): number => oddities(one, home, own);
  let known = conversation;
  for (let left = count(known); left > 0; left = count(known)) {
    const better = mends(known)
      .filter((one) => count(one) < left)
      .take(mostTries);
    const found = await firstOf(better, isTrue);
    if (found === undefined) return known;
    known = found;
    // What was mended may speak of others than it did.
    const shorter = shortened(known).filter((one) => count(one) <= count(known));
    known = (await firstOf(shorter, isTrue)) ?? known;
  }
  return known;
}

/** The same without one of the commands before the last. */
function* shortened(conversation: Conversation): Generator<Conversation> {
  for (const step of conversation.keys())
    if (step < conversation.length - 1) yield conversation.toSpliced(step, 1);
}

/** What is another in one thing and no shorter; what has one tag or key more; and both where there is a plain user before. */
export function* mends(conversation: Conversation): Generator<Conversation> {
  const others = [
    ...neighbours(conversation)
      .map((one) => one.conversation)
      .filter((one) => one.length === conversation.length),
    ...fuller(conversation),
  ];
  yield* others;
  const input = plainUser(userIds[0]);
  const create = commandFrom({ operation: "CreateUser", input });
  if (conversation.every((one) => one.operation !== "CreateUser"))
    for (const one of [conversation, ...others]) yield [create, ...one];
}

function* fuller(conversation: Conversation): Generator<Conversation> {
  for (const [step, command] of conversation.entries()) {
    const { Tags }: AnyInput = command.input;
    if (Tags !== undefined && !Tags.some(({ Key }) => Key === plainTag.Key))
      yield conversation.with(
        step,
        commandFrom({ ...command, input: { ...command.input, Tags: [plainTag, ...Tags] } }),
      );
  }
}

const plainTag = { Key: "k", Value: "v" };

async function firstOf<T>(
  all: Iterable<T>,
  fits: (one: T) => Promise<boolean>,
): Promise<T | undefined> {
  for (const one of all) if (await fits(one)) return one;
  return undefined;
}

/** How much speaks against the commands of a story, or leaves open whether they are accepted, but for what is its own at its end. */
function oddities(conversation: Conversation, home: string, own: ReadonlySet<string>): number {
  let world = model.initial(home);
  let count = 0;
  for (const [step, command] of conversation.entries()) {
    const isLast = step === conversation.length - 1;
    for (const turn of turnsOf(command)) {
      const reasons = model.reasonsAgainst(world, turn);
      count += [...reasons].filter((one) => !isLast || !own.has(one)).length;
      world = model.predict(world, turn).after;
    }
  }
  return count;
}

/** What must speak against a command for a rule to be shown by it: itself, and the reasons of whose refusals it says how they read. */
const reasonsOf = (rule: RuleId): ReadonlySet<string> =>
  new Set([
    rule,
    ...operationNames.flatMap((name) =>
      operations[name].wordings.flatMap(({ id, grounds }) => (id === rule ? grounds : [])),
    ),
  ]);
