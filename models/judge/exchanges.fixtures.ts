import {
  initialWorld,
  stateOf,
  withGroup,
  withState,
  withUser,
  type World,
} from "../belief/state.ts";
import type { Exchange, User, UserGroup } from "../contract/contract.ts";
import { type Recording, recordings } from "../rules/evidence.ts";
import { type Violation } from "./judge.ts";
import { judge } from "./judged.fixtures.ts";

/** Judges exchanges in order, and returns what each broke. Users and groups may be there before. */
export function violationsIn(
  exchanges: readonly Exchange[],
  known: readonly string[] = [],
  knownGroups: readonly string[] = [],
): Violation[] {
  let world: World = initialWorld("us-east-1");
  for (const region of new Set(exchanges.map(({ command }) => command.region))) {
    const place = region === undefined ? {} : { region };
    let state = stateOf(world, place);
    for (const id of known) state = withUser(state, id, { kind: "uncertain" });
    for (const id of knownGroups) state = withGroup(state, id, { kind: "uncertain" });
    world = withState(world, place, state, false);
  }
  return exchanges.flatMap((exchange) => {
    const { after, violations } = judge(world, exchange);
    world = after;
    return [...violations];
  });
}

export const brokenIn = (...told: Parameters<typeof violationsIn>): string[] =>
  violationsIn(...told).map(({ rule }) => rule);

export type Change = (view: User & UserGroup) => object;

/** The recording with what its last answer shows changed: what AWS did not say. */
export const falsified = ({ exchanges, ...rest }: Recording, change: Change): Recording => ({
  ...rest,
  exchanges: exchanges.map((exchange, index) => {
    if (index < exchanges.length - 1 || exchange.answer.kind !== "accepted") return exchange;
    const { output } = exchange.answer;
    const changed =
      "Users" in output
        ? { ...output, Users: (output.Users ?? []).map((user) => change(user)) }
        : "UserGroups" in output
          ? { ...output, UserGroups: (output.UserGroups ?? []).map((group) => change(group)) }
          : change(Object.assign(output));
    return { ...exchange, answer: { ...exchange.answer, output: changed } };
  }),
});

export const recorded = (name: string): Recording => {
  const found = recordings.find((recording) => recording.name === name);
  if (found === undefined) throw new Error(`there is no recording of ${name}`);
  return found;
};

export const refusal = (
  input: Extract<Exchange["command"], { operation: "CreateUser" }>["input"],
  code: string,
  message = "",
): Exchange => ({
  command: { operation: "CreateUser", input },
  answer: { kind: "refused", code, message },
});

export const plain = {
  UserId: "u-0",
  UserName: "ann",
  Engine: "redis",
  AccessString: "on ~* +@all",
} as const;

/** What a refusal of a request to create a user comes to, the user not being there before. */
export const judged = (
  input: Parameters<typeof refusal>[0],
  code: string,
  before: World = initialWorld("us-east-1"),
) => judge(before, refusal({ ...plain, ...input }, code));

export const tooShort = "create-user/password-too-short";
export const tooLong = "create-user/password-too-long";
export const declared = "create-user/declared-codes";
export const unprovoked = "create-user/unprovoked-refusal";
