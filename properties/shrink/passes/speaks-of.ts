import type { Conversation } from "../../../models/contract/command.ts";
import type { Command } from "../../../models/contract/contract.ts";
import { namedIn, resourceKey, subjectOf } from "../../../models/contract/resource.ts";

export const isRead = ({ operation }: Command): boolean => /^(?:Describe|List)/.test(operation);

export const isTagging = ({ operation }: Command): boolean =>
  operation.endsWith("TagsToResource") || operation.endsWith("TagsFromResource");

/** Whom a command is about, by a name that no other has. */
export const idOf = (command: Command | undefined): string | undefined => {
  const subject = command === undefined ? undefined : subjectOf(command.input);
  return subject === undefined ? undefined : resourceKey(subject);
};

/** Whom a command names, the same way. */
export const namesOf = ({ input }: Command): readonly string[] => namedIn(input).map(resourceKey);

/** Where a user or a group was made for the last time before this command; -1 where it was not. */
export const makerBefore = (
  conversation: Conversation,
  before: number,
  subject: string | undefined,
): number =>
  conversation.findLastIndex(
    (command, index) =>
      index < before &&
      command.operation.startsWith("Create") &&
      subject !== undefined &&
      idOf(command) === subject,
  );
