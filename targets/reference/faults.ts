import type {
  CreateUserInput,
  DescribeUsersInput,
  Input,
  ModifyUserInput,
  OperationName,
  User,
} from "../../models/contract.ts";
import type { Fault } from "./service.ts";
import { type Call, type Outcome, refused } from "./store.ts";

/** Any request, for faults that look at members which only some operations have. */
export type AnyInput = CreateUserInput & ModifyUserInput & DescribeUsersInput;

/** Leaves checks of an operation out. */
export const without = (operation: OperationName, ...checks: readonly string[]): Fault => ({
  without: [operation, ...checks],
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
  request: (called, input, call) =>
    called === operation ? Object.assign(change(input, call)) : input,
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

type Shown = User & { readonly [member: string]: unknown };

/** Shows users of an operation's answers otherwise. */
export const shows = (
  operation: OperationName,
  change: (user: Shown, call: Call, input: Input<OperationName>) => object,
): Fault => ({
  outcome: (outcome, call, input) =>
    call.operation === operation ? mapUsers(outcome, (user) => change(user, call, input)) : outcome,
});

/** Lists users otherwise. */
export const lists = (
  change: (users: readonly Shown[], input: DescribeUsersInput, call: Call) => readonly object[],
): Fault => ({
  outcome: (outcome, call, input) =>
    outcome.kind === "accepted" && call.operation === "DescribeUsers"
      ? {
          ...outcome,
          result: { ...outcome.result, Users: { member: change(usersIn(outcome), input, call) } },
        }
      : outcome,
});

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

const isList = (
  result: object,
): result is { readonly Users: { readonly member: readonly Shown[] } } =>
  "Users" in result && typeof result.Users === "object";

const usersIn = (outcome: Outcome): readonly Shown[] =>
  outcome.kind === "accepted" && isList(outcome.result) ? outcome.result.Users.member : [];

function mapUsers(outcome: Outcome, change: (user: Shown) => object): Outcome {
  if (outcome.kind !== "accepted") return outcome;
  const { result } = outcome;
  if (isList(result))
    return {
      ...outcome,
      result: { ...result, Users: { member: result.Users.member.map((user) => change(user)) } },
    };
  return "Users" in result ? outcome : { ...outcome, result: change(Object.assign(result)) };
}

/** Ids that a fault remembers, for as long as the service does not forget its users. */
export function remembered(): (call: Call) => Set<string> {
  const memory = new WeakMap<object, Set<string>>();
  return ({ users }) => {
    const ids = memory.get(users) ?? new Set();
    memory.set(users, ids);
    return ids;
  };
}

/** A user without some of its members. */
export const lacking = (user: object, ...names: readonly string[]): object =>
  Object.fromEntries(Object.entries(user).filter(([name]) => !names.includes(name)));
