import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The units first: most faults are found there, and each test of a whole run takes seconds. */
class UnitsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = ["models/", "told.test", "foresight.test", "lossy.test"];
    const place = ({ moduleId }: TestSpecification): number =>
      order.findIndex((part) => moduleId.includes(part));
    return files.toSorted((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  test: {
    include: [
      "models/**/*.test.ts",
      "properties/told.test.ts",
      "properties/foresight.test.ts",
      "properties/lossy.test.ts",
    ],
    sequence: { sequencer: UnitsFirst },
    testTimeout: 60_000,
    bail: 1,
  },
});
