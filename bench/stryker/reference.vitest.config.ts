import { defineConfig } from "vitest/config";

import { UnitsFirst } from "./units-first.ts";

export default defineConfig({
  test: {
    include: [
      "targets/reference/*.test.ts",
      "properties/recorded-stories.test.ts",
      "bench/stryker/reference.test.ts",
    ],
    sequence: { sequencer: UnitsFirst },
    testTimeout: 600_000,
    bail: 1,
  },
});
