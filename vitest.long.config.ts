import { defineConfig } from "vitest/config";

/** Set by `.ci/nightly`, for what takes long and seldom fails. */
const isNightly = process.env["NIGHTLY"] !== undefined;

/** What takes its time: every faulty reference service, hunted by the rule that it breaks, and surveys of whole targets. */
export default defineConfig({
  test: {
    include: isNightly
      ? ["**/*.nightly.test.ts"]
      : ["properties/mutants/*.test.ts", "**/*.long.test.ts"],
    exclude: ["node_modules/**", "dist/**", "reports/out/**"],
    globalSetup: ["properties/mutants/rehearsal.ts"],
    // Names of rules stand whole in reports: cut, some of them are one.
    taskTitleValueFormatTruncate: 0,
    setupFiles: ["allure-vitest/setup"],
    reporters: [
      "default",
      ["allure-vitest/reporter", { resultsDir: "reports/out/allure-results-long" }],
      ["json", { outputFile: "reports/out/long.json" }],
    ],
    // One more than CI has cores: some files wait for a real clock, and the mutants fill the time.
    maxWorkers: 3,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
