import { expect, it } from "vitest";

import type { Answer } from "../models/contract/contract.ts";
import { operationNames } from "../models/contract/requests.ts";
import { reference } from "../targets/reference/index.ts";
import type { Target } from "../targets/target.ts";
import { generatorOptionsFor } from "./generate/generator-options.ts";
import { metered } from "./run/meter.ts";
import { settleTimeoutFor } from "./run/settle-timeout.ts";
import { search } from "./search.ts";

const lost = (reason: string): Answer<never> => ({ kind: "lost", reason });

/** A road on which every 17th request gets lost before it arrives, and every 13th answer on its way back. */
function lossy(target: Target): Target {
  let sent = 0;
  return {
    ...target,
    async open() {
      const session = await target.open();
      return {
        async send(command) {
          sent += 1;
          if (sent % 17 === 0) return lost("the request never arrived");
          const answer = await session.send(command);
          return sent % 13 === 0 ? lost("the answer never arrived") : answer;
        },
        wait: (seconds) => session.wait(seconds),
        [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
      };
    },
  };
}

it("accuses nobody, whatever gets lost", async () => {
  const target = lossy(
    reference({ windows: { creating: 30, modifying: 30, deleting: 30, tagLock: 5 } }),
  );
  const { stories, exercised } = await search(target, {
    seed: 11,
    generation: generatorOptionsFor(target, operationNames),
    meter: metered(4000),
    patience: settleTimeoutFor(target, 60, 1),
  });
  await target.close();
  expect([...stories.keys()]).toEqual([]);
  expect(exercised.size).toBeGreaterThan(350);
});
