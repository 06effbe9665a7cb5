import { speaksOfDoubtful } from "../belief/doubt.ts";
import { withDisturbed } from "../belief/pagination.ts";
import { stateOf, withState, type World } from "../belief/state.ts";
import {
  type Answer,
  type Exchange,
  isRead,
  isUnsent,
  type ListOperation,
  type OperationName,
} from "../contract/contract.ts";
import { commonCodes, withoutAffix } from "../contract/fault-code.ts";
import { operations } from "../operations/index.ts";
import type { Operation } from "../operations/operation.ts";
import type {
  Accepted,
  Allowance,
  Asked,
  Ground,
  Guarantee,
  QuestionId,
  RefusalRule,
  RuleId,
} from "../rules/rule.ts";
import { judgeWire } from "./judge-wire.ts";
import { questionsOf } from "./questions.ts";
import { type Sorted, sorted } from "./sorted.ts";
import { difference, silence, type Verdict, type Violation } from "./verdict.ts";

export type { Violation } from "./verdict.ts";

export interface Judgement {
  readonly after: World;
  /** The rules that had something to say about this exchange. */
  readonly exercised: readonly RuleId[];
  readonly violations: readonly Violation[];
  /** The questions that it answers, and no fact does. */
  readonly questions: readonly QuestionId[];
}

/** Holds one exchange against the contract. Pure: the same exchange after the same story is always judged alike. */
export function judge<K extends OperationName>(before: World, exchange: Exchange<K>): Judgement {
  const { command, answer } = exchange;
  if (isUnsent(answer)) return { after: before, ...silence, questions: [] };
  const wire = judgeWire(exchange);
  if (command.action !== undefined) return { after: before, ...wire, questions: [] };
  const state = stateOf(before, command);
  const operation = operations[command.operation];
  const asked = { before: state, input: command.input, overdue: exchange.overdue ?? false };
  const verdict = judgeAnswer(operation, asked, answer);
  const advanced = operation.advance(state, command.input, answer);
  const list = changes[command.operation];
  const after =
    list === undefined || answer.kind === "refused" ? advanced : withDisturbed(advanced, list);
  const hasWritten = answer.kind === "accepted" && !isRead(command.operation);
  return {
    after: withState(before, command, after, hasWritten),
    exercised: [...verdict.exercised, ...wire.exercised],
    violations: [...verdict.violations, ...wire.violations],
    questions: questionsOf(operation, asked, answer),
  };
}

/** The lists that come to hold others by a write. */
const changes: { readonly [K in OperationName]?: ListOperation } = {
  CreateUser: "DescribeUsers",
  DeleteUser: "DescribeUsers",
  CreateUserGroup: "DescribeUserGroups",
  DeleteUserGroup: "DescribeUserGroups",
};

/** The reasons to refuse a request that hold. */
export const groundsFor = <K extends OperationName>(
  operation: Operation<K>,
  asked: Asked<K>,
): readonly Ground<K>[] => sorted(operation).grounds.filter((ground) => ground.when(asked));

/** What an accepted or refused request says of the rules of its operation. */
export function judgeAnswer<K extends OperationName>(
  operation: Operation<K>,
  asked: Asked<K>,
  answer: Answer<K>,
  applying = groundsFor(operation, asked),
): Verdict {
  if (answer.kind === "lost" || answer.kind === "unsupported") return silence;
  const rules = sorted(operation);
  const allowed = rules.allowances.filter((allowance) => allowance.when(asked));
  const isInDoubt = speaksOfDoubtful(asked.before, asked.input, operation.name);
  const isOpen = isInDoubt || operation.open.some((question) => question.when(asked));
  if (answer.kind === "refused" && operation.tolerates?.(asked, answer) === true) return silence;
  return answer.kind === "refused"
    ? judgeRefusal(operation, rules, applying, allowed, isOpen, asked, answer)
    : judgeAcceptance(rules, applying, allowed, isOpen, isInDoubt, {
        ...asked,
        output: answer.output,
      });
}

function judgeAcceptance<K extends OperationName>(
  rules: Sorted<K>,
  applying: readonly Ground<K>[],
  allowed: readonly Allowance<K>[],
  isOpen: boolean,
  isInDoubt: boolean,
  accepted: Accepted<K>,
): Verdict {
  const ignored = applying.filter((ground) => ground.optional?.(accepted) !== true);
  // Where nobody knows who is there, nobody knows whether it should have been refused.
  if (ignored.length > 0 && isInDoubt) return silence;
  // A request that should have been refused has no right answer: nothing more is asked of it.
  if (ignored.length > 0)
    return {
      exercised: ignored.map(({ id }) => id),
      violations: ignored.map((ground) => ({
        rule: ground.id,
        expected: refusalBy([ground]),
        actual: "accepted",
        isDecision: true,
      })),
    };
  const holding = heldTo(rules, accepted);
  return {
    exercised: spokenBy(rules, holding, allowed, isOpen),
    violations: holding.flatMap((rule) =>
      difference(rule.id, rule.expected(accepted), rule.actual(accepted)),
    ),
  };
}

const heldTo = <K extends OperationName>(
  { guarantees }: Sorted<K>,
  accepted: Accepted<K>,
): readonly Guarantee<K>[] => guarantees.filter((rule) => rule.when?.(accepted) ?? true);

/** The rules that speak of a request that is accepted and of which no ground holds, broken or not. */
export function speakingOf<K extends OperationName>(
  operation: Operation<K>,
  accepted: Accepted<K>,
): readonly RuleId[] {
  const rules = sorted(operation);
  const isOpen =
    speaksOfDoubtful(accepted.before, accepted.input, operation.name) ||
    operation.open.some((question) => question.when(accepted));
  const allowed = rules.allowances.filter((allowance) => allowance.when(accepted));
  return spokenBy(rules, heldTo(rules, accepted), allowed, isOpen);
}

const spokenBy = <K extends OperationName>(
  { provocation }: Sorted<K>,
  holding: readonly Guarantee<K>[],
  allowed: readonly Allowance<K>[],
  isOpen: boolean,
): readonly RuleId[] =>
  [...holding, ...allowed, ...(isOpen ? [] : [provocation])].map(({ id }) => id);

function judgeRefusal<K extends OperationName>(
  operation: Operation<K>,
  rules: Sorted<K>,
  applying: readonly Ground<K>[],
  allowed: readonly Allowance<K>[],
  isOpen: boolean,
  asked: Asked<K>,
  answer: Extract<Answer, { kind: "refused" }>,
): Verdict {
  if (isOpen) return silence;
  const code = withoutAffix(answer.code);
  const naming = applying.filter(
    ({ codes }) => codes === "any" || codes.some((known) => known === code),
  );
  const declaration = naming.some(({ codes }) => codes === "any")
    ? silence
    : judgeDeclaration(operation, rules.declaration, code, naming);
  const [sole, ...others] = applying;
  if (sole === undefined) return joined(declaration, unprovoked(rules, allowed, answer.code));
  if (naming.length > 0)
    return joined(
      declaration,
      { exercised: others.length === 0 ? [sole.id] : [], violations: [] },
      judgeWording(rules, applying, answer),
    );
  if (applying.some((ground) => ground.perhaps?.(asked) === true)) return declaration;
  const actual = `refused with ${answer.code}`;
  // A ground, or what the target should allow and does not: why it refuses, nobody can say.
  if (others.length === 0 && allowed.length > 0) return declaration;
  if (others.length === 0)
    return joined(declaration, {
      exercised: [sole.id],
      violations: [{ rule: sole.id, expected: refusalBy(applying), actual, isDecision: true }],
    });
  // Several grounds, and a code that none of them names: which one is broken, nobody can say.
  if (applying.some(({ level }) => level === "should")) return declaration;
  const suspects = applying.map(({ id }) => id);
  return joined(declaration, {
    exercised: [rules.provocation.id],
    violations: [
      {
        rule: rules.provocation.id,
        expected: refusalBy(applying),
        actual,
        isDecision: true,
        suspects,
      },
    ],
  });
}

/** A refusal that no ground explains: one allowance that applies alone is to blame, else the operation. */
function unprovoked<K extends OperationName>(
  { provocation }: Sorted<K>,
  allowed: readonly Allowance<K>[],
  code: string,
): Verdict {
  const [sole, ...others] = allowed;
  // Of several allowances one may be the cause: the weakest of them limits what may be claimed.
  if (others.length > 0 && allowed.some(({ level }) => level === "should")) return silence;
  const rule = sole !== undefined && others.length === 0 ? sole.id : provocation.id;
  const suspects = others.length === 0 ? {} : { suspects: allowed.map(({ id }) => id) };
  return {
    exercised: [rule],
    violations: [
      {
        rule,
        expected: "accepted",
        actual: `refused with ${code}`,
        isDecision: true,
        ...suspects,
      },
    ],
  };
}

function judgeWording<K extends OperationName>(
  { wordings }: Sorted<K>,
  applying: readonly Ground<K>[],
  { code, message, isWordless }: Extract<Answer, { kind: "refused" }>,
): Verdict {
  const told = wordings.filter(
    ({ grounds, says }) =>
      applying.every(({ id }) => grounds.includes(id)) &&
      !(isWordless === true && says !== undefined),
  );
  return {
    exercised: told.map(({ id }) => id),
    violations: told.flatMap(({ id, says, codes, clause }) => {
      if (codes !== undefined && !codes.includes(withoutAffix(code)))
        return [{ rule: id, expected: codes.join(" or "), actual: code }];
      return says === undefined || says.test(message)
        ? []
        : [{ rule: id, expected: clause.quote, actual: message }];
    }),
  };
}

function judgeDeclaration<K extends OperationName>(
  { declared }: Operation<K>,
  { id }: RefusalRule,
  code: string,
  naming: readonly { readonly codes: readonly string[] | "any" }[],
): Verdict {
  const known = [...declared, ...commonCodes, ...naming.flatMap(({ codes }) => codes)];
  return {
    exercised: [id],
    violations: known.some((one) => one === code)
      ? []
      : [{ rule: id, expected: declared.join(" or "), actual: code }],
  };
}

const refusalBy = (grounds: readonly { readonly codes: readonly string[] | "any" }[]): string => {
  const codes = grounds.flatMap(({ codes: named }) => (named === "any" ? [] : named));
  return codes.length === 0 ? "refused" : `refused with ${[...new Set(codes)].join(" or ")}`;
};

const joined = (...verdicts: readonly Verdict[]): Verdict => ({
  exercised: verdicts.flatMap(({ exercised }) => exercised),
  violations: verdicts.flatMap(({ violations }) => violations),
});
