import { allRules } from "../models/operations/index.ts";
import type { RuleId } from "../models/rules/rule.ts";
import { generatorOptionsFor } from "../properties/generate/generator-options.ts";
import { counted } from "../properties/run/counting-target.ts";
import { type Meter, metered } from "../properties/run/meter.ts";
import { settleTimeoutFor } from "../properties/run/settle-timeout.ts";
import { search } from "../properties/search.ts";
import { shrink } from "../properties/shrink/shrink.ts";
import { bare } from "../targets/reference/bare.ts";
import type { Bug } from "./bugs.ts";

/** What it took to find a bug and to tell its shortest story. */
export interface Hunt {
  /** Conversations until the first that shows it. */
  readonly runs: number;
  readonly requests: number;
  /** Requests after it was found. */
  readonly shrinking: number;
  /** Commands of the story in the end. */
  readonly length: number;
}

/** Hunts a bug with this suite's engine: the first rule that breaks gives the story. */
export async function huntOurs(bug: Bug, seed: number): Promise<Hunt | undefined> {
  const { target, sent } = counted(bare({ fault: bug.make() }));
  let found: RuleId | undefined;
  const meter: Meter = { ...metered(100_000), isOver: () => found !== undefined };
  const patience = settleTimeoutFor(target, 60, 1);
  // The words of the yardstick: right requests of four operations on five users, up to fifty at a time.
  const generation = {
    ...generatorOptionsFor(target, ["CreateUser", "ModifyUser", "DescribeUsers", "DeleteUser"]),
    essentialOn: ["u-0", "u-1", "u-2", "u-3", "u-4"],
    longest: 50,
  };
  const searched = await search(target, {
    seed,
    generation,
    meter,
    patience,
    onProgress: ({ stories }) => {
      // What a client can break on counts, not how faithful a refusal is.
      found ??= [...stories.keys()].find((rule) => levels.get(rule) === "must");
    },
  });
  const story = found === undefined ? undefined : searched.stories.get(found);
  if (found === undefined || story === undefined) return undefined;
  const requests = sent();
  const told = await shrink(target, found, story, {
    meter: metered(100_000),
    patience,
    lastPatience: patience,
  });
  return {
    runs: searched.conversations,
    requests,
    shrinking: sent() - requests,
    length:
      told.kind === "confirmed"
        ? told.conversation.reduce((sum, { times = 1 }) => sum + times, 0)
        : Infinity,
  };
}

const levels = new Map(allRules.map(({ id, level }) => [id, level]));
