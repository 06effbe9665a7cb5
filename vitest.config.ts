import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: [
      "node_modules/**",
      "dist/**",
      "**/*.emulator.test.ts",
      "**/*.slow.test.ts",
      "bench/**",
    ],
    globalSetup: ["properties/mutants/rehearsal.ts"],
    setupFiles: ["allure-vitest/setup"],
    reporters: [
      "default",
      ["allure-vitest/reporter", { resultsDir: "reports/out/allure-results" }],
      ["json", { outputFile: "reports/out/tests.json" }],
    ],
    // One more than CI has cores: some files wait for a real clock, and the mutants fill the time.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
