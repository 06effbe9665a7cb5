import * as fc from "fast-check";

import type { AuthenticationRequest, Command, Output } from "../models/contract/contract.ts";
import { bare } from "../targets/reference/bare.ts";
import type { Session } from "../targets/target.ts";
import type { Bug } from "./bugs.ts";
import type { Hunt } from "./ours.ts";

/** What each user proves itself by, as fast-check's model keeps it. */
type Model = Map<string, string>;

const modes: Readonly<Record<string, AuthenticationRequest>> = {
  "no-password": { NoPasswordRequired: true },
  password: { Passwords: ["{{a:17}}"] },
  iam: { AuthenticationMode: { Type: "iam" } },
};

interface Real {
  readonly session: Session;
  readonly onSend: () => void;
}

const send = async ({ session, onSend }: Real, command: Command): Promise<object> => {
  onSend();
  const answer = await session.send(command);
  if (answer.kind !== "accepted") throw new Error(`${command.operation} was not accepted`);
  return answer.output;
};

const idOf = (id: string): { readonly UserId: string } => ({ UserId: id });

/** The four operations as fast-check's own documentation would have them: each with its condition, and what must hold. */
const commandsOn = (
  id: fc.Arbitrary<string>,
  mode: fc.Arbitrary<string>,
): readonly fc.Arbitrary<fc.AsyncCommand<Model, Real>>[] => [
  fc.tuple(id, mode).map(([user, type]) => ({
    check: (model) => !model.has(user),
    async run(model, real) {
      const input = { UserName: user, Engine: "redis", AccessString: "on ~* +@all" };
      await send(real, {
        operation: "CreateUser",
        input: { ...idOf(user), ...input, ...modes[type] },
      });
      model.set(user, type);
    },
    toString: () => `create ${user} ${type}`,
  })),
  fc.tuple(id, mode).map(([user, type]) => ({
    // AWS lets a user without a password ask for none again, or not: no such request is made.
    check: (model) => model.has(user),
    async run(model, real) {
      await send(real, { operation: "ModifyUser", input: { ...idOf(user), ...modes[type] } });
      model.set(user, type);
    },
    toString: () => `modify ${user} ${type}`,
  })),
  id.map((user) => ({
    check: (model) => model.has(user),
    async run(model, real) {
      await send(real, { operation: "DeleteUser", input: idOf(user) });
      model.delete(user);
    },
    toString: () => `delete ${user}`,
  })),
  fc.constant({
    check: () => true,
    async run(model, real) {
      const output: Output<"DescribeUsers"> = await send(real, {
        operation: "DescribeUsers",
        input: {},
      });
      const seen = (output.Users ?? [])
        .filter(({ UserId }) => UserId !== "default")
        .map(({ UserId, Authentication }) => `${UserId} ${Authentication?.Type}`)
        .toSorted();
      const wanted = [...model].map(([user, type]) => `${user} ${type}`).toSorted();
      if (seen.join() !== wanted.join()) throw new Error(`${seen.join()} for ${wanted.join()}`);
    },
    toString: () => "describe",
  }),
];

/** Requests and commands of one hunt; the share of those that its `check` let run. */
export interface FastCheckHunt extends Hunt {
  readonly made: number;
  readonly ran: number;
}

/** Hunts a bug with fast-check's `commands`, five ids and three ways to prove who a user is. */
export async function huntFastCheck(bug: Bug, seed: number): Promise<FastCheckHunt | undefined> {
  let sent = 0;
  let runs = 0;
  let found: number | undefined;
  let foundIn = 0;
  let made = 0;
  let length = 0;
  const id = fc.constantFrom("u-0", "u-1", "u-2", "u-3", "u-4");
  const mode = fc.constantFrom(...Object.keys(modes));
  const target = bare({ fault: bug.make() });
  const property = fc.asyncProperty(
    fc.commands([...commandsOn(id, mode)], { maxCommands: 50, size: "max" }),
    async (commands) => {
      runs += 1;
      await using session = await target.open();
      let said = 0;
      const real = {
        session,
        onSend: () => {
          sent += 1;
          said += 1;
        },
      };
      const counted = [...commands].map((command) => {
        made += found === undefined ? 1 : 0;
        return command;
      });
      try {
        await fc.asyncModelRun(() => ({ model: new Map<string, string>(), real }), counted);
      } catch (error) {
        if (found === undefined) [found, foundIn] = [sent, runs];
        // Those that fail last are the counterexample; what `check` left out of it was not said.
        length = said;
        throw error;
      }
    },
  );
  const details = await fc.check(property, { seed, numRuns: 1000 });
  if (!details.failed || found === undefined) return undefined;
  return {
    runs: foundIn,
    requests: found,
    shrinking: sent - found,
    length,
    made,
    ran: found,
  };
}
