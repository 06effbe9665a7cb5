import { defineConfig } from "vitest/config";

import { UnitsFirst } from "./units-first.ts";

export default defineConfig({
  test: {
    include: [
      "models/**/*.test.ts",
      "properties/recorded-stories.test.ts",
      "properties/foresight.test.ts",
      "properties/lossy.long.test.ts",
    ],
    sequence: { sequencer: UnitsFirst },
    testTimeout: 600_000,
    bail: 1,
  },
});
