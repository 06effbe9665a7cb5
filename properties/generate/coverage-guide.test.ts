import { describe, expect, it } from "vitest";

import type { Command } from "../../models/contract/contract.ts";
import { model } from "../../models/model.ts";
import { CoverageGuide } from "./coverage-guide.ts";

const world = model.initial("us-east-1");
const offerOf = (command: Command) => ({ command, prediction: model.predict(world, command) });
const list: Command = { operation: "DescribeUsers", input: {} };
const lookup: Command = { operation: "DescribeUsers", input: { UserId: "u-0" } };
const deletion: Command = { operation: "DeleteUser", input: { UserId: "u-0" } };
const nonsense: Command = { operation: "DescribeUsers", input: {}, action: "DescribeNothing" };

describe("a coverage guide", () => {
  it("goes where rules speak that were heard least", () => {
    const guide = new CoverageGuide();
    const offers = [lookup, deletion].map(offerOf);
    const said = Array.from({ length: 4 }, () => {
      const best = guide.best(offers) ?? offerOf(nonsense);
      guide.note(best.prediction);
      return best.command;
    });
    expect(new Set(said.slice(0, 2))).toEqual(new Set([lookup, deletion]));
    expect(new Set(said.slice(2))).toEqual(new Set([lookup, deletion]));
  });

  it("has no offer where no rule would speak", () => {
    expect(new CoverageGuide().best([offerOf(nonsense)])).toBeUndefined();
    expect(new CoverageGuide().best([])).toBeUndefined();
  });

  it("prefers what need not be waited for, where as much is to be heard", () => {
    const waiting: Command = { ...lookup, until: "settled" };
    const best = new CoverageGuide().best([offerOf(waiting), offerOf(lookup)]);
    expect(best?.command).toBe(lookup);
  });

  it("is new until thirty commands in a row bring no news", () => {
    const guide = new CoverageGuide();
    guide.note(model.predict(world, list));
    for (let turn = 1; turn < 30; turn += 1) guide.note(model.predict(world, list));
    expect(guide.isNew).toBe(true);
    guide.note(model.predict(world, list));
    expect(guide.isNew).toBe(false);
  });
});
