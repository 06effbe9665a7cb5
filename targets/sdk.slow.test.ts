import * as current from "@aws-sdk/client-elasticache";
import * as old from "client-elasticache-3-490";
import { describe, expect, it } from "vitest";

import { survey } from "../properties/survey.ts";
import { reference } from "./reference/index.ts";
import type { Sdk } from "./sdk-senders.ts";

/** What a survey of the reference service finds broken, through this version of the SDK. */
async function brokenThrough(sdk: Sdk): Promise<readonly string[]> {
  const { rules, inconclusive } = await survey(reference({ sdk }), {
    suiteVersion: "test",
    seed: 42,
    commands: 4000,
    shrinkCommands: 200,
    settleSeconds: 10,
  });
  expect(inconclusive).toBeUndefined();
  return rules.filter(({ outcome }) => outcome === "broken").map(({ id }) => id);
}

/** What can be seen of it that neither ModifyUser nor ModifyUserGroup changes the engine. */
const ofADroppedEngine = [
  "modify-user/engine",
  "modify-user/valkey-on-no-password-user",
  "modify-user/no-password-on-valkey-user",
  "modify-user-group/engine",
  "describe-user-groups/engine-after-modify",
];

describe("a version of the SDK", () => {
  it("that is current keeps every rule", async () => {
    expect(await brokenThrough(current)).toEqual([]);
  });

  it("that is older than a member drops it: 3.490.0 knows no Engine in ModifyUser", async () => {
    const broken = await brokenThrough(old);
    expect(broken).toContain("modify-user/engine");
    expect(ofADroppedEngine).toEqual(expect.arrayContaining([...broken]));
  });
});
