import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["bench/stryker/reference.test.ts"], testTimeout: 60_000, bail: 1 },
});
