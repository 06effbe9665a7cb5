import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Units first, whole runs last: most faults are found by what takes milliseconds. */
export class UnitsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const runs = ["told.test", "foresight.test", "lossy.test", "reference.test"];
    const place = ({ moduleId }: TestSpecification): number =>
      moduleId.includes("/models/") ? -1 : runs.findIndex((part) => moduleId.includes(part));
    return files.toSorted((one, other) => place(one) - place(other));
  }
}
