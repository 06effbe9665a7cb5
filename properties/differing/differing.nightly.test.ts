import { describe, expect, it } from "vitest";

import type { RuleId } from "../../models/rules/rule.ts";
import { reference } from "../../targets/reference/index.ts";
import { mutants } from "../../targets/reference/mutants/index.ts";
import type { Telling } from "../run/trace.ts";
import { survey } from "../survey.ts";
import { differing } from "./differing.ts";
import { differingTraces } from "./recorded.ts";

const options = { seed: 42, commands: 3000, settleSeconds: 60 };

const faulty = (rule: RuleId) =>
  reference({ fault: mutants.find((mutant) => mutant.rule === rule)?.fault ?? {} });

const windows = { creating: 3000, modifying: 3000, deleting: 3000, tagLock: 500 };

describe("two targets beside each other", () => {
  it("that are the same differ in nothing, in ten thousand requests", async () => {
    const { differences, unsteady, requests } = await differing(reference(), reference(), {
      ...options,
      commands: 10_000,
    });
    expect({ differences, unsteady }).toEqual({ differences: [], unsteady: [] });
    expect(requests).toBeGreaterThanOrEqual(10_000);
  });

  it("that differ in how long changes take differ in nothing", async () => {
    const { differences } = await differing(reference(), reference({ windows }), options);
    expect(differences).toEqual([]);
  });

  it.each<[rule: RuleId, commands: number]>([
    ["create-user/user-id-empty", 3000],
    ["delete-user/unknown-user", 3000],
    ["modify-user/keeps-what-was-not-sent", 3000],
    ["describe-users/lists-default", 3000],
    ["create-user-group/unknown-user", 3000],
    ["list-tags-for-resource/tags-of-creation", 3000],
    ["describe-users/page-size", 3000],
    ["wire/request-id", 3000],
    // Of all access strings, one shows it.
    ["create-user/access-string-order", 6000],
  ])("are told apart by %s, and the contract sides with the sound one", async (rule, commands) => {
    const { differences } = await differing(reference(), faulty(rule), { ...options, commands });
    const sided = differences.filter(({ brokenBy }) => brokenBy.other.includes(rule));
    expect(sided.length).toBeGreaterThan(0);
    expect(differences.flatMap(({ brokenBy }) => brokenBy.one)).toEqual([]);
    for (const { conversation } of sided) expect(conversation.length).toBeLessThan(8);
  });

  it("that were recorded are told apart without a request", async () => {
    const recorded = async (target: ReturnType<typeof reference>): Promise<readonly Telling[]> => {
      const tellings: Telling[] = [];
      await survey(target, {
        ...options,
        commands: 1000,
        shrinkCommands: 1,
        suiteVersion: "test",
        explains: false,
        onTelling: (telling) => {
          if (telling.phase === "search") tellings.push(telling);
        },
      });
      return tellings;
    };
    const sound = await recorded(reference());
    const other = await recorded(faulty("delete-user/unknown-user"));
    expect(differingTraces("us-east-1", sound, sound)?.differences).toEqual([]);
    const found = differingTraces("us-east-1", sound, other)?.differences ?? [];
    expect(found.some(({ brokenBy }) => brokenBy.other.includes("delete-user/unknown-user"))).toBe(
      true,
    );
    expect(differingTraces("us-east-1", sound, [])).toBeUndefined();
  });
});
