import type { Conversation } from "../../../models/contract/command.ts";
import type { Command } from "../../../models/contract/contract.ts";
import { outlook, type Setting, without } from "./outlook.ts";
import { idOf, isRead, makerBefore, namesOf } from "./speaks-of.ts";

function* leavingOut(
  conversation: Conversation,
  home: string,
  ...drops: readonly ((command: Command, index: number) => boolean)[]
): Generator<Conversation> {
  for (const isDropped of drops) {
    const candidate = without(conversation, isDropped, home);
    if (candidate !== undefined) yield candidate;
  }
}

/** Only what the last command needs: what names it, or was named together with a group that it names. */
export function* sliced(
  conversation: Conversation,
  { home, about }: Setting,
): Generator<Conversation> {
  const last = conversation.at(-1);
  const subject = idOf(last) ?? about;
  if (last === undefined || subject === undefined) return;
  const needed = neededBy(conversation, [subject, ...namesOf(last)]);
  const isStranger = (command: Command): boolean => !needed.has(idOf(command) ?? "");
  const made = makerBefore(conversation, conversation.length - 1, subject);
  yield* leavingOut(
    conversation,
    home,
    (command, index) => isStranger(command) || index < made,
    isStranger,
  );
}

/** These names, and whoever was named together with a group of them. */
function neededBy(conversation: Conversation, names: readonly string[]): ReadonlySet<string> {
  const needed = new Set(names);
  for (let size = 0; size < needed.size;) {
    size = needed.size;
    for (const command of conversation)
      if (namesOf(command).some((name) => name.startsWith("usergroup:") && needed.has(name)))
        for (const name of namesOf(command)) needed.add(name);
  }
  return needed;
}

/** Without what is only read, was refused, or changed what was there. */
export function* withoutKinds(
  conversation: Conversation,
  { home, refused }: Setting,
): Generator<Conversation> {
  const outcomes = outlook(conversation, home);
  const isRefused = (command: Command, index: number): boolean =>
    outcomes[index] === "refused" || refused?.has(command) === true;
  yield* leavingOut(
    conversation,
    home,
    (command, index) => isRead(command) || isRefused(command, index) || isChange(command),
    (command, index) => isRead(command) || isRefused(command, index),
    (command) => isRead(command) || isChange(command),
    isRefused,
    isRead,
    isChange,
  );
}

/** Where each user and group was deleted for the last time, but for the last deletion of all. */
function endsIn(conversation: Conversation): ReadonlyMap<string | undefined, number> {
  const deletions = [...conversation.entries()].filter(([, { operation }]) =>
    operation.startsWith("Delete"),
  );
  return new Map(deletions.slice(0, -1).map(([at, command]) => [idOf(command), at]));
}

/** Without what was said of users and groups until they were deleted. */
export function* withoutPast(
  conversation: Conversation,
  { home }: Setting,
): Generator<Conversation> {
  const ends = endsIn(conversation);
  yield* leavingOut(
    conversation,
    home,
    (command, index) => index <= (ends.get(idOf(command)) ?? -1),
  );
}

/** Without all that is about one user or group, or about its past; goes on with the next once one is left out. */
export function* withoutSubjects(
  conversation: Conversation,
  { home }: Setting,
  after = "",
): Generator<Place<string>> {
  const last = new Set(namesOf(conversation.at(-1) ?? { operation: "DescribeUsers", input: {} }));
  const ends = endsIn(conversation);
  const subjects = [...new Set(conversation.flatMap((command) => idOf(command) ?? []))]
    .filter((subject) => subject > after)
    .toSorted();
  for (const subject of subjects)
    for (const candidate of leavingOut(
      conversation,
      home,
      ...(last.has(subject) ? [] : [(command: Command) => idOf(command) === subject]),
      (command, index) => idOf(command) === subject && index <= (ends.get(subject) ?? -1),
    ))
      yield { conversation: candidate, at: subject };
}

/** Without ever smaller pieces, from the end on; goes on before a piece once it is left out. */
export function* withoutPieces(
  conversation: Conversation,
  { home }: Setting,
  resumed?: Piece,
): Generator<Place<Piece>> {
  const removable = conversation.length - 1;
  // Of a short conversation each command is tried by itself at once.
  const largest = resumed?.size ?? (removable < 14 ? 1 : Math.floor(removable / 2));
  for (let size = largest; size >= 1; size = Math.floor(size / 2)) {
    const end = resumed?.size === size ? resumed.from : removable;
    for (let from = end - size; from > -size; from -= size)
      for (const candidate of leavingOut(
        conversation,
        home,
        (_, index) => index >= from && index < from + size,
      ))
        // What goes with it may stand behind it, but nothing before.
        yield { conversation: candidate, at: { size, from } };
  }
}

/** Once more without each command that neither makes nor deletes: what it was needed for may be gone by now. */
export function* withoutTrifles(
  conversation: Conversation,
  { home }: Setting,
): Generator<Conversation> {
  for (const [at, command] of conversation.entries())
    if (isRead(command) || isChange(command))
      yield* leavingOut(conversation, home, (_, index) => index === at);
}

/** How large a piece is, and where it begins. */
export interface Piece {
  readonly size: number;
  readonly from: number;
}

/** A candidate, and where to go on once it is found to do as well. */
interface Place<T> {
  readonly conversation: Conversation;
  readonly at: T;
}

const isChange = ({ operation }: Command): boolean => /^(?:Modify|Add|Remove)/.test(operation);
