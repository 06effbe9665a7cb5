import type { Answer, Command, Exchange, OperationName } from "../models/contract.ts";
import { judge, type Violation } from "../models/judge.ts";
import type { RuleId } from "../models/rule.ts";
import { initialWorld, type World } from "../models/state.ts";
import type { Session, Target } from "../targets/target.ts";
import type { Conversation } from "./conversation.ts";

/** Counts requests, and says when there are no more to spend. */
export interface Meter {
  spend(): boolean;
}

export interface Patience {
  /** How long a changing user may take to settle, in seconds of the target's clock. */
  readonly settleSeconds: number;
}

/** A rule broken in a conversation: by which command, and whether nothing had gone wrong before. */
export interface Finding {
  readonly violation: Violation;
  /** The index of the command that brought it about. */
  readonly step: number;
  readonly isFirst: boolean;
  /** The rules that were broken by earlier answers. */
  readonly after: readonly RuleId[];
}

/** What became of a conversation. */
export interface Talk {
  readonly exchanges: readonly Exchange[];
  readonly exercised: readonly RuleId[];
  readonly findings: readonly Finding[];
  readonly lost: readonly Loss[];
  /** True where the meter ended it. */
  readonly isCutShort: boolean;
}

export interface Loss {
  readonly operation: OperationName;
  readonly reason: string;
}

const longestWalk = 60;

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
  let world: World = initialWorld(target.region);

  const note = (exchange: Exchange, step: number): void => {
    const judgement = judge(world, exchange);
    const after = [...new Set(findings.map(({ violation }) => violation.rule))];
    world = judgement.after;
    exchanges.push(exchange);
    exercised.push(...judgement.exercised);
    for (const violation of judgement.violations)
      findings.push({ violation, step, isFirst: after.length === 0, after });
    if (exchange.answer.kind === "lost")
      lost.push({ operation: exchange.command.operation, reason: exchange.answer.reason });
  };

  for (const [step, command] of conversation.entries())
    for await (const exchange of said(session, command, meter, patience)) {
      if (exchange === "spent") return { exchanges, exercised, findings, lost, isCutShort: true };
      note(exchange, step);
    }
  return { exchanges, exercised, findings, lost, isCutShort: false };
}

/** The exchanges that one command leads to: one, or as many as it takes to settle or to reach the last page. */
async function* said(
  session: Session,
  command: Command,
  meter: Meter,
  { settleSeconds }: Patience,
): AsyncGenerator<Exchange | "spent"> {
  let asked = command;
  let waited = 0;
  for (let turn = 0; ; turn += 1) {
    if (!meter.spend()) {
      yield "spent";
      return;
    }
    const answer: Answer = await session.send(asked);
    const next = command.until === undefined ? undefined : following(asked, answer);
    const isOver = command.until === "settled" ? waited >= settleSeconds : turn >= longestWalk;
    yield exchangeOf(asked, answer, next !== undefined && isOver);
    if (next === undefined || isOver) return;
    if (command.until === "settled") {
      const pause = Math.min(0.05 * 2 ** turn, 10, settleSeconds - waited);
      await session.wait(pause);
      waited += pause;
    }
    asked = next;
  }
}

const exchangeOf = (command: Command, answer: Answer, isOverdue: boolean): Exchange =>
  Object.assign({ command, answer }, isOverdue ? { overdue: true as const } : {});

/** The command to send next where an answer is not yet what its command waits for. */
function following(command: Command, answer: Answer): Command | undefined {
  if (command.operation !== "DescribeUsers" || answer.kind !== "accepted") return undefined;
  if (!("Users" in answer.output)) return undefined;
  if (command.until === "settled")
    return ["creating", "modifying", "deleting"].includes(answer.output.Users?.[0]?.Status ?? "")
      ? command
      : undefined;
  const { Marker = "" } = answer.output;
  return Marker === "" ? undefined : { ...command, input: { ...command.input, Marker } };
}
