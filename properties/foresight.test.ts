import { describe, expect, it } from "vitest";

import {
  believed,
  believedGroup,
  initialWorld,
  type State,
  stateOf,
} from "../models/belief/state.ts";
import type { Exchange } from "../models/contract/contract.ts";
import { operationNames } from "../models/contract/requests.ts";
import { model } from "../models/model.ts";
import { groupIds, userIds } from "../models/universe/universe.ts";
import { reference } from "../targets/reference/index.ts";
import type { Target } from "../targets/target.ts";
import { generatorOptionsFor } from "./generate/generator-options.ts";
import { metered } from "./run/meter.ts";
import { settleTimeoutFor } from "./run/settle-timeout.ts";
import { search } from "./search.ts";

/** Nothing is locked against tags, which no request can foresee; all else takes its time. */
const windows = { creating: 3000, modifying: 3000, deleting: 3000, tagLock: 0 };

const whoIsThere = (state: State): readonly string[] => [
  ...userIds.map((id) => `${id} ${believed(state, id).kind}`),
  ...groupIds.map((id) => `${id} ${believedGroup(state, id).kind}`),
];

/** The conversations of a search in which nobody spoke at the same time, exchange by exchange. */
async function heldWith(target: Target): Promise<readonly (readonly Exchange[])[]> {
  const all: (readonly Exchange[])[] = [];
  await search(target, {
    seed: 7,
    generation: generatorOptionsFor(target, operationNames),
    meter: metered(4000),
    patience: settleTimeoutFor(target, 60, 1),
    onTalk: (conversation, { exchanges }) => {
      // Who comes first of those that speak at once, nobody foresees.
      if (conversation.every(({ client }) => client === undefined)) all.push(exchanges);
    },
  });
  await target.close();
  return all;
}

describe("foresight", () => {
  it("tells what becomes of every request, and who is there then", async () => {
    const target = reference({ windows });
    const surprises = new Set<string>();
    const broken = new Set<string>();
    let foreseen = 0;
    for (const exchanges of await heldWith(target)) {
      let world = initialWorld(target.region);
      for (const exchange of exchanges) {
        const { command, answer } = exchange;
        const { outcome, after } = model.predict(world, command);
        const { violations } = model.check(world, exchange);
        const place = stateOf(after, command);
        world = model.step(world, exchange);
        for (const { rule } of violations) broken.add(rule);
        // Whoever waits asks until it is otherwise; no fact says what comes of an open question.
        if (command.until === "settled" || outcome === "open") continue;
        foreseen += 1;
        const [expected, actual] = [
          [outcome, ...whoIsThere(place)],
          [answer.kind, ...whoIsThere(stateOf(world, command))],
        ].map(String);
        if (expected !== actual)
          surprises.add(`${command.operation}: ${expected} was foreseen, and it was ${actual}`);
      }
    }
    expect([[...surprises], [...broken]]).toEqual([[], []]);
    expect(foreseen).toBeGreaterThan(1500);
  });
});
