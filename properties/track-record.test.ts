import { readFileSync } from "node:fs";

import { expect, it } from "vitest";

import { page, recorded } from "../bench/track-record.ts";
import { trackRecord } from "./track-record.ts";

it("the track record tells what the lists of deviations hold", async () => {
  expect(readFileSync(page, "utf8")).toBe(trackRecord(await recorded()));
});
