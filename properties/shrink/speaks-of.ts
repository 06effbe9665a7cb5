import type { Command } from "../../models/contract.ts";
import { namedIn, resourceKey, subjectOf } from "../../models/resource.ts";

export const isRead = ({ operation }: Command): boolean => /^(?:Describe|List)/.test(operation);

/** Whom a command is about, by a name that no other has. */
export const idOf = (command: Command | undefined): string | undefined => {
  const subject = command === undefined ? undefined : subjectOf(command.input);
  return subject === undefined ? undefined : resourceKey(subject);
};

/** Whom a command names, the same way. */
export const namesOf = ({ input }: Command): readonly string[] => namedIn(input).map(resourceKey);
