import { writeFileSync } from "node:fs";

import { type Recorded, trackRecord } from "../properties/track-record.ts";
import { readDeviations } from "../targets/deviations/read.ts";

const listOf = (name: string): ReturnType<typeof readDeviations> =>
  readDeviations(
    new URL(`../targets/deviations/${name}.json`, import.meta.url).pathname,
    () => undefined,
  );

/** The emulators that were surveyed, with the lists of what they do otherwise. */
export const recorded = async (): Promise<readonly Recorded[]> => [
  {
    list: await listOf("moto-5.2.1"),
    start: ["pip install 'moto[server]==5.2.1'", "moto_server -p 5000 &"],
    options:
      "--endpoint http://127.0.0.1:5000 --reset http://127.0.0.1:5000/moto-api/reset --settle-seconds 30",
  },
  {
    list: await listOf("ministack-1.5.33"),
    start: ["pip install ministack==1.5.33", "GATEWAY_PORT=4566 ministack &"],
    options:
      "--endpoint http://127.0.0.1:4566 --reset http://127.0.0.1:4566/_ministack/reset --settle-seconds 30",
  },
];

export const page = new URL("../docs/track-record.md", import.meta.url);

if (import.meta.main) writeFileSync(page, trackRecord(await recorded()));
