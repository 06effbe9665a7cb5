import { relative } from "node:path";

import { type Checker, CheckStatus } from "@stryker-mutator/api/check";
import { declareFactoryPlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** The share of the mutants that are tried, from 0 to 1, and the number by which they are drawn: set by the bench. */
const share = Number(process.env["MUTATION_SHARE"] ?? 1);
const seed = process.env["MUTATION_SEED"] ?? "42";

/** A number from 0 to 1 that depends on the whole text (FNV-1a, then the finaliser of MurmurHash3, as FNV's high bits lag). */
function drawn(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/**
 * Draws a sample: a mutant that is not in it counts as one that does not compile, which StrykerJS leaves out of its score.
 * All mutants of a whole folder take half a day.
 */
const sampling = (): Checker => ({
  init: async () => {},
  check: async (mutants) =>
    Object.fromEntries(
      mutants.map(({ id, fileName, location, mutatorName, replacement }) => {
        const name = JSON.stringify([
          relative("", fileName),
          location,
          mutatorName,
          replacement,
          seed,
        ]);
        return [
          id,
          drawn(name) < share
            ? { status: CheckStatus.Passed as const }
            : { status: CheckStatus.CompileError as const, reason: "Not in the sample." },
        ];
      }),
    ),
});

/** What StrykerJS looks for in a plugin. */
export const strykerPlugins = [declareFactoryPlugin(PluginKind.Checker, "sample", sampling)];
