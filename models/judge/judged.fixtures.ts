import { initialWorld, type State, stateOf, withState, type World } from "../belief/state.ts";
import type { Command, Exchange } from "../contract/contract.ts";
import { model } from "../model.ts";

/** What an exchange says, and what is believed after it. */
export const judge = (before: World, exchange: Exchange) => ({
  after: model.step(before, exchange),
  ...model.check(before, exchange),
});

/** What a command would come to in one place, and what would be believed there. */
export function foresee(state: State, command: Command) {
  const world = withState(initialWorld(state.region), command, state, false);
  const { outcome, after, exercised } = model.predict(world, command);
  return { outcome, after: stateOf(after, command), exercised };
}
