import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Exchange } from "../../models/contract/contract.ts";
import { operationNames } from "../../models/contract/requests.ts";
import { reference } from "../../targets/reference/index.ts";
import type { ReferenceTargetOptions } from "../../targets/reference/index.ts";
import { mutants } from "../../targets/reference/mutants/index.ts";
import { generatorOptionsFor } from "../generate/generator-options.ts";
import { metered } from "../run/meter.ts";
import { settleTimeoutFor } from "../run/settle-timeout.ts";
import { search } from "../search.ts";
import { readTrail } from "./events.ts";
import { TrailJudging } from "./judging.ts";
import { lookedUp, recordOf } from "./trail.fixtures.ts";

/** What CloudTrail would have recorded of a search at a reference service, one conversation after another. */
async function trailOf(options: ReferenceTargetOptions, seed: number, commands = 2000) {
  const target = reference(options);
  const stories: (readonly Exchange[])[] = [];
  await search(target, {
    seed,
    generation: {
      ...generatorOptionsFor(target, operationNames),
      hasOtherAccount: false,
      otherRegions: [],
    },
    meter: metered(commands),
    patience: settleTimeoutFor(target, 60, 1),
    onTalk: (_, { exchanges }) => stories.push(exchanges),
  });
  await target.close();
  return stories;
}

/** How a trail is made of what was said. */
interface Making {
  readonly everySeconds: number;
  /** Changes the records, as an export may: leaves some out, or members of some. */
  readonly change?: (records: readonly object[]) => readonly object[];
}

/** Each conversation begins anew: as if each were of an account of its own, of which this is the whole trail. */
function outcomesOf(
  stories: readonly (readonly Exchange[])[],
  { everySeconds, change = (records) => records }: Making,
): { readonly broken: ReadonlyMap<string, string>; readonly exercised: ReadonlySet<string> } {
  const broken = new Map<string, string>();
  const exercised = new Set<string>();
  for (const exchanges of stories) {
    const judging = new TrailJudging({ suiteVersion: "test", deviations: [] });
    const records = exchanges.flatMap((exchange, index) => {
      const time = new Date(Date.UTC(2026, 9, 1) + 1000 * Math.floor(index * everySeconds));
      return recordOf(exchange, index, time) ?? [];
    });
    judging.take(readTrail(lookedUp(change(records))));
    for (const { id, outcome, exercised: count } of judging.report().rules) {
      if (count > 0) exercised.add(id);
      if (outcome === "broken" || outcome === "unconfirmed")
        broken.set(id, broken.get(id) === "broken" ? "broken" : outcome);
    }
  }
  return { broken, exercised };
}

const faultOf = (rule: string) => mutants.find((mutant) => mutant.rule === rule)?.fault ?? {};

describe("what CloudTrail recorded", () => {
  it.each([1, 0.4, 0])("accuses nobody, with an event every %d seconds", async (everySeconds) => {
    const { broken, exercised } = outcomesOf(await trailOf({}, 1, 1000), { everySeconds });
    expect([...broken]).toEqual([]);
    expect(exercised.size).toBeGreaterThan(60);
  });

  it("proves nothing against anybody where events or members are missing", async () => {
    const stories = await trailOf({}, 2, 1000);
    const random = fc.sample(fc.nat(9), { seed: 2, numRuns: 5000 });
    let drawn = 0;
    const isDrawn = (): boolean => random[drawn++ % random.length] === 0;
    const withoutSome = (record: object): object => ({
      ...record,
      ...("responseElements" in record && typeof record.responseElements === "object"
        ? {
            responseElements: Object.fromEntries(
              Object.entries(record.responseElements ?? {}).filter(() => !isDrawn()),
            ),
          }
        : {}),
    });
    const { broken } = outcomesOf(stories, {
      everySeconds: 1,
      change: (records) => records.filter(() => !isDrawn()).map((record) => withoutSome(record)),
    });
    expect([...broken].filter(([, outcome]) => outcome === "broken")).toEqual([]);
  });

  it.each<[rule: string, outcome: string, commands: number]>([
    ["create-user/engine-unknown", "broken", 3000],
    ["create-user/user-id-in-lower-case", "broken", 3000],
    ["create-user/user-id-taken", "unconfirmed", 3000],
    ["modify-user/iam-id-differs-from-name", "unconfirmed", 3000],
    // A trail knows that somebody is not there only where a write was refused for that before.
    ["delete-user/unknown-user", "unconfirmed", 8000],
  ])("shows a service that breaks %s, as %s", async (rule, outcome, commands) => {
    const stories = await trailOf({ fault: faultOf(rule) }, 1, commands);
    expect(outcomesOf(stories, { everySeconds: 1 }).broken.get(rule)).toBe(outcome);
  });

  it("does not know whether passwords were wrong", async () => {
    const stories = await trailOf({ fault: faultOf("create-user/password-too-short") }, 1, 1000);
    const { broken } = outcomesOf(stories, { everySeconds: 1 });
    expect([...broken].filter(([id]) => id.includes("password"))).toEqual([]);
  });
});
