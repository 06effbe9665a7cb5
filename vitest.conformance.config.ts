import { defineConfig } from "vitest/config";

/** One target, one test for each rule, for Allure: `npm run allure`. */
export default defineConfig({
  test: {
    include: ["properties/conformance.test.ts"],
    setupFiles: ["allure-vitest/setup"],
    reporters: [
      "dot",
      [
        "allure-vitest/reporter",
        {
          resultsDir: "reports/out/allure-conformance",
          environmentInfo: {
            target: process.env["CONFORMANCE_TARGETS"] ?? "reference",
            endpoint: process.env["CONFORMANCE_ENDPOINT"] ?? "none",
            node: process.version,
          },
        },
      ],
    ],
  },
});
