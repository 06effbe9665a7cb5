import { initialWorld } from "../models/belief/state.ts";
import type { Answer, Exchange } from "../models/contract/contract.ts";
import { operationNames } from "../models/contract/requests.ts";
import { model } from "../models/model.ts";
import { generatorOptionsFor } from "../properties/generate/generator-options.ts";
import { metered } from "../properties/run/meter.ts";
import { settleTimeoutFor } from "../properties/run/settle-timeout.ts";
import { search } from "../properties/search.ts";
import { bare } from "../targets/reference/bare.ts";
import type { Target } from "../targets/target.ts";

/** Commands made, answered from memory and judged in a second: the same conversations twice, the answers kept from the first time. */
export async function enginePerSecond(): Promise<number> {
  const target = bare();
  const commands = 30_000;
  const say = async (
    on: Target,
    onTalk: (exchanges: readonly Exchange[]) => void,
  ): Promise<number> => {
    const meter = metered(commands);
    const started = performance.now();
    await search(on, {
      seed: 42,
      generation: generatorOptionsFor(on, operationNames),
      meter,
      patience: settleTimeoutFor(on, 60, 1),
      onTalk: (_, { exchanges }) => onTalk(exchanges),
    });
    return (1000 * meter.sent) / (performance.now() - started);
  };
  const answers: Answer[] = [];
  await say(target, (exchanges) => answers.push(...exchanges.map(({ answer }) => answer)));
  let turn = 0;
  const remembering: Target = {
    ...target,
    async open() {
      return {
        send: async () => {
          turn += 1;
          return Object(answers[turn - 1] ?? { kind: "lost", reason: "no answer is remembered" });
        },
        wait: async () => {},
        [Symbol.asyncDispose]: async () => {},
      };
    },
  };
  return say(remembering, () => {});
}

/** Exchanges judged in a second, none of them made. */
export async function judgedPerSecond(): Promise<number> {
  const target = bare();
  const stories: (readonly Exchange[])[] = [];
  await search(target, {
    seed: 42,
    generation: generatorOptionsFor(target, operationNames),
    meter: metered(30_000),
    patience: settleTimeoutFor(target, 60, 1),
    onTalk: (_, { exchanges }) => stories.push(exchanges),
  });
  const started = performance.now();
  let judged = 0;
  for (const exchanges of stories) {
    let world = initialWorld(target.region);
    for (const exchange of exchanges) {
      model.check(world, exchange);
      world = model.step(world, exchange);
      judged += 1;
    }
  }
  return (1000 * judged) / (performance.now() - started);
}
