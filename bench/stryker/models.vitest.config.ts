import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["models/**/*.test.ts", "properties/told.test.ts", "properties/foresight.test.ts"],
    testTimeout: 60_000,
    bail: 1,
  },
});
