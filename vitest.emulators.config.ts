import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.emulator.test.ts", "**/*.slow.test.ts"],
    exclude: ["node_modules/**", "dist/**", "reports/out/**"],
    // Names of rules stand whole in reports: cut, some of them are one.
    taskTitleValueFormatTruncate: 0,
    setupFiles: ["allure-vitest/setup"],
    reporters: [
      "default",
      ["allure-vitest/reporter", { resultsDir: "reports/out/allure-results-emulators" }],
      ["json", { outputFile: "reports/out/emulators.json" }],
    ],
    // One emulator at a time: they share two cores with those who judge them.
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 600_000,
  },
});
