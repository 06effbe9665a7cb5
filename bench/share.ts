import { initialWorld } from "../models/belief/state.ts";
import { operationNames } from "../models/contract/requests.ts";
import { model } from "../models/model.ts";
import { generatorOptionsFor } from "../properties/generate/generator-options.ts";
import { metered } from "../properties/run/meter.ts";
import { settleTimeoutFor } from "../properties/run/settle-timeout.ts";
import { search } from "../properties/search.ts";
import { bare } from "../targets/reference/bare.ts";
import { usualWindows } from "../targets/reference/store.ts";

/**
 * The share of requests, in percent, that came to what they were made for: accepted where that was meant, refused where a
 * refusal was. Requests of which no fact says what comes of them count as what they are meant to be: questions.
 */
export async function shareAsMeant(): Promise<number> {
  const target = bare({ windows: usualWindows });
  let all = 0;
  let meant = 0;
  await search(target, {
    seed: 42,
    generation: generatorOptionsFor(target, operationNames),
    meter: metered(10_000),
    patience: settleTimeoutFor(target, 60, 1),
    onTalk: (_, { exchanges }) => {
      let world = initialWorld(target.region);
      for (const exchange of exchanges) {
        const { outcome } = model.predict(world, exchange.command);
        all += 1;
        // Whoever waits asks until it is otherwise: each of these is meant.
        const isMeant =
          outcome === "open" ||
          outcome === exchange.answer.kind ||
          exchange.command.until === "settled";
        if (isMeant) meant += 1;
        world = model.step(world, exchange);
      }
    },
  });
  return (100 * meant) / all;
}
