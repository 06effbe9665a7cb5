import { describe, expect, it } from "vitest";

import { initialWorld } from "../../models/belief/state.ts";
import type { Command } from "../../models/contract/contract.ts";
import { Tour } from "./tour.ts";

const world = initialWorld("us-east-1");
const list: Command = { operation: "DescribeUsers", input: {} };
const lookup: Command = { operation: "DescribeUsers", input: { UserId: "u-0" } };
const deletion: Command = { operation: "DeleteUser", input: { UserId: "u-0" } };
const nonsense: Command = { operation: "DescribeUsers", input: {}, action: "DescribeNothing" };

describe("a tour", () => {
  it("goes where rules speak that were heard least", () => {
    const tour = new Tour();
    const offers = [lookup, deletion].map((command) => ({ command }));
    const said = Array.from({ length: 4 }, () => {
      const best = tour.best(world, offers)?.command ?? nonsense;
      tour.note(world, best);
      return best;
    });
    expect(new Set(said.slice(0, 2))).toEqual(new Set([lookup, deletion]));
    expect(new Set(said.slice(2))).toEqual(new Set([lookup, deletion]));
  });

  it("has no offer where no rule would speak", () => {
    expect(new Tour().best(world, [{ command: nonsense }])).toBeUndefined();
    expect(new Tour().best(world, [])).toBeUndefined();
  });

  it("prefers what need not be waited for, where as much is to be heard", () => {
    const waiting: Command = { ...lookup, until: "settled" };
    const best = new Tour().best(world, [{ command: waiting }, { command: lookup }]);
    expect(best?.command).toBe(lookup);
  });

  it("is new until thirty commands in a row bring no news", () => {
    const tour = new Tour();
    tour.note(world, list);
    for (let turn = 1; turn < 30; turn += 1) tour.note(world, list);
    expect(tour.isNew).toBe(true);
    tour.note(world, list);
    expect(tour.isNew).toBe(false);
  });
});
