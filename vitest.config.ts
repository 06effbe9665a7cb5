import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: [
      // Projects of their own, which find this package where it is installed.
      "examples/recipes/**",
      "node_modules/**",
      "dist/**",
      "reports/out/**",
      "**/*.emulator.test.ts",
      "**/*.slow.test.ts",
      "**/*.long.test.ts",
      "**/*.nightly.test.ts",
      "properties/mutants/**",
      "bench/**",
    ],
    // Names of rules stand whole in reports: cut, some of them are one.
    taskTitleValueFormatTruncate: 0,
    setupFiles: ["allure-vitest/setup"],
    reporters: [
      "default",
      ["allure-vitest/reporter", { resultsDir: "reports/out/allure-results" }],
      ["json", { outputFile: "reports/out/tests.json" }],
    ],
    // One more than CI has cores: some files wait for a real clock, and the mutants fill the time.
    maxWorkers: 3,
    // A machine that is busy with something else takes its time: that is no failure.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
