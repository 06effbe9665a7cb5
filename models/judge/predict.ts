import { shown } from "../belief/from-read.ts";
import { isStirredByGroups, isStirredByUsers } from "../belief/membership.ts";
import {
  type Beliefs,
  believedIn,
  type State,
  stateOf,
  withBelief,
  type World,
} from "../belief/state.ts";
import type { Answer, Command, OperationName } from "../contract/contract.ts";
import { type Resource, subjectOf } from "../contract/resource.ts";
import { operations } from "../operations/index.ts";
import type { Operation } from "../operations/operation.ts";
import { type RuleId, askedOf } from "../rules/rule.ts";
import { groundsFor, type Holding, judgeAnswer, speakingOf } from "./judge.ts";

/** The state that a command would leave behind on AWS, as far as we know: a guide for what to say next, never a verdict. */
export const predict = <K extends OperationName>(before: State, command: Command<K>): State =>
  foresee(before, command).after;

/** What would become of a command on AWS, as far as we know. */
export interface Foreseen {
  readonly after: State;
  /** `open`: no fact says. */
  readonly outcome: "accepted" | "refused" | "open";
}

export function foresee<K extends OperationName>(before: State, command: Command<K>): Foreseen {
  if (command.action !== undefined) return { after: before, outcome: "open" };
  const subject = subjectOf(command.input);
  if (
    command.until === "settled" &&
    command.operation.startsWith("Describe") &&
    subject !== undefined
  )
    return { after: settled(before, subject), outcome: "accepted" };
  const operation = operations[command.operation];
  const { answer, outcome } = foreseen(operation, before, command);
  return { after: operation.step(before, command.input, answer), outcome };
}

/** The rules that would have something to say of what comes of a command, as far as we know. */
export function rulesForeseen<K extends OperationName>(
  before: World,
  command: Command<K>,
): readonly RuleId[] {
  if (command.action !== undefined) return [];
  const operation = operations[command.operation];
  const state = stateOf(before, command);
  const asked = askedOf(state, command.input);
  const { answer, grounds } = foreseen(operation, state, command);
  return answer.kind === "accepted"
    ? speakingOf(operation, { ...asked, output: answer.output })
    : judgeAnswer(operation, asked, answer, grounds).exercised;
}

function foreseen<K extends OperationName>(
  operation: Operation<K>,
  before: State,
  { input }: Command<K>,
): {
  readonly answer: Answer<K>;
  readonly outcome: Foreseen["outcome"];
  readonly grounds: readonly Holding<K>[];
} {
  const asked = askedOf(before, input);
  const grounds = groundsFor(operation, asked);
  const [first] = grounds;
  if (first !== undefined) {
    const { ground, holds } = first;
    const code = ground.codes === "any" ? undefined : ground.codes[0];
    const isSure = holds === "must" || holds === "somehow";
    return { answer: refusal(code), outcome: isSure ? "refused" : "open", grounds };
  }
  return operation.questions.some((question) => question.when(asked))
    ? { answer: refusal(), outcome: "open", grounds }
    : {
        answer: { kind: "accepted", output: operation.predict(before, input) },
        outcome: "accepted",
        grounds,
      };
}

const refusal = (code = "InvalidParameterValue") =>
  ({ kind: "refused", code, message: "" }) as const;

/**
 * Whether a rule would have something to say of a command, as far as we know: true where that cannot be told. A story in
 * which it would not is no story about that rule.
 */
export function couldSpeak<K extends OperationName>(
  id: RuleId,
  before: State,
  command: Command<K>,
): boolean {
  const operation = operations[command.operation];
  const rule = operation.rules.find((one) => one.id === id);
  const asked = askedOf(before, command.input, command.until === "settled");
  if (rule?.kind === "ground" || rule?.kind === "allowance") return rule.when(asked) !== false;
  if (rule?.kind !== "guarantee") return true;
  const { answer } = foreseen(operation, before, command);
  return answer.kind !== "accepted" || rule.check({ ...asked, output: answer.output }) !== "silent";
}

function settled(before: State, { kind, id }: Resource): State {
  return kind === "user"
    ? { ...before, users: settledIn(before.users, id, isStirredByGroups(before, id)) }
    : { ...before, groups: settledIn(before.groups, id, isStirredByUsers(before, id)) };
}

function settledIn<V extends { readonly Status?: string }>(
  beliefs: Beliefs<V>,
  id: string,
  mayBeStirred: boolean,
): Beliefs<V> {
  const belief = believedIn(beliefs, id);
  if (belief.kind === "leaving")
    return withBelief(beliefs, id, { kind: "absent", because: "deleted" });
  return belief.kind === "present"
    ? withBelief(
        beliefs,
        id,
        shown(belief, { ...belief.view, Status: "active" }, "lookup", mayBeStirred),
      )
    : beliefs;
}
