import type { Command } from "../../models/contract.ts";
import { outlook, type Setting, without } from "./outlook.ts";
import { idOf, isRead, namesOf } from "./speaks-of.ts";

type Conversation = readonly Command[];

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
  const made = conversation.findLastIndex(
    (command, index) =>
      index < conversation.length - 1 &&
      command.operation.startsWith("Create") &&
      idOf(command) === subject,
  );
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
  { home }: Setting,
): Generator<Conversation> {
  const outcomes = outlook(conversation, home);
  const isRefused = (_: Command, index: number): boolean => outcomes[index] === "refused";
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

/** Without what was said of users and groups until they were deleted; and without all that is about one of them. */
export function* withoutSubjects(
  conversation: Conversation,
  { home }: Setting,
): Generator<Conversation> {
  const last = new Set(namesOf(conversation.at(-1) ?? { operation: "DescribeUsers", input: {} }));
  const subjects = [...new Set(conversation.flatMap((command) => idOf(command) ?? []))];
  const deletions = [...conversation.entries()].filter(([, { operation }]) =>
    operation.startsWith("Delete"),
  );
  const lastDeletion = deletions.at(-1)?.[0] ?? 0;
  const ends = new Map(
    deletions.filter(([at]) => at < lastDeletion).map(([at, command]) => [idOf(command), at]),
  );
  yield* leavingOut(
    conversation,
    home,
    (command, index) => index <= (ends.get(idOf(command)) ?? -1),
    ...subjects
      .filter((subject) => !last.has(subject))
      .map((subject) => (command: Command) => idOf(command) === subject),
    ...subjects.map(
      (subject) => (command: Command, index: number) =>
        idOf(command) === subject && index <= (ends.get(subject) ?? -1),
    ),
  );
}

/** Without ever smaller pieces. */
export function* withoutPieces(
  conversation: Conversation,
  { home }: Setting,
): Generator<Conversation> {
  const removable = conversation.length - 1;
  // Of a short conversation each command is tried by itself at once.
  const largest = removable < 10 ? 1 : Math.floor(removable / 2);
  for (let size = largest; size >= 1; size = Math.floor(size / 2))
    for (let from = removable - size; from > -size; from -= size)
      yield* leavingOut(conversation, home, (_, index) => index >= from && index < from + size);
}

const isChange = ({ operation }: Command): boolean => /^(?:Modify|Add|Remove)/.test(operation);
