import { commandFrom, turnsOf } from "../../models/contract/command.ts";
import type { Conversation } from "../../models/contract/command.ts";
import type { Command, Exchange } from "../../models/contract/contract.ts";
import { markers } from "../../models/contract/placeholder.ts";
import { type Session, type Target, Unreachable } from "../../targets/target.ts";
import { Awaited } from "./awaited.ts";
import { giveWay } from "./breath.ts";
import { saidByClients, sectionAt } from "./clients.ts";
import type { Meter } from "./meter.ts";
import { said } from "./said.ts";
import type { SettleTimeout } from "./settle-timeout.ts";
import type { Said, Trace } from "./trace.ts";

/** Says a conversation to a target, in a session of its own, and records what it answers. */
export async function run(
  target: Target,
  conversation: Conversation,
  meter: Meter,
  patience: SettleTimeout,
): Promise<Trace> {
  await using session = await opened(target, meter);
  if (session === undefined) return { said: [], isCutShort: true };
  const pages = new Pages();
  const awaited = new Awaited();
  const all: Said[] = [];
  let turn = 0;
  const take = (one: Said): void => {
    all.push(one);
    turn = Math.max(turn, one.returned);
    pages.take(one.exchange);
  };
  for (let step = 0; step < conversation.length;) {
    const section = sectionAt(conversation, step);
    await giveWay();
    if (section.length > 1) {
      const answered = await saidByClients(session, section, meter, { step, turn });
      if (answered === "spent") return { said: all, isCutShort: true };
      for (const one of answered) {
        awaited.take(one.exchange);
        take(one);
      }
    } else
      for (const once of section.flatMap((command) => turnsOf(command))) {
        const command = pages.filled(once);
        // There is no page to go on with.
        if (command === undefined) continue;
        for await (const exchange of said(session, command, meter, patience, awaited)) {
          if (exchange === "spent") return { said: all, isCutShort: true };
          take({ exchange, step, called: turn + 1, returned: turn + 2 });
        }
      }
    step += section.length;
  }
  return { said: all, isCutShort: false };
}

/** A session; nothing where the run is over, or the target is gone since it was probed: what was seen until then is told. */
async function opened(target: Target, meter: Meter): Promise<Session | undefined> {
  try {
    return await target.open(meter.ending);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    if (meter.ending?.aborted !== true) meter.giveUp(error.message);
    return undefined;
  }
}

/** The pages that lists were read to, by where and what was listed: what a marker in a conversation stands for. */
class Pages {
  readonly #next = new Map<string, string | undefined>();

  /** Notes the marker of a page of a whole list; one that a made-up marker led to leads nowhere. */
  take({ command, answer }: Exchange): void {
    const { operation, input, action } = command;
    if (answer.kind !== "accepted" || action !== undefined) return;
    if (operation !== "DescribeUsers" && operation !== "DescribeUserGroups") return;
    const isWhole = ["UserId", "Engine", "Filters", "UserGroupId"].every(
      (name) => !(name in input),
    );
    const asked = "Marker" in input ? input.Marker : undefined;
    const key = keyOf(command);
    if (!isWhole || (asked !== undefined && asked !== this.#next.get(key))) return;
    const next = "Marker" in answer.output ? answer.output.Marker : undefined;
    this.#next.set(key, next === "" ? undefined : next);
  }

  /** The command with the marker that it stands for; nothing where there is none to go on with. */
  filled(command: Command): Command | undefined {
    if (!("Marker" in command.input) || command.input.Marker === undefined) return command;
    const own = this.#next.get(keyOf(command));
    const known: Readonly<Record<string, string | undefined>> = {
      [markers.next]: own,
      [markers.half]: own?.slice(0, Math.ceil(own.length / 2)),
      [markers.ofGroups]: this.#next.get(keyOf({ ...command, operation: "DescribeUserGroups" })),
    };
    if (!(command.input.Marker in known)) return command;
    const Marker = known[command.input.Marker];
    return Marker === undefined
      ? undefined
      : commandFrom({ ...command, input: { ...command.input, Marker } });
  }
}

const keyOf = ({
  operation,
  region,
  account,
}: Pick<Command, "operation" | "region" | "account">): string =>
  `${operation} ${region} ${account}`;
