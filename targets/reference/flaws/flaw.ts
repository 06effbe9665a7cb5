import type { OperationName } from "../../../models/contract/contract.ts";
import { shows, showsGroups, together, without } from "../faults.ts";
import type { Fault } from "../service.ts";

/** A way in which a service may be wrong at large: one cause, of which many rules are broken. */
export interface Flaw {
  readonly name: string;
  /** A sentence that says what the service does. */
  readonly title: string;
  readonly fault: Fault;
  /** What stands in the names of the rules that tell it best, where others are broken by it too. */
  readonly by?: string;
}

/** A flaw, of all operations that may have it and of each by itself: a service may be wrong in one of them only. */
export const among = (
  operations: readonly OperationName[],
  { name, title }: Omit<Flaw, "fault">,
  faultOf: (operation: OperationName) => Fault,
): readonly Flaw[] => [
  { name, title, fault: together(operations.map((operation) => faultOf(operation))) },
  ...operations.map((operation) => ({
    name: `${name} of ${operation}`,
    title: `${operation}: ${title}`,
    fault: faultOf(operation),
  })),
];

/** Leaves checks out, of whichever operation. */
export const unchecked =
  (...checks: readonly string[]) =>
  (operation: OperationName): Fault =>
    without(operation, ...checks);

/** Shows users and groups otherwise, in the answers of an operation. */
export const showing = (operation: OperationName, change: (view: object) => object): Fault =>
  operation.includes("Group")
    ? showsGroups(operation, (group) => change(group))
    : shows(operation, (user) => change(user));
