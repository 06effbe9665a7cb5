import * as fc from "fast-check";

/** Randomness for one conversation, as fast-check gives it to the values of a run. */
interface Draw {
  readonly random: fc.Random;
  readonly bias: number | undefined;
}

class Draws extends fc.Arbitrary<Draw> {
  override generate(random: fc.Random, bias: number | undefined): fc.Value<Draw> {
    return new fc.Value({ random: random.clone(), bias }, undefined);
  }

  override canShrinkWithoutContext(_: unknown): _ is Draw {
    return false;
  }

  override shrink(): fc.Stream<fc.Value<Draw>> {
    return fc.Stream.nil();
  }
}

/** How many draws are made at first; as many again as were made before, whenever they are used up. */
const firstDraws = 1024;

/** Randomness without end, the same for the same seed. */
export function* draws(seed: number): Generator<Draw> {
  for (let [used, size] = [0, firstDraws]; ; used = size, size *= 2)
    yield* fc.sample(new Draws(), { seed, numRuns: size }).slice(used);
}
