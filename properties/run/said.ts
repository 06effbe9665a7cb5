import { commandFrom } from "../../models/contract/command.ts";
import type { Answer, Command, Exchange } from "../../models/contract/contract.ts";
import { subjectOf } from "../../models/contract/resource.ts";
import type { Session } from "../../targets/target.ts";
import type { Awaited } from "./awaited.ts";
import { giveWay } from "./breath.ts";
import type { Meter } from "./meter.ts";
import type { Lag, SettleTimeout } from "./settle-timeout.ts";

/** More pages than an account of the usual size can have, one user a page. */
const longestWalk = 1100;

/** The exchanges that one command leads to: one, or as many as it takes to settle or to reach the last page. */
export async function* said(
  session: Session,
  command: Command,
  meter: Meter,
  patience: SettleTimeout,
  awaited: Awaited,
): AsyncGenerator<Exchange | "spent"> {
  let asked = command;
  let waited = 0;
  const markers = new Set<string>();
  for (let turn = 0; ; turn += 1) {
    if (meter.isHanging(command.operation)) return;
    if (!meter.spend()) {
      yield "spent";
      return;
    }
    await giveWay();
    const answer: Answer = await session.send(asked);
    meter.hear(answer, command.operation);
    if (hasEnded(answer)) {
      yield "spent";
      return;
    }
    awaited.take({ command: asked, answer });
    const page = nextPage(command, answer);
    const isBehind =
      awaited.isUntaggable(command, answer) ||
      (page === undefined && awaited.isDue(command, answer));
    const status = awaited.changing(command, answer) ?? (isBehind ? lagOf(command) : undefined);
    const deadline = status === undefined ? undefined : patience.deadline(status);
    const isLate = deadline !== undefined && waited >= deadline;
    const isEndless = page !== undefined && (turn >= longestWalk || markers.has(markerOf(page)));
    markers.add(markerOf(page ?? asked));
    yield exchangeOf(asked, answer, isLate || isEndless);
    if (isLate && status !== undefined) patience.waitedOut(status);
    if (isLate || isEndless || (deadline === undefined && page === undefined)) return;
    if (deadline !== undefined) {
      const pause = Math.min(0.05 * 2 ** turn, 10, deadline - waited);
      await waitUpTo(pause, session, meter);
      waited += pause;
      patience.onWait?.(`${nounOf(command)} that is ${status}`, waited);
    }
    asked = page ?? command;
    if (page === undefined) markers.clear();
  }
}

/** Whom a command is about, in words. */
const nounOf = ({ operation, input }: Command): string =>
  operation.includes("UserGroup") || subjectOf(input)?.kind === "usergroup" ? "a group" : "a user";

/** True of an answer that nobody waited for. */
const hasEnded = (answer: Answer): boolean => answer.kind === "lost" && answer.cause === "ended";

/** Waits a second at a time, so that whoever interrupts need not wait. */
async function waitUpTo(seconds: number, session: Session, meter: Meter): Promise<void> {
  for (let left = seconds; left > 0 && !meter.isOver(); left -= 1)
    await session.wait(Math.min(1, left));
}

const exchangeOf = (command: Command, answer: Answer, isOverdue: boolean): Exchange =>
  Object.assign({ command, answer }, isOverdue ? { overdue: true as const } : {});

/** A marker that comes again leads round in a circle: such a list never ends. */
const markerOf = ({ input }: Command): string => ("Marker" in input ? (input.Marker ?? "") : "");

/** What is waited for where an operation may lag behind another. */
const lagOf = ({ operation, until }: Pick<Command, "operation" | "until">): Lag =>
  `not in ${operation}${until === "listed" ? ", listed" : ""}`;

/**
 * True of a status that was waited out to its deadline: that is no accident, and takes all of that time each time. What lags
 * is held to be late at once where it was once, and may be late by accident.
 */
export const isWaitedOut = ({ command: { until }, answer, overdue }: Exchange): boolean =>
  overdue === true &&
  until === "settled" &&
  answer.kind === "accepted" &&
  statusesIn(answer.output).some((status) =>
    ["creating", "modifying", "deleting"].includes(status),
  );

const statusesIn = (output: Extract<Answer, { kind: "accepted" }>["output"]): readonly string[] =>
  ("Users" in output
    ? (output.Users ?? [])
    : "UserGroups" in output
      ? (output.UserGroups ?? [])
      : []
  ).map(({ Status = "" }) => Status);

/** The command for the next page, where a list is read to its end and has not ended. */
function nextPage(command: Command, answer: Answer): Command | undefined {
  if (command.until !== "listed" || answer.kind !== "accepted") return undefined;
  const { output } = answer;
  const Marker = "Marker" in output ? (output.Marker ?? "") : "";
  return Marker === ""
    ? undefined
    : commandFrom({ ...command, input: { ...command.input, Marker } });
}
