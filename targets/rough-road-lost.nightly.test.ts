import { describe, expect, it } from "vitest";

import { defaultRun, survey } from "../properties/survey.ts";
import { endpoint } from "./endpoint.ts";
import { listen } from "./reference/mount.ts";
import { mutants } from "./reference/mutants/index.ts";
import { createReference, type Fault } from "./reference/service.ts";
import { roughRoad, threeOfTen } from "./rough-road.ts";

// A smaller run comes by a rule once, and the answer that shows it may be the one that is lost.
const options = { ...defaultRun, suiteVersion: "test", settleSeconds: 2, parallel: 8 };

const faultOf = (id: string): Fault => mutants.find(({ rule }) => rule === id)?.fault ?? {};

describe("a rough road", () => {
  it.each(["create-user/engine-unknown", "delete-user/unknown-user"])(
    "hides no fault and adds none: %s",
    async (id) => {
      const service = createReference({ fault: faultOf(id) });
      await using listening = await listen(service, 0);
      await using road = await roughRoad({ to: listening.url, shares: threeOfTen });
      const brokenAt = async (url: string): Promise<string[]> => {
        const target = endpoint({ url, farewellSeconds: 30 });
        const { rules } = await survey(target, options);
        return rules.filter(({ outcome }) => outcome === "broken").map((rule) => rule.id);
      };
      const broken = await brokenAt(listening.url);
      expect(broken).toContain(id);
      expect(await brokenAt(road.url)).toEqual(broken);
    },
  );
});
