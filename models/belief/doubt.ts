import type { Input, OperationName } from "../contract/contract.ts";
import { namedIn, type Resource } from "../contract/resource.ts";
import { membersOf } from "./membership.ts";
import { believed, believedGroup, type State } from "./state.ts";

/** True of a request that names something of which nobody knows whether it is there. */
export const speaksOfDoubtful = (
  state: State,
  input: Input<OperationName>,
  operation: OperationName,
): boolean => concernedBy(state, input).some((resource) => isUncertain(state, resource, operation));

/** What a request names, and the users of a group that it names. */
const concernedBy = (state: State, input: Input<OperationName>): readonly Resource[] =>
  namedIn(input).flatMap((resource) => [
    resource,
    ...(resource.kind === "usergroup" ? (membersOf(state, resource.id) ?? []) : []).map((id) => ({
      kind: "user" as const,
      id,
    })),
  ]);

/**
 * True of what may be there or not. That nothing is left of what was refused for its tags rests on weaker evidence (F075): it
 * is asked for by the rules that look it up, and no other rests on it.
 */
function isUncertain(state: State, { kind, id }: Resource, operation: OperationName): boolean {
  const belief = kind === "user" ? believed(state, id) : believedGroup(state, id);
  return (
    belief.kind === "uncertain" ||
    (belief.kind === "absent" &&
      belief.because === "badly-tagged" &&
      !operation.startsWith("Describe"))
  );
}
