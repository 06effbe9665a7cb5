import { expect, it } from "vitest";

import { wrongOf } from "./rightness.ts";
import { rest, script } from "./script.ts";
import { clients, readingsOf } from "./sdks.ts";
import { standing } from "./server.ts";

it.each(clients.filter(({ tool }) => tool === "node"))(
  "$title reads every answer of the reference service as it stands there",
  async (client) => {
    await using stand = await standing(() => undefined);
    const readings = await readingsOf(client, stand.url, ["whole"], [...script, ...rest]);
    expect(wrongOf(readings.get("whole") ?? [])).toEqual([]);
  },
);
