import { cellOf } from "../models/cells.ts";
import { commandFrom, turnsOf } from "../models/command.ts";
import { type Answer, type Command, type Exchange, isUnasked } from "../models/contract.ts";
import { rulesForeseen } from "../models/foresight.ts";
import { judge, type Violation } from "../models/judge.ts";
import { canBeCause } from "../models/operations/index.ts";
import type { QuestionId, RuleId } from "../models/rule.ts";
import { initialWorld, stateOf, type World } from "../models/state.ts";
import { type Session, type Target, Unreachable } from "../targets/target.ts";
import { giveWay } from "./breath.ts";
import { type Answered, explained, saidByClients, sectionAt } from "./concurrency/section.ts";
import type { Conversation } from "./conversation.ts";
import { crashIn } from "./crash.ts";
import type { Meter } from "./meter.ts";
import type { Patience } from "./patience.ts";
import { said } from "./said.ts";

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
  /** Answers that a service might give for want of a better one, as findings: crashes, if they come back. */
  readonly crashes: readonly Finding[];
  readonly lost: readonly Loss[];
  readonly unasked: readonly Unasked[];
  /** The cells of the table of what can happen to users that were answered, by name. */
  readonly cells: readonly string[];
  /** What the target did where no fact says what AWS does. */
  readonly settled: readonly Settled[];
  /** True where the meter ended it. */
  readonly isCutShort: boolean;
}

/** A request that a client has no way to ask in full, and why; the rules that would have spoken of it. */
export interface Unasked {
  readonly command: Command;
  readonly reason: string;
  readonly isUnworded: boolean;
  readonly rules: readonly RuleId[];
}

/** How a target answered an open question. */
export interface Settled {
  readonly question: QuestionId;
  readonly exchange: Exchange;
}

export interface Loss {
  /** The Action that was asked for: an operation, or one that nobody has. */
  readonly operation: string;
  readonly reason: string;
  /** What it would be if it came back each time: the id of a crash. */
  readonly crash?: RuleId | undefined;
}

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
  readonly crashes: Finding[] = [];
  readonly lost: Loss[] = [];
  readonly unasked: Unasked[] = [];
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
    const { exchanges, exercised, findings, crashes, lost, unasked, cells, settled } = this;
    return {
      exchanges: [...exchanges],
      exercised: [...exercised],
      findings: [...findings],
      crashes: [...crashes],
      lost: [...lost],
      unasked: [...unasked],
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
    this.crashes.splice(told.crashes.length);
    this.lost.splice(told.lost.length);
    for (const { exchange, step } of order) this.#judge(exchange, step, false);
  }

  /** What is exercised once several clients spoke may be another thing each time: it does not count. */
  #judge(answered: Exchange, step: number, isCertain: boolean): void {
    const before = this.world;
    const exchange = asAsked(before, answered);
    const { command, answer } = exchange;
    const judgement = judge(before, exchange);
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
    if (answer.kind === "lost" && isUnasked(answer) && isCertain)
      this.unasked.push({
        command,
        reason: answer.reason,
        isUnworded: answer.cause === "unworded",
        rules: rulesForeseen(before, command),
      });
    const crash = crashIn(exchange);
    if (crash !== undefined)
      this.crashes.push({ violation: crash, step, isFirst: after.length === 0, after });
    if (isLoss(command, answer))
      this.lost.push({
        operation: command.action ?? command.operation,
        reason: answer.reason,
        crash: crash?.rule,
      });
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

/** An exchange; where a client was refused for another request than it was asked for, one that says nothing of this one. */
function asAsked(world: World, exchange: Exchange): Exchange {
  const { command, answer } = exchange;
  if (answer.kind !== "refused" || answer.overlooked === undefined) return exchange;
  return judge(world, exchange).violations.length === 0
    ? exchange
    : Object.assign(
        { command },
        { answer: { kind: "lost", reason: answer.overlooked, cause: "overlooked" } as const },
      );
}

/**
 * Of what cannot be read, its rule speaks; and what a client cannot ask is told by itself. Only operations that the target has are
 * asked for: one that it has no longer is trouble.
 */
const isLoss = (
  command: Command,
  answer: Answer,
): answer is Extract<Answer, { readonly kind: "lost" | "unsupported" }> =>
  answer.kind === "lost"
    ? answer.cause !== "unreadable" && !isUnasked(answer)
    : answer.kind === "unsupported" && command.action === undefined;

const isAnswered = ({ answer }: Exchange): boolean =>
  answer.kind === "accepted" || answer.kind === "refused";

const brokenIn = (findings: readonly Finding[]): ReadonlySet<RuleId> =>
  new Set(findings.map(({ violation }) => violation.rule));
