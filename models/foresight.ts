import type { Answer, Command, OperationName } from "./contract.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations/index.ts";
import { type Resource, subjectOf } from "./resource.ts";
import type { RuleId } from "./rule.ts";
import { type Beliefs, believedIn, type State, withBelief } from "./state.ts";

/** The state that a command would leave behind on AWS, as far as we know: a guide for what to say next, never a verdict. */
export function predict<K extends OperationName>(before: State, command: Command<K>): State {
  if (command.action !== undefined) return before;
  const subject = subjectOf(command.input);
  if (
    command.until === "settled" &&
    command.operation.startsWith("Describe") &&
    subject !== undefined
  )
    return settled(before, subject);
  const operation = operations[command.operation];
  return operation.advance(before, command.input, foreseen(operation, before, command));
}

function foreseen<K extends OperationName>(
  { rules, open, predict: output }: Operation<K>,
  before: State,
  { input }: Command<K>,
): Answer<K> {
  const asked = { before, input, overdue: false };
  const ground = rules.find((rule) => rule.kind === "ground" && rule.when(asked));
  if (ground?.kind === "ground") {
    const code = ground.codes === "any" ? "InvalidParameterValue" : ground.codes[0];
    return { kind: "refused", code: code ?? "InvalidParameterValue", message: "" };
  }
  return open.some((question) => question.when(asked))
    ? { kind: "refused", code: "InvalidParameterValue", message: "" }
    : { kind: "accepted", output: output(before, input) };
}

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
  const asked = { before, input: command.input, overdue: command.until === "settled" };
  if (rule?.kind === "ground" || rule?.kind === "allowance") return rule.when(asked);
  if (rule?.kind !== "guarantee") return true;
  const answer = foreseen(operation, before, command);
  return answer.kind !== "accepted" || (rule.when?.({ ...asked, output: answer.output }) ?? true);
}

function settled(before: State, { kind, id }: Resource): State {
  return kind === "user"
    ? { ...before, users: settledIn(before.users, id) }
    : { ...before, groups: settledIn(before.groups, id) };
}

function settledIn<V>(beliefs: Beliefs<V>, id: string): Beliefs<V> {
  const belief = believedIn(beliefs, id);
  if (belief.kind === "leaving")
    return withBelief(beliefs, id, { kind: "absent", because: "deleted" });
  return belief.kind === "present"
    ? withBelief(beliefs, id, {
        ...belief,
        view: { ...belief.view, Status: "active" },
        since: { refused: [], read: "lookup" },
      })
    : beliefs;
}
