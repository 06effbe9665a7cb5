import { cellOf } from "../models/cells.ts";
import { commandFrom, turnsOf } from "../models/command.ts";
import type { Answer, Command, Exchange, OperationName } from "../models/contract.ts";
import { judge, type Violation } from "../models/judge.ts";
import { canBeCause } from "../models/operations/index.ts";
import type { QuestionId, RuleId } from "../models/rule.ts";
import { initialWorld, stateOf, type World } from "../models/state.ts";
import { type Session, type Target, Unreachable } from "../targets/target.ts";
import { giveWay } from "./breath.ts";
import { type Answered, explained, saidByClients, sectionAt } from "./concurrency/section.ts";
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
  /** What the target did where no fact says what AWS does. */
  readonly settled: readonly Settled[];
  /** True where the meter ended it. */
  readonly isCutShort: boolean;
}

/** How a target answered an open question. */
export interface Settled {
  readonly question: QuestionId;
  readonly exchange: Exchange;
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
  const notes = new Notes(target.region);
  await using session = await opened(target, meter);
  if (session === undefined) return { ...notes.told, isCutShort: true };
  for (let step = 0; step < conversation.length;) {
    const section = sectionAt(conversation, step);
    await giveWay();
    if (section.length > 1) {
      const answered = await saidByClients(session, section, meter, { step, turn: notes.turn });
      if (answered === "spent") return { ...notes.told, isCutShort: true };
      notes.takeAll(answered);
    } else
      for (const turn of section.flatMap((command) => turnsOf(command))) {
        const command = filled(turn, notes.world);
        // There is no page to go on with.
        if (command === undefined) continue;
        for await (const exchange of said(session, command, meter, patience)) {
          if (exchange === "spent") return { ...notes.told, isCutShort: true };
          notes.take(exchange, step);
        }
      }
    step += section.length;
  }
  return { ...notes.told, isCutShort: false };
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

/** How often what several clients said is put in another order, because what came later does not go with the first. */
const mostOrders = 5;

/** What is judged of a conversation, answer by answer. */
class Notes {
  readonly exchanges: Exchange[] = [];
  readonly exercised: RuleId[] = [];
  readonly findings: Finding[] = [];
  readonly lost: Loss[] = [];
  readonly cells: string[] = [];
  readonly settled: Settled[] = [];
  world: World;
  /** How many turns were taken since several clients spoke. */
  turn = 0;
  /** Where several clients spoke for the first time: how things stood then, and all that was said since. */
  #since:
    | { readonly world: World; readonly told: Notes["told"]; all: readonly Answered[] }
    | undefined;
  #doubtful: ReadonlySet<RuleId> = new Set();
  #orders = 0;

  constructor(region: string) {
    this.world = initialWorld(region);
  }

  get told() {
    const { exchanges, exercised, findings, lost, cells, settled } = this;
    return {
      exchanges: [...exchanges],
      exercised: [...exercised],
      findings: [...findings],
      lost: [...lost],
      cells: [...cells],
      settled: [...settled],
    };
  }

  /** Takes in what several clients were answered, in an order that explains it. */
  takeAll(answered: readonly Answered[]): void {
    this.#since ??= { world: this.world, told: this.told, all: [] };
    this.#since.all = [...this.#since.all, ...answered];
    this.turn = Math.max(...answered.map(({ returned }) => returned));
    this.#putInOrder();
  }

  /** Takes in the next exchange. Where it does not go with the order of what several clients said, another may explain it. */
  take(exchange: Exchange, step: number): void {
    if (this.#since === undefined) {
      this.#judge(exchange, step, true);
      return;
    }
    const known = this.findings.length;
    this.#since.all = [
      ...this.#since.all,
      { exchange, step, called: this.turn + 1, returned: this.turn + 2 },
    ];
    this.turn += 2;
    this.#judge(exchange, step, false);
    if (this.findings.length === known || this.#orders >= mostOrders) return;
    this.#orders += 1;
    this.#putInOrder();
  }

  #putInOrder(): void {
    if (this.#since === undefined) return;
    const { world, told, all } = this.#since;
    const { order, doubtful } = explained(world, all, brokenIn(told.findings));
    this.#doubtful = doubtful;
    this.world = world;
    this.exchanges.splice(told.exchanges.length);
    this.findings.splice(told.findings.length);
    this.lost.splice(told.lost.length);
    for (const { exchange, step } of order) this.#judge(exchange, step, false);
  }

  /** What is exercised once several clients spoke may be another thing each time: it does not count. */
  #judge(exchange: Exchange, step: number, isCertain: boolean): void {
    const { command, answer } = exchange;
    const judgement = judge(this.world, exchange);
    const cell = cellOf(stateOf(this.world, command), command);
    if (cell !== undefined && isCertain && isAnswered(exchange)) this.cells.push(cell);
    const after = [...brokenIn(this.findings)].filter((rule) => canBeCause(rule));
    this.world = judgement.after;
    this.exchanges.push(exchange);
    if (isCertain) this.exercised.push(...judgement.exercised);
    if (isCertain)
      this.settled.push(...judgement.questions.map((question) => ({ question, exchange })));
    // In an order that is only the likeliest, wordings and looks tell nothing.
    const violations = isCertain
      ? judgement.violations
      : judgement.violations.filter(({ rule }) => canBeCause(rule) && !this.#doubtful.has(rule));
    for (const violation of violations)
      this.findings.push({ violation, step, isFirst: after.length === 0, after });
    // Only operations that the target has are asked for: one that it has no longer is trouble.
    if (answer.kind === "lost" || (answer.kind === "unsupported" && command.action === undefined))
      this.lost.push({ operation: command.operation, reason: answer.reason });
  }
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

/** True of an answer that nobody waited for. */
const hasEnded = (answer: Answer): boolean => answer.kind === "lost" && answer.cause === "ended";

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
