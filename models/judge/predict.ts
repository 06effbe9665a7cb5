import { type Beliefs } from "../belief/believed.ts";
import { gone, shown } from "../belief/from-read.ts";
import { isChangedByGroups, isChangedByUsers } from "../belief/membership.ts";
import {
  believedIn,
  type State,
  stateOf,
  withBelief,
  withState,
  type World,
} from "../belief/state.ts";
import type { Answer, Command, OperationName } from "../contract/contract.ts";
import { type Resource, subjectOf } from "../contract/resource.ts";
import { operations } from "../operations/index.ts";
import type { Operation } from "../operations/operation.ts";
import { type Asked, askedOf, type QuestionId, type RuleId } from "../rules/rule.ts";
import { groundsFor, type Holding, judgeAnswer, speakingOf } from "./judge.ts";

/** What would become of a command on AWS, as far as we know: a guide for what to say next, never a verdict. */
export interface Prediction {
  /** `open`: no fact says. */
  readonly outcome: "accepted" | "refused" | "open";
  /** What would be believed then. */
  readonly after: World;
  /** The rules that would have something to say of it. */
  readonly exercised: readonly RuleId[];
}

/** What a command would come to. Worked out as far as it is asked for, and once. */
export function predict<K extends OperationName>(before: World, command: Command<K>): Prediction {
  const operation = operations[command.operation];
  const state = stateOf(before, command);
  const asked = askedOf(state, command.input, false, command.until);
  let known: Foreseen<K> | undefined;
  let after: World | undefined;
  let exercised: readonly RuleId[] | undefined;
  const foreseen = (): Foreseen<K> => (known ??= atRest(foreseenOf(operation, asked), asked));
  // Nobody knows what an Action does that no operation has.
  const isUnknown = command.action !== undefined;
  const waitedFor = isUnknown ? undefined : waitedForBy(command);
  const stateAfter = (): State =>
    waitedFor === undefined
      ? operation.step(state, command.input, foreseen().answer)
      : settled(state, waitedFor);
  return {
    get outcome() {
      if (isUnknown) return "open";
      return waitedFor === undefined ? foreseen().outcome : "accepted";
    },
    get after() {
      return (after ??= isUnknown ? before : withState(before, command, stateAfter(), true));
    },
    get exercised() {
      return (exercised ??= isUnknown ? [] : rulesFor(operation, asked, foreseen()));
    },
  };
}

/** Whom a command waits for until it has settled. */
const waitedForBy = <K extends OperationName>({
  operation,
  input,
  until,
}: Command<K>): Resource | undefined =>
  until === "settled" && operation.startsWith("Describe") ? subjectOf(input) : undefined;

interface Foreseen<K extends OperationName> {
  readonly answer: Answer<K>;
  readonly outcome: Prediction["outcome"];
  readonly grounds: readonly Holding<K>[];
}

const rulesFor = <K extends OperationName>(
  operation: Operation<K>,
  asked: Asked<K>,
  { answer, grounds }: Foreseen<K>,
): readonly RuleId[] =>
  answer.kind === "accepted"
    ? speakingOf(operation, { ...asked, output: answer.output })
    : judgeAnswer(operation, asked, answer, grounds).exercised;

/** Of a list that is read until all in it are at rest: all that are there as active, and none on the way out. */
function atRest<K extends OperationName>(foreseen: Foreseen<K>, { until }: Asked<K>): Foreseen<K> {
  const { answer } = foreseen;
  if (until !== "settled" || answer.kind !== "accepted") return foreseen;
  const lists = Object.entries(answer.output).map(([name, value]: [string, unknown]) => [
    name,
    Array.isArray(value)
      ? value.filter(isStaying).map((view: object) => ({ ...view, Status: "active" }))
      : value,
  ]);
  return { ...foreseen, answer: { ...answer, output: Object.fromEntries(lists) } };
}

const isStaying = (view: object): boolean => !("Status" in view) || view.Status !== "deleting";

function foreseenOf<K extends OperationName>(
  operation: Operation<K>,
  asked: Asked<K>,
): Foreseen<K> {
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
        answer: { kind: "accepted", output: operation.predict(asked.before, asked.input) },
        outcome: "accepted",
        grounds,
      };
}

const refusal = (code = "InvalidParameterValue") =>
  ({ kind: "refused", code, message: "" }) as const;

/** The reasons to refuse a command that may hold, and the open questions that it asks. */
export function reasonsAgainst<K extends OperationName>(
  before: World,
  command: Command<K>,
): ReadonlySet<RuleId | QuestionId> {
  const operation = operations[command.operation];
  const asked = askedOf(stateOf(before, command), command.input);
  return new Set([
    ...groundsFor(operation, asked).map(({ ground }) => ground.id),
    ...operation.questions.filter((question) => question.when(asked)).map(({ id }) => id),
  ]);
}

/**
 * Whether a rule would have something to say of a command, as far as we know: true where that cannot be told. A story in
 * which it would not is no story about that rule.
 */
export function mayExercise<K extends OperationName>(
  before: World,
  command: Command<K>,
  id: RuleId,
): boolean {
  const operation = operations[command.operation];
  const rule = operation.rules.find((one) => one.id === id);
  const asked = askedOf(
    stateOf(before, command),
    command.input,
    command.until === "settled",
    command.until,
  );
  if (rule?.kind === "ground" || rule?.kind === "allowance") return rule.when(asked) !== false;
  if (rule?.kind !== "guarantee") return true;
  const { answer } = foreseenOf(operation, asked);
  return answer.kind !== "accepted" || rule.check({ ...asked, output: answer.output }) !== "silent";
}

function settled(before: State, { kind, id }: Resource): State {
  return kind === "user"
    ? { ...before, users: settledIn(before.users, id, isChangedByGroups(before, id)) }
    : { ...before, groups: settledIn(before.groups, id, isChangedByUsers(before, id)) };
}

function settledIn<V extends { readonly Status?: string }>(
  beliefs: Beliefs<V>,
  id: string,
  mayChange: boolean,
): Beliefs<V> {
  const belief = believedIn(beliefs, id);
  if (belief.kind === "deleting") return withBelief(beliefs, id, gone(belief));
  return belief.kind === "present"
    ? withBelief(
        beliefs,
        id,
        shown(belief, { ...belief.view, Status: "active" }, "lookup", mayChange),
      )
    : beliefs;
}
