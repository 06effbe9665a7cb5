import { adapterFor } from "../examples/adapter.ts";
import type { CacheUsers } from "../examples/cache-users.ts";
import { CachesStaleUsers } from "../examples/flawed/caches-stale-users.ts";
import { DropsPasswords } from "../examples/flawed/drops-passwords.ts";
import { MapsNoPasswordWrongly } from "../examples/flawed/maps-no-password-wrongly.ts";
import { ReadsOnePage } from "../examples/flawed/reads-one-page.ts";
import { RetriesRefusedCreate } from "../examples/flawed/retries-refused-create.ts";
import { SwallowsNotFound } from "../examples/flawed/swallows-not-found.ts";
import { survey } from "../properties/survey.ts";
import { guarded } from "../targets/guarded.ts";
import { alone, type Bench } from "./figure.ts";

const flawed: Readonly<Record<string, () => CacheUsers>> = {
  "create-user/accepts-two-passwords": () => new DropsPasswords(),
  "delete-user/unknown-user": () => new SwallowsNotFound(),
  "describe-users/lists-all": () => new ReadsOnePage(),
  "create-user/user-id-taken": () => new RetriesRefusedCreate(),
  "describe-users/shows-what-create-answered": () => new MapsNoPasswordWrongly(),
  "describe-users/shows-what-modify-answered": () => new CachesStaleUsers(),
};

/** How soon the flaws of the example wrappers are found, each by its name, and in how short a story. */
export const clients: Bench = {
  name: "clients",
  async run(say) {
    const seconds: number[] = [];
    const lengths: number[] = [];
    for (const [id, make] of Object.entries(flawed)) {
      say(id);
      const started = performance.now();
      const { rules } = await survey(await guarded(() => adapterFor(make())), {
        suiteVersion: "bench",
        seed: 42,
        commands: 3000,
        shrinkCommands: 600,
        settleSeconds: 5,
      });
      seconds.push((performance.now() - started) / 1000);
      const found = rules.find((rule) => rule.id === id);
      lengths.push(found?.counterexample?.commands.length ?? Infinity);
    }
    return [
      alone(
        "seconds to find the flaw of a client, slowest of six",
        Math.max(...seconds),
        "< 5",
        (value) => value < 5,
      ),
      alone(
        "commands in its story, longest of six",
        Math.max(...lengths),
        "≤ 4",
        (value) => value <= 4,
      ),
    ];
  },
};
