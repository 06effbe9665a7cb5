import type { Conversation } from "../../models/contract/command.ts";
import type { Exchange } from "../../models/contract/contract.ts";
import type { Session } from "../../targets/target.ts";
import type { Meter } from "./meter.ts";
import type { Said } from "./trace.ts";

/** The commands that several clients send from this one on, in a conversation: just this one where it has no client. */
export function sectionAt(conversation: Conversation, from: number): Conversation {
  if (conversation[from]?.client === undefined) return conversation.slice(from, from + 1);
  const rest = conversation.slice(from);
  const end = rest.findIndex(({ client }) => client === undefined);
  return end < 0 ? rest : rest.slice(0, end);
}

/** Where several clients speak for the first time; the end where they never do. */
export function firstSectionIn(conversation: Conversation): number {
  const first = conversation.findIndex(({ client }) => client !== undefined);
  return first < 0 ? conversation.length : first;
}

/** Lets every client send its commands, one after another, all clients at once. Times are turns: what came before what. */
export async function saidByClients(
  session: Session,
  section: Conversation,
  meter: Meter,
  from: { readonly step: number; readonly turn: number },
): Promise<readonly Said[] | "spent"> {
  if (!section.every(() => meter.spend())) return "spent";
  let turn = 0;
  const speak = async (client: number | undefined): Promise<readonly Said[]> => {
    const answered: Said[] = [];
    for (const [at, command] of section.entries()) {
      if (command.client !== client) continue;
      turn += 1;
      const called = turn;
      const answer = await session.send(command);
      meter.hear(answer, command.operation);
      turn += 1;
      const exchange: Exchange = Object.assign({ command, answer, called, returned: turn });
      answered.push({
        exchange,
        step: from.step + at,
        called: from.turn + called,
        returned: from.turn + turn,
        section: from.step,
      });
    }
    return answered;
  };
  const clients = new Set(section.map(({ client }) => client));
  const answered = (await Promise.all([...clients].map((client) => speak(client)))).flat();
  const isOver = answered.some(
    ({ exchange: { answer } }) => answer.kind === "lost" && answer.cause === "ended",
  );
  return isOver ? "spent" : answered;
}
