import { withDisturbed } from "../belief/pagination.ts";
import { stateOf, withState, type World } from "../belief/state.ts";
import {
  type Exchange,
  isRead,
  isUnsent,
  type ListOperation,
  type OperationName,
} from "../contract/contract.ts";
import { user, results } from "../contract/members.ts";
import { operations } from "../operations/index.ts";

/** What is believed after an exchange. Pure. What an Action that nobody has does to anything, nobody asks. */
export function step<K extends OperationName>(
  before: World,
  { command, answer, overdue }: Exchange<K>,
): World {
  if (isUnsent(answer) || command.action !== undefined) return before;
  const stepped = operations[command.operation].step(
    stateOf(before, command),
    command.input,
    answer,
    overdue,
  );
  const list = listChangedBy(command.operation);
  const after =
    list === undefined || answer.kind === "refused" ? stepped : withDisturbed(stepped, list);
  return withState(
    before,
    command,
    after,
    answer.kind === "accepted" && !isRead(command.operation),
  );
}

/** The list that comes to hold others by a write: one that makes or deletes users, or groups. */
const listChangedBy = (operation: OperationName): ListOperation | undefined =>
  !/^(?:Create|Delete)/.test(operation)
    ? undefined
    : results[operation] === user
      ? "DescribeUsers"
      : "DescribeUserGroups";
