import { commandFrom, type Conversation } from "../../models/contract/command.ts";
import type { AnyInput, Command } from "../../models/contract/contract.ts";
import { arnIn, arnOf } from "../../models/contract/placeholder.ts";
import { membersOf } from "../../models/contract/requests.ts";

/** A conversation that is another in one thing only, and in which. */
export interface Neighbour {
  readonly conversation: Conversation;
  /** As in `with UserName ann`. */
  readonly difference: string;
}

/** What a request says where nothing is special about it. */
const ordinary: AnyInput = {
  UserId: "u-0",
  UserName: "ann",
  Engine: "redis",
  AccessString: "on ~* +@all",
  Passwords: ["{{a:16}}"],
  NoPasswordRequired: true,
  Tags: [{ Key: "k", Value: "v" }],
  TagKeys: ["k"],
  UserGroupId: "g-0",
  ResourceName: "{{arn:user:u-0}}",
  MaxRecords: 100,
};

/** Conversations from which one trait of the last request is taken away, then one of all that went before, the nearest first. */
export function* neighbours(conversation: Conversation): Generator<Neighbour> {
  yield* athome(conversation);
  yield* inLowerCase(conversation);
  for (let step = conversation.length - 1; step >= 0; step -= 1) {
    const command = conversation[step];
    if (command === undefined) continue;
    for (const { input, difference } of otherInputs(command)) {
      const { operation } = command;
      yield {
        conversation: conversation.with(step, commandFrom({ ...command, input })),
        difference: step === conversation.length - 1 ? difference : `${operation} ${difference}`,
      };
    }
  }
  for (let step = conversation.length - 2; step >= 0; step -= 1)
    yield {
      conversation: conversation.toSpliced(step, 1),
      difference: `without the ${conversation[step]?.operation} before`,
    };
}

/** All in one region, and all by one account. */
function* athome(conversation: Conversation): Generator<Neighbour> {
  for (const [what, difference] of [
    ["region", "in the home region"],
    ["account", "by one account"],
  ] as const)
    if (conversation.some((command) => command[what] !== undefined))
      yield {
        conversation: conversation.map((command) => {
          const { [what]: _, ...rest } = command;
          return commandFrom(rest);
        }),
        difference,
      };
}

function* inLowerCase(conversation: Conversation): Generator<Neighbour> {
  const changed = conversation.map((command) =>
    commandFrom({
      ...command,
      input: Object.fromEntries(
        Object.entries(command.input).map(([name, value]) => [
          name,
          isOfIds(name) ? lowered(value) : value,
        ]),
      ),
    }),
  );
  if (JSON.stringify(changed) !== JSON.stringify(conversation))
    yield { conversation: changed, difference: "with ids in lower case" };
}

/** True of the members that have an id, several, or the ARN of one. */
const isOfIds = (name: string): boolean => /^User(?:Group)?Ids?|^ResourceName$/.test(name);

function lowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => lowered(one));
  if (typeof value !== "string") return value;
  const arn = arnIn(value);
  return arn === undefined ? value.toLowerCase() : arnOf(arn.kind, arn.id.toLowerCase(), arn.form);
}

interface OtherInput {
  readonly input: AnyInput;
  readonly difference: string;
}

/** Requests with another value that nothing is special about, and of one member less or more. */
function* otherInputs({ operation, input: asked }: Command): Generator<OtherInput> {
  const input: AnyInput = asked;
  const sent = new Map<string, unknown>(Object.entries(input));
  const known = membersOf(operation);
  const usual = Object.entries(ordinary).filter(([name]) => known.includes(name));
  const withUsual = ([name, value]: readonly [string, unknown]): OtherInput => ({
    input: { ...input, [name]: value },
    difference: `with ${name} ${shown(value)}`,
  });
  // Of an iam user both are one.
  if (input.UserId !== undefined && sent.get("UserName") === input.UserId)
    yield {
      input: { ...input, UserId: "ann", UserName: "ann" },
      difference: "with the id and name ann",
    };
  yield* otherAuthentication(input, known);
  for (const one of usual)
    if (sent.has(one[0]) && shown(sent.get(one[0])) !== shown(one[1])) yield withUsual(one);
  for (const name of sent.keys())
    yield {
      input: Object.fromEntries([...sent].filter(([one]) => one !== name)),
      difference: `without ${name}`,
    };
  for (const one of usual) if (!sent.has(one[0])) yield withUsual(one);
}

/** Another way to prove who one is, and another password. */
function* otherAuthentication(input: AnyInput, known: readonly string[]): Generator<OtherInput> {
  const { Passwords, NoPasswordRequired, AuthenticationMode, ...rest } = input;
  if (!known.includes("NoPasswordRequired")) return;
  const said = [Passwords, NoPasswordRequired, AuthenticationMode].filter(
    (one) => one !== undefined,
  );
  const other = { ...rest, Passwords: ["{{a:20}}"] };
  if (Passwords !== undefined)
    yield {
      input: { ...input, Passwords: ["{{a:20}}"] },
      difference: "with a password of 20 characters",
    };
  if (said.length > 1 || (said.length === 1 && Passwords === undefined))
    yield { input: other, difference: "with a password, and nothing else on authentication" };
  if (said.length > 1 || (said.length === 1 && NoPasswordRequired === undefined))
    yield {
      input: { ...rest, NoPasswordRequired: true },
      difference: "with NoPasswordRequired, and nothing else on authentication",
    };
}

const shown = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);
