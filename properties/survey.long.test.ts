import { describe, expect, it } from "vitest";

import type { AnyInput } from "../models/contract/contract.ts";
import { allRules } from "../models/operations/index.ts";
import type { RuleId } from "../models/rules/rule.ts";
import { summary } from "../reports/terminal.ts";
import { tokenOf } from "../reports/token.ts";
import { refuses as refusing, writes } from "../targets/reference/faults.ts";
import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import type { Fault } from "../targets/reference/service.ts";
import { noWindows } from "../targets/reference/store.ts";
import type { Target } from "../targets/target.ts";
import type { SurveyOptions } from "./options.ts";
import { toldStories } from "./recorded-stories.ts";
import { survey } from "./survey.ts";

const options: SurveyOptions = {
  suiteVersion: "test",
  seed: 7,
  commands: 800,
  shrinkCommands: 300,
  settleSeconds: 10,
};

const faultOf = (rule: string): Fault => {
  const found = mutants.find((mutant) => mutant.rule === rule);
  if (found === undefined) throw new Error(`there is no mutant for ${rule}`);
  return found.fault;
};

const outcomesOf = async (target: Target): Promise<Record<string, string>> => {
  const { rules } = await survey(target, options);
  return Object.fromEntries(
    rules
      .filter(({ outcome }) => outcome !== "kept" && outcome !== "untried")
      .map(({ id, outcome }) => [id, outcome]),
  );
};

describe("survey", () => {
  it.each(["msw", "http"] as const)(
    "finds the reference conforming when mounted by %s",
    async (mount) => {
      expect(await outcomesOf(reference({ mount }))).toEqual({});
    },
  );

  it("finds the reference conforming when its windows are off, and tries all that can be tried", async () => {
    const { rules } = await survey(reference({ windows: noWindows }), {
      ...options,
      seed: 42,
      commands: 10_000,
    });
    const others = rules.filter(({ outcome }) => outcome !== "kept");
    expect(others.map(({ outcome, because }) => `${outcome}: ${because}`)).toEqual(
      others.map(() => "untried: Nothing was ever seen changing: the target settles at once."),
    );
    expect(others.map(({ id }) => id)).toEqual(
      allRules.filter(({ meanwhile }) => meanwhile === true).map(({ id }) => id),
    );
  });

  it("finds the reference conforming whatever its windows", async () => {
    const windows = { creating: 3000, modifying: 0, deleting: 2000, tagLock: 8000 };
    expect(await outcomesOf(reference({ windows }))).toEqual({});
  });

  it("lets a name that spoils every list spoil no other verdict", async () => {
    // Names are not escaped: an answer that shows `a<b>&` is no XML, and so is every list with that user in it.
    const fault = writes((body) => body.replaceAll("&amp;", "&").replaceAll("&lt;", "<"));
    const report = await survey(reference({ fault }), { ...options, commands: 3000 });
    const others = report.rules.filter(
      ({ outcome }) => outcome !== "kept" && outcome !== "untried",
    );
    expect(others.map(({ id, outcome }) => [id, outcome])).toEqual([
      ["wire/well-formed", "broken"],
    ]);
    expect(report.lost).toEqual([]);
  });

  it("says the same twice for one seed", async () => {
    const fault = faultOf("modify-user/keeps-what-was-not-sent");
    const [one, two] = [
      await survey(reference({ fault }), options),
      await survey(reference({ fault }), options),
    ];
    expect({ ...one, spent: { ...one.spent, seconds: 0 } }).toEqual({
      ...two,
      spent: { ...two.spent, seconds: 0 },
    });
  });

  it("tells what is broken by one thing as one defect", async () => {
    // Ids keep their case: CreateUser says so, and every list thereafter.
    const fault: Fault = {
      outcome: (outcome, { operation, users }, { UserId = "" }) => {
        const user = users.get(UserId.toLowerCase());
        if (operation !== "CreateUser" || outcome.kind !== "accepted" || user === undefined)
          return outcome;
        users.set(user.id, { ...user, id: UserId });
        return { ...outcome, result: { ...outcome.result, UserId } };
      },
    };
    const { rules, defects } = await survey(reference({ fault }), {
      ...options,
      commands: 2500,
      isWanted: (id) =>
        id.endsWith("-users/user-id-in-lower-case") || id.endsWith("-user/user-id-in-lower-case"),
    });
    const broken = rules.filter(({ outcome }) => outcome === "broken");
    const ids = ["create-user/user-id-in-lower-case", "describe-users/user-id-in-lower-case"];
    expect(broken.map(({ id }) => id)).toEqual(ids);
    expect(defects).toMatchObject([{ rule: ids[0], rules: ids, confidence: "high" }]);
    expect(broken.map(({ defect }) => defect)).toEqual([defects?.[0]?.id, defects?.[0]?.id]);
  });

  it("tolerates what a deviation lists, and says when its story shows it no longer (16.7)", async () => {
    const storyOf = (rule: string): string | undefined =>
      toldStories().find((one) => one.rule === rule)?.token;
    const listed = (rule: RuleId) => ({ rule, because: "known", story: storyOf(rule) });
    const deviations = [
      listed("delete-user/status-deleting"),
      listed("create-user/engine"),
      // Nothing was ever seen of it in so short a run: its own story tells.
      listed("modify-user-group/one-name-twice"),
      { rule: "create-user/arn", because: "has none" },
    ] as const;
    const fault = faultOf("delete-user/status-deleting");
    expect(await outcomesOf(reference({ fault, deviations }))).toEqual({
      "create-user/engine": "stale",
      "create-user/arn": "stale",
      "modify-user-group/one-name-twice": "stale",
      "delete-user/status-deleting": "tolerated",
    });
  });

  it("lets no deviation hide another defect that breaks the same rule", async () => {
    const rule = "create-user/unprovoked-refusal";
    const input = { UserId: "u-0", UserName: "ann", Engine: "redis", AccessString: "off -@all" };
    const command = {
      operation: "CreateUser" as const,
      input: { ...input, NoPasswordRequired: true },
    };
    const listed = {
      rule,
      because: "known",
      story: tokenOf({ rule, commands: [command] }),
    } as const;
    const outcomeWhere = async (refuses: (input: AnyInput) => boolean): Promise<unknown> => {
      const fault = refusing("CreateUser", refuses);
      const { rules } = await survey(reference({ fault, deviations: [listed] }), {
        ...options,
        commands: 2000,
      });
      return rules.find(({ id }) => id === rule);
    };
    const isOff = ({ AccessString = "" }: AnyInput): boolean => AccessString.startsWith("off");
    expect(await outcomeWhere(isOff)).toMatchObject({ outcome: "tolerated" });
    expect(await outcomeWhere(({ UserName }) => UserName === "carol-3")).toMatchObject({
      outcome: "broken",
      because: "It is listed for another story, which does not show it any more.",
      counterexample: { commands: [{ input: { UserName: "carol-3" } }] },
    });
  });

  it("calls no deviation stale that its story still shows, however seldom a run comes upon it (16.7)", async () => {
    const rare = toldStories().filter((_, index) => index % 40 === 7);
    expect(rare.length).toBeGreaterThan(8);
    for (const { rule: id, token: story } of rare) {
      const [rule] = mutants.filter((one) => one.rule === id).map((one) => one.rule);
      if (rule === undefined) throw new Error(`${id} has no mutant`);
      const deviations = [{ rule, because: "known", story }];
      const target = reference({ fault: faultOf(rule), deviations });
      // No more than the first questions: the search comes upon nothing.
      const { rules } = await survey(target, { ...options, commands: 12 });
      expect({ rule, outcome: rules.find((one) => one.id === rule)?.outcome }).toEqual({
        rule,
        outcome: "tolerated",
      });
    }
  });

  it("gives no operation that the target lacks a verdict", async () => {
    const fault: Fault = {
      response: (response, operation) =>
        operation === "ModifyUser" ? { status: 501, headers: {}, body: "" } : response,
    };
    const report = await survey(reference({ fault }), options);
    expect(report.operations).toMatchObject({ ModifyUser: "unsupported", CreateUser: "supported" });
    const ofModify = report.rules.filter(({ operation }) => operation === "ModifyUser");
    expect(new Set(ofModify.map(({ outcome }) => outcome))).toEqual(new Set(["unsupported"]));
  });

  it("calls a rule flaky that does not break again", async () => {
    let answers = 0;
    const fault: Fault = {
      response: (response) => {
        answers += 1;
        return answers === 200
          ? { ...response, headers: { "content-type": "text/plain" } }
          : response;
      },
    };
    expect(await outcomesOf(reference({ fault }))).toMatchObject({ "wire/content-type": "flaky" });
  });

  it("never holds lost answers against a target", async () => {
    let answers = 0;
    const fault: Fault = {
      response: (response) => {
        answers += 1;
        return answers > 10 && answers % 9 === 0
          ? { status: 503, headers: { "content-type": "text/html" }, body: "<html>busy</html>" }
          : response;
      },
    };
    const report = await survey(reference({ fault }), options);
    expect(report.rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);
    expect(report.lost.length).toBeGreaterThan(0);
  });

  it("comes to no verdict where too much is lost", async () => {
    let answers = 0;
    const fault: Fault = {
      response: (response) => {
        answers += 1;
        return answers > 10 && answers % 2 === 0
          ? { status: 500, headers: {}, body: "" }
          : response;
      },
    };
    const report = await survey(reference({ fault }), options);
    expect(report.inconclusive).toMatch(/lost on the road/);
  });

  it("stops when it is told to, and says so", async () => {
    const interruption = new AbortController();
    const report = await survey(reference(), {
      ...options,
      signal: interruption.signal,
      onProgress: ({ sent }) => {
        if (sent > 300) interruption.abort();
      },
    });
    expect(report.inconclusive).toBe("it was interrupted");
    expect(report.spent.commands).toBeLessThan(500);
  });

  it("names the time when it is up", async () => {
    const report = await survey(reference(), { ...options, commands: 1_000_000, minutes: 0.005 });
    expect(report.spent).toMatchObject({ endedBy: "minutes" });
    expect(summary(report, process.stderr)).toContain(", ended by --minutes");
    const { spent } = await survey(reference(), { ...options, commands: 100, minutes: 10 });
    expect(spent).not.toHaveProperty("endedBy");
  });
});
