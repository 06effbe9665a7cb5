import { cellOf } from "../models/cells.ts";
import { commandFrom, turnsOf } from "../models/command.ts";
import type { Answer, Command, Exchange, OperationName } from "../models/contract.ts";
import { judge, type Violation } from "../models/judge.ts";
import { canBeCause } from "../models/operations/index.ts";
import type { RuleId } from "../models/rule.ts";
import { initialWorld, stateOf, type World } from "../models/state.ts";
import type { Session, Target } from "../targets/target.ts";
import { explained, saidByClients, sectionAt } from "./concurrency/section.ts";
import type { Conversation } from "./conversation.ts";
import type { Meter } from "./meter.ts";
import type { Patience } from "./patience.ts";

/** A rule broken in a conversation: by which command, and whether nothing had gone wrong before. */
export interface Finding {
  readonly violation: Violation;
  /** The index of the command that brought it about. */
  readonly step: number;
  readonly isFirst: boolean;
  /** The rules that were broken by earlier answers, of those that can be the cause of anything. */
  readonly after: readonly RuleId[];
}

/** What became of a conversation. */
export interface Talk {
  readonly exchanges: readonly Exchange[];
  readonly exercised: readonly RuleId[];
  readonly findings: readonly Finding[];
  readonly lost: readonly Loss[];
  /** The cells of the table of what can happen to users that were answered, by name. */
  readonly cells: readonly string[];
  /** True where the meter ended it. */
  readonly isCutShort: boolean;
}

export interface Loss {
  readonly operation: OperationName;
  readonly reason: string;
}

/** More pages than an account of the usual size can have, one user a page. */
const longestWalk = 1100;

/** Says a conversation to a target in a session of its own, and judges every answer. */
export async function talk(
  target: Target,
  conversation: Conversation,
  meter: Meter,
  patience: Patience,
): Promise<Talk> {
  await using session = await target.open();
  const exchanges: Exchange[] = [];
  const exercised: RuleId[] = [];
  const findings: Finding[] = [];
  const lost: Loss[] = [];
  const cells: string[] = [];
  const told = { exchanges, exercised, findings, lost, cells };
  let world: World = initialWorld(target.region);
  // What is exercised once several clients spoke may be another thing each time: it does not count.
  let hasSection = false;

  const note = (exchange: Exchange, step: number, isCertain: boolean): void => {
    const judgement = judge(world, exchange);
    const cell = cellOf(stateOf(world, exchange.command), exchange.command);
    if (cell !== undefined && isCertain && isAnswered(exchange)) cells.push(cell);
    const after = [...brokenIn(findings)].filter((rule) => canBeCause(rule));
    world = judgement.after;
    exchanges.push(exchange);
    if (isCertain) exercised.push(...judgement.exercised);
    // In an order that is only the likeliest, wordings and looks tell nothing.
    const violations = isCertain
      ? judgement.violations
      : judgement.violations.filter(({ rule }) => canBeCause(rule));
    for (const violation of violations)
      findings.push({ violation, step, isFirst: after.length === 0, after });
    const { command, answer } = exchange;
    // Only operations that the target has are asked for: one that it has no longer is trouble.
    if (answer.kind === "lost" || (answer.kind === "unsupported" && command.action === undefined))
      lost.push({ operation: command.operation, reason: answer.reason });
  };

  for (let step = 0; step < conversation.length;) {
    const section = sectionAt(conversation, step);
    if (section.length > 1) {
      hasSection = true;
      const answered = await saidByClients(session, section, meter);
      if (answered === "spent") return { ...told, isCutShort: true };
      for (const { exchange, at } of explained(world, answered, brokenIn(findings)))
        note(exchange, step + at, false);
    } else
      for (const turn of section.flatMap((command) => turnsOf(command))) {
        const command = filled(turn, world);
        // There is no page to go on with.
        if (command === undefined) continue;
        for await (const exchange of said(session, command, meter, patience)) {
          if (exchange === "spent") return { ...told, isCutShort: true };
          note(exchange, step, !hasSection);
        }
      }
    step += section.length;
  }
  return { ...told, isCutShort: false };
}

/** The command with the marker that it stands for; nothing where there is none to go on with. */
function filled(command: Command, world: World): Command | undefined {
  if (!("Marker" in command.input) || command.input.Marker === undefined) return command;
  const { walks } = stateOf(world, command);
  const own =
    command.operation === "DescribeUsers" ? walks.DescribeUsers : walks.DescribeUserGroups;
  const markers: Readonly<Record<string, string | undefined>> = {
    "{{marker}}": own?.next,
    "{{half a marker}}": own?.next?.slice(0, Math.ceil(own.next.length / 2)),
    "{{marker of groups}}": walks.DescribeUserGroups?.next,
  };
  if (!(command.input.Marker in markers)) return command;
  const Marker = markers[command.input.Marker];
  return Marker === undefined
    ? undefined
    : commandFrom({ ...command, input: { ...command.input, Marker } });
}

const isAnswered = ({ answer }: Exchange): boolean =>
  answer.kind === "accepted" || answer.kind === "refused";

const brokenIn = (findings: readonly Finding[]): ReadonlySet<RuleId> =>
  new Set(findings.map(({ violation }) => violation.rule));

/** The exchanges that one command leads to: one, or as many as it takes to settle or to reach the last page. */
async function* said(
  session: Session,
  command: Command,
  meter: Meter,
  patience: Patience,
): AsyncGenerator<Exchange | "spent"> {
  let asked = command;
  let waited = 0;
  for (let turn = 0; ; turn += 1) {
    if (!meter.spend()) {
      yield "spent";
      return;
    }
    const answer: Answer = await session.send(asked);
    meter.hear(answer);
    const status = changingStatus(command, answer);
    const deadline = status === undefined ? undefined : patience.deadline(status);
    const page = nextPage(command, answer);
    const isLate = deadline !== undefined && waited >= deadline;
    const isEndless = page !== undefined && (turn >= longestWalk || isSame(page, asked));
    yield exchangeOf(asked, answer, isLate || isEndless);
    if (isLate && status !== undefined) patience.waitedOut(status);
    if (isLate || isEndless || (deadline === undefined && page === undefined)) return;
    if (deadline !== undefined) {
      const pause = Math.min(0.05 * 2 ** turn, 10, deadline - waited);
      await waitUpTo(pause, session, meter);
      waited += pause;
      patience.onWait?.(status ?? "", waited);
    }
    asked = page ?? command;
  }
}

/** Waits a second at a time, so that whoever interrupts need not wait. */
async function waitUpTo(seconds: number, session: Session, meter: Meter): Promise<void> {
  for (let left = seconds; left > 0 && !meter.isOver(); left -= 1)
    await session.wait(Math.min(1, left));
}

const exchangeOf = (command: Command, answer: Answer, isOverdue: boolean): Exchange =>
  Object.assign({ command, answer }, isOverdue ? { overdue: true as const } : {});

/** True of a marker that leads to its own page: a list that never ends. */
const isSame = (one: Command, other: Command): boolean =>
  JSON.stringify(one.input) === JSON.stringify(other.input);

/** The status of what a command waits for, while it is changing. */
function changingStatus({ until }: Command, answer: Answer): string | undefined {
  if (until !== "settled") return undefined;
  if (answer.kind === "refused")
    return /not available for tagging/i.test(answer.message)
      ? "not available for tagging"
      : undefined;
  const status = answer.kind === "accepted" ? statusIn(answer.output) : "";
  return ["creating", "modifying", "deleting"].includes(status) ? status : undefined;
}

const statusIn = (output: Extract<Answer, { kind: "accepted" }>["output"]): string =>
  "Users" in output
    ? (output.Users?.[0]?.Status ?? "")
    : "UserGroups" in output
      ? (output.UserGroups?.[0]?.Status ?? "")
      : "";

/** The command for the next page, where a list is read to its end and has not ended. */
function nextPage(command: Command, answer: Answer): Command | undefined {
  if (command.until !== "listed" || answer.kind !== "accepted") return undefined;
  const { output } = answer;
  const Marker = "Marker" in output ? (output.Marker ?? "") : "";
  return Marker === ""
    ? undefined
    : commandFrom({ ...command, input: { ...command.input, Marker } });
}
