import type { Answer, Command, OperationName } from "./contract.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations/index.ts";
import { believed, type State, withUser } from "./state.ts";

/** The state that a command would leave behind on AWS, as far as we know: a guide for what to say next, never a verdict. */
export function predict<K extends OperationName>(before: State, command: Command<K>): State {
  if (command.action !== undefined) return before;
  if (command.until === "settled") return settled(before, command.input.UserId);
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

function settled(before: State, userId: string | undefined): State {
  const belief = believed(before, userId);
  if (belief.kind === "leaving")
    return withUser(before, userId, { kind: "absent", because: "deleted" });
  return belief.kind === "present"
    ? withUser(before, userId, { ...belief, view: { ...belief.view, Status: "active" } })
    : before;
}
