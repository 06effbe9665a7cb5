import { speaksOfDoubtful } from "../belief/doubt.ts";
import { stateOf, type World } from "../belief/state.ts";
import {
  type Answer,
  type Exchange,
  isUnsent,
  type OperationName,
  type Output,
} from "../contract/contract.ts";
import { commonCodes, withoutAffix } from "../contract/fault-code.ts";
import { operations } from "../operations/index.ts";
import type { Operation, Refusal } from "../operations/operation.ts";
import { ensure, oneOf } from "../rules/check.ts";
import {
  type Accepted,
  type Allowance,
  type Asked,
  type Ground,
  type Holds,
  type QuestionId,
  type RuleId,
  askedOf,
} from "../rules/rule.ts";
import { judgeNaming } from "./judge-naming.ts";
import { judgeWire } from "./judge-wire.ts";
import { questionsOf } from "./questions.ts";
import { joined, silence, type Verdict, verdictOf, type Violation } from "./verdict.ts";

export type { Violation } from "./verdict.ts";

export interface Judgement {
  /** The rules that had something to say about this exchange. */
  readonly exercised: readonly RuleId[];
  readonly violations: readonly Violation[];
  /** The questions that it answers, and no fact does. */
  readonly questions: readonly QuestionId[];
}

/** Holds one exchange against the contract. Pure: the same exchange after the same story is always judged alike. */
export function check<K extends OperationName>(before: World, exchange: Exchange<K>): Judgement {
  const { command, answer } = exchange;
  if (isUnsent(answer)) return { ...silence, questions: [] };
  const wire = judgeWire(exchange);
  if (command.action !== undefined) return { ...wire, questions: [] };
  const operation = operations[command.operation];
  const { until } = command;
  const asked = askedOf(stateOf(before, command), command.input, exchange.overdue, until);
  return {
    ...joined([judgeAnswer(operation, asked, answer), wire]),
    questions: questionsOf(operation, asked, answer),
  };
}

/** A reason to refuse a request, and how it holds. */
export interface Holding<K extends OperationName> {
  readonly ground: Ground<K>;
  readonly holds: Exclude<Holds, false>;
}

/** The reasons to refuse a request that hold. */
export const groundsFor = <K extends OperationName>(
  { grounds }: Operation<K>,
  asked: Asked<K>,
): readonly Holding<K>[] =>
  grounds.flatMap((ground) => {
    const holds = ground.when(asked);
    return holds === false ? [] : [{ ground, holds }];
  });

/** A request, with all that speaks for or against it. */
interface Case<K extends OperationName> {
  readonly operation: Operation<K>;
  readonly asked: Asked<K>;
  readonly applying: readonly Holding<K>[];
  readonly allowed: readonly Allowance<K>[];
  /** What it names is in doubt: nobody knows who is there. */
  readonly isInDoubt: boolean;
  /** No fact says whether it is accepted. */
  readonly isOpen: boolean;
  /** No fact at `must` says so. */
  readonly isDoubtful: boolean;
}

function caseOf<K extends OperationName>(
  operation: Operation<K>,
  asked: Asked<K>,
  applying: readonly Holding<K>[],
): Case<K> {
  const isInDoubt = speaksOfDoubtful(asked.before, asked.input, operation.name);
  return {
    operation,
    asked,
    applying,
    allowed: operation.allowances.filter((allowance) => allowance.when(asked)),
    isInDoubt,
    isDoubtful: operation.isDoubtful?.(asked) === true,
    isOpen: isInDoubt || operation.questions.some((question) => question.when(asked)),
  };
}

/** What an accepted or refused request says of the rules of its operation. */
export function judgeAnswer<K extends OperationName>(
  operation: Operation<K>,
  asked: Asked<K>,
  answer: Answer<K>,
  applying = groundsFor(operation, asked),
): Verdict {
  if (answer.kind === "lost" || answer.kind === "unsupported") return silence;
  if (answer.kind === "refused")
    return joined([
      operation.tolerates?.(asked, answer) === true
        ? silence
        : judgeRefusal(caseOf(operation, asked, applying), answer),
      judgeNaming(operation, asked, answer),
    ]);
  return judgeAcceptance(caseOf(operation, asked, applying), answer.output);
}

function judgeAcceptance<K extends OperationName>(one: Case<K>, output: Output<K>): Verdict {
  const { applying, isInDoubt, asked } = one;
  const ignored = applying.filter(
    ({ ground, holds }) =>
      (holds === "must" || holds === "somehow") && ground.isMetBy?.({ ...asked, output }) !== true,
  );
  if (ignored.length === 0) return judgeOutput(one, output);
  // Where nobody knows who is there, nobody knows whether it should have been refused.
  if (isInDoubt) return silence;
  // A request that should have been refused has no right answer: nothing more is asked of it.
  return {
    exercised: ignored.map(({ ground }) => ground.id),
    violations: ignored.map((holding) => ({
      rule: holding.ground.id,
      expected: refusalBy([holding]),
      actual: "accepted",
      isDecision: true,
    })),
  };
}

/** What the answer to a request that no ground speaks against says: of what it shows, and of its having been accepted. */
function judgeOutput<K extends OperationName>(
  { operation, asked, allowed, isOpen }: Case<K>,
  output: Output<K>,
): Verdict {
  const accepted: Accepted<K> = { ...asked, output };
  const { guarantees, refusals } = operation;
  const { exercised, violations } = verdictOf(guarantees, (rule) => rule.check(accepted));
  const decided = [...allowed, ...(isOpen ? [] : [refusals.provocation])].map(({ id }) => id);
  return { exercised: [...exercised, ...decided], violations };
}

/** The rules that speak of a request that is accepted and of which no ground holds, broken or not. */
export const speakingOf = <K extends OperationName>(
  operation: Operation<K>,
  { output, ...asked }: Accepted<K>,
): readonly RuleId[] => judgeOutput(caseOf(operation, asked, []), output).exercised;

function judgeRefusal<K extends OperationName>(one: Case<K>, answer: Refusal): Verdict {
  const { operation, applying, allowed, isOpen, isDoubtful } = one;
  if (isOpen) return silence;
  const code = withoutAffix(answer.code);
  const naming = applying.filter(
    ({ ground: { codes } }) => codes === "any" || codes.some((known) => known === code),
  );
  const declaration = judgeDeclaration(operation, code, naming);
  const [sole, ...others] = applying;
  if (sole === undefined) return joined([declaration, unprovoked(one, answer.code)]);
  if (naming.length > 0)
    return joined([
      declaration,
      { exercised: others.length === 0 ? [sole.ground.id] : [], violations: [] },
      judgeWording(one, answer),
    ]);
  if (applying.some(({ holds }) => holds === "unknown" || holds === "somehow")) return declaration;
  const broken = { expected: refusalBy(applying), actual: `refused with ${answer.code}` };
  // A ground, or what the target should allow and does not: why it refuses, nobody can say.
  if (allowed.length > 0 || isDoubtful) return declaration;
  if (others.length === 0) return joined([declaration, decision(sole.ground.id, broken)]);
  // Several grounds, and a code that none of them names: which one is broken, nobody can say.
  if (applying.some(({ ground }) => ground.level === "should")) return declaration;
  const suspects = applying.map(({ ground }) => ground.id);
  return joined([
    declaration,
    decision(operation.refusals.provocation.id, { ...broken, suspects }),
  ]);
}

const decision = (rule: RuleId, violation: Omit<Violation, "rule" | "isDecision">): Verdict => ({
  exercised: [rule],
  violations: [{ rule, ...violation, isDecision: true }],
});

/** A refusal that no ground explains: one allowance that applies alone is to blame, else the operation. */
function unprovoked<K extends OperationName>(
  { operation, allowed, asked, isDoubtful }: Case<K>,
  code: string,
): Verdict {
  const [sole, ...others] = allowed;
  // Whatever else speaks for it: what is asked for beside that, only weaker facts carry, and it may be the cause.
  const isWeak = isDoubtful || operation.isCarried?.(asked) === false;
  if (isWeak && (others.length > 0 || sole?.level !== "should")) return silence;
  // Of several allowances one may be the cause: the weakest of them limits what may be claimed.
  if (others.length > 0 && allowed.some(({ level }) => level === "should")) return silence;
  const violation = { expected: "accepted", actual: `refused with ${code}` };
  const { id } = operation.refusals.provocation;
  return others.length === 0
    ? decision(sole?.id ?? id, violation)
    : decision(id, { ...violation, suspects: allowed.map((allowance) => allowance.id) });
}

function judgeWording<K extends OperationName>(
  { operation, applying }: Case<K>,
  { code, message, isWordless }: Refusal,
): Verdict {
  const told = operation.wordings.filter(
    ({ grounds, says, codes, of }) =>
      (of === undefined || of === withoutAffix(code)) &&
      applying.every(({ ground }) => grounds.includes(ground.id)) &&
      (isWordless !== true || (codes !== undefined && says === undefined)),
  );
  return verdictOf(told, ({ says, codes, clause: { quote } }) => {
    const ofCodes = codes === undefined ? "kept" : oneOf(codes, withoutAffix(code));
    if (ofCodes !== "kept" || (codes !== undefined && says === undefined)) return ofCodes;
    return ensure(says?.test(message) ?? isSaidIn(message, quote), quote, message);
  });
}

/** True of a text that says what is quoted, in whatever case, with a full stop at its end or without. */
const isSaidIn = (text: string, quote: string): boolean =>
  text.toLowerCase().includes(quote.toLowerCase().replace(/\.$/, ""));

function judgeDeclaration<K extends OperationName>(
  { declared, refusals: { declaration } }: Operation<K>,
  code: string,
  naming: readonly Holding<K>[],
): Verdict {
  const named = naming.map(({ ground }) => ground.codes);
  // The refusal is known, and its code is not.
  if (named.includes("any")) return silence;
  const known: readonly string[] = [...declared, ...commonCodes, ...named.flat()];
  return verdictOf([declaration], () => ensure(known.includes(code), declared.join(" or "), code));
}

const refusalBy = <K extends OperationName>(holdings: readonly Holding<K>[]): string => {
  const codes = holdings.flatMap(({ ground }) => (ground.codes === "any" ? [] : ground.codes));
  return codes.length === 0 ? "refused" : `refused with ${[...new Set(codes)].join(" or ")}`;
};
