import type {
  OperationName,
  User,
  UserGroup,
  Input,
  AnyInput,
} from "../../models/contract/contract.ts";
import type { Fault } from "./service.ts";
import { type Call, type Outcome, refused } from "./store.ts";

/** Several faults in one service: each works on what the ones before it made. */
export const together = (faults: readonly Fault[]): Fault => ({
  skips: (operation, check, input, call) =>
    faults.some((fault) => fault.skips?.(operation, check, input, call) === true),
  arrange: (operation, checks) =>
    faults.reduce((known, fault) => fault.arrange?.(operation, known) ?? known, checks),
  request: (operation, input, call) =>
    faults.reduce((known, fault) => fault.request?.(operation, known, call) ?? known, input),
  place: (...meant) => {
    let place: readonly [string, string] = meant;
    for (const fault of faults) place = fault.place?.(...place) ?? place;
    return place;
  },
  refuse: (call, input) =>
    faults
      .values()
      .map((fault) => fault.refuse?.(call, input))
      .find((refusal) => refusal !== undefined),
  outcome: (outcome, call, input) =>
    faults.reduce((known, fault) => fault.outcome?.(known, call, input) ?? known, outcome),
  // Whether answers have another form is to be seen.
  ...(faults.some(({ response }) => response !== undefined)
    ? {
        response: (response, operation) =>
          faults.reduce((known, fault) => fault.response?.(known, operation) ?? known, response),
      }
    : {}),
});

/** Leaves checks of an operation out. */
export const without = (operation: OperationName, ...checks: readonly string[]): Fault => ({
  skips: (called, check) => called === operation && checks.includes(check),
});

/** Refuses requests of an operation that fit. */
export const refuses = (
  operation: OperationName,
  fits: (input: AnyInput, call: Call) => boolean,
  code = "InvalidParameterValue",
  message = "No.",
): Fault => ({
  refuse: (call, input) =>
    call.operation === operation && fits(input, call) ? refused(code, message) : undefined,
});

/** Reads a request of an operation as another. */
export const reads = (
  operation: OperationName,
  change: (input: AnyInput, call: Call) => AnyInput,
): Fault => ({
  request: (called, input, call) => (called === operation ? change(input, call) : input),
});

/** Refuses with another code, where an operation refuses with this one and its message fits. */
export const recodes = (operation: OperationName, from: string, to: string, says = /./): Fault => ({
  outcome: (outcome, call) =>
    call.operation === operation &&
    outcome.kind === "refused" &&
    outcome.code === from &&
    says.test(outcome.message)
      ? refused(to, outcome.message)
      : outcome,
});

/** Refuses with another message, where the message of an operation fits. */
export const rewords = (operation: OperationName, says: RegExp): Fault => ({
  outcome: (outcome, call) =>
    call.operation === operation && outcome.kind === "refused" && says.test(outcome.message)
      ? { ...outcome, message: "Computer says no." }
      : outcome,
});

type Shown<V> = V & { readonly [member: string]: unknown };

/** Shows users of an operation's answers otherwise. */
export const shows = (
  operation: OperationName,
  change: (user: Shown<User>, call: Call, input: AnyInput) => object,
): Fault => showing<User>(operation, "Users", change);

/** Shows groups of an operation's answers otherwise. */
export const showsGroups = (
  operation: OperationName,
  change: (group: Shown<UserGroup>, call: Call, input: AnyInput) => object,
): Fault => showing<UserGroup>(operation, "UserGroups", change);

const showing = <V>(
  operation: OperationName,
  field: ListField,
  change: (view: Shown<V>, call: Call, input: AnyInput) => object,
): Fault => ({
  outcome: (outcome, call, input) => {
    if (call.operation !== operation || outcome.kind !== "accepted") return outcome;
    const { result } = outcome;
    const members = listIn<V>(result, field);
    if (members !== undefined)
      return withList(
        outcome,
        field,
        members.map((view) => change(view, call, input)),
      );
    return field in result || !isView<V>(result)
      ? outcome
      : { ...outcome, result: change(result, call, input) };
  },
});

/** Lists users otherwise. */
export const lists = (
  change: (
    users: readonly Shown<User>[],
    input: Input<"DescribeUsers">,
    call: Call,
  ) => readonly object[],
): Fault => ({
  outcome: (outcome, call, input) =>
    outcome.kind === "accepted" && call.operation === "DescribeUsers"
      ? withList(outcome, "Users", change(listIn<User>(outcome.result, "Users") ?? [], input, call))
      : outcome,
});

/** Lists groups otherwise. */
export const listsGroups = (
  change: (groups: readonly Shown<UserGroup>[], input: AnyInput, call: Call) => readonly object[],
): Fault => ({
  outcome: (outcome, call, input) =>
    outcome.kind === "accepted" && call.operation === "DescribeUserGroups"
      ? withList(
          outcome,
          "UserGroups",
          change(listIn<UserGroup>(outcome.result, "UserGroups") ?? [], input, call),
        )
      : outcome,
});

type ListField = "Users" | "UserGroups";

/** The members of a list in a result; nothing where the result has none. */
function listIn<V>(result: object, field: ListField): readonly Shown<V>[] | undefined {
  const list: unknown = Object.assign({ [field]: undefined }, result)[field];
  return typeof list === "object" && list !== null && "member" in list && Array.isArray(list.member)
    ? list.member.filter((view) => isView<V>(view))
    : undefined;
}

/** True of a user or a group as the service shows it: it shows no other, and each of its members may be missing. */
const isView = <V>(view: unknown): view is Shown<V> => typeof view === "object" && view !== null;

const withList = (
  outcome: Extract<Outcome, { readonly kind: "accepted" }>,
  field: ListField,
  members: readonly object[],
): Outcome => ({
  ...outcome,
  result: { ...outcome.result, [field]: members.length === 0 ? "" : { member: members } },
});

/** A list as XML builders take it, with its first item once more. */
export const twice = (list: unknown): unknown =>
  typeof list === "object" && list !== null && "member" in list && Array.isArray(list.member)
    ? { member: [...list.member, ...list.member.slice(0, 1)] }
    : list;

/** Does something to the stored users after an outcome. */
export const afterwards = (
  operation: OperationName,
  act: (call: Call, input: AnyInput, outcome: Outcome) => void,
): Fault => ({
  outcome: (outcome, call, input) => {
    if (call.operation === operation) act(call, input, outcome);
    return outcome;
  },
});

/** Writes bodies otherwise. */
export const writes = (change: (body: string, operation: string) => string): Fault => ({
  response: (response, operation) => ({ ...response, body: change(response.body, operation) }),
});

/** What is remembered of each place of a service, until it forgets its users. */
export const memoryOf = <T extends object>(fresh: () => T): ((call: Pick<Call, "users">) => T) => {
  const memory = new WeakMap<object, T>();
  return ({ users }) => {
    const known = memory.get(users) ?? fresh();
    memory.set(users, known);
    return known;
  };
};

/** Ids that a fault remembers, for as long as the service does not forget its users. */
export const remembered = (): ((call: Call) => Set<string>) => memoryOf(() => new Set<string>());

/** Whether anything was written since the last list was begun. */
function disturbed(
  list: OperationName,
): (operation: OperationName, call: Call, input: AnyInput) => boolean {
  const memory = memoryOf(() => ({ isDisturbed: false }));
  return (operation, call, { Marker }) => {
    const seen = memory(call);
    if (operation === list && Marker === undefined) seen.isDisturbed = false;
    if (/^(?:Create|Delete)/.test(operation)) seen.isDisturbed = true;
    return seen.isDisturbed;
  };
}

/** Lists pages from another place, once something was written since the list was begun. */
export const losesItsPlace = (list: "DescribeUsers" | "DescribeUserGroups"): Fault => {
  const isDisturbed = disturbed(list);
  const field = list === "DescribeUsers" ? "Users" : "UserGroups";
  return {
    outcome: (outcome, call, input) => {
      const isLost = isDisturbed(call.operation, call, input);
      if (call.operation !== list || outcome.kind === "refused" || input.Marker === undefined)
        return outcome;
      return isLost
        ? withList(outcome, field, (listIn<object>(outcome.result, field) ?? []).slice(1))
        : outcome;
    },
  };
};

/** A request without one of its members. */
export function unasked(input: AnyInput, name: keyof AnyInput): AnyInput {
  const { [name]: _, ...rest } = input;
  return rest;
}

/** A user without some of its members. */
export const lacking = (user: object, ...names: readonly string[]): object =>
  Object.fromEntries(Object.entries(user).filter(([name]) => !names.includes(name)));
