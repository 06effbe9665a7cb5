import { describe, expect, it } from "vitest";

import { lacking, shows } from "../targets/reference/faults.ts";
import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import type { Fault } from "../targets/reference/service.ts";
import { noWindows } from "../targets/reference/store.ts";
import type { Target } from "../targets/target.ts";
import { survey, type SurveyOptions } from "./survey.ts";

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

  it("finds the reference conforming when its windows are off", async () => {
    expect(await outcomesOf(reference({ windows: noWindows }))).toEqual({});
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

  it("tells consequences from causes", async () => {
    const fault: Fault = {
      outcome: (outcome, call, input) =>
        shows(call.operation, (user) =>
          user.UserId === "default" ? user : lacking(user, "UserGroupIds"),
        ).outcome?.(outcome, call, input) ?? outcome,
    };
    const { rules } = await survey(reference({ fault }), {
      ...options,
      isWanted: (id) => id.endsWith("/empty-user-group-ids"),
    });
    const broken = rules.filter(({ outcome }) => outcome === "broken");
    const cause = ["create-user/empty-user-group-ids"];
    expect(broken.map(({ id, followsFrom }) => [id, followsFrom])).toEqual([
      ["create-user/empty-user-group-ids", undefined],
      ["modify-user/empty-user-group-ids", expect.arrayContaining(cause)],
      ["describe-users/empty-user-group-ids", expect.arrayContaining(cause)],
      ["delete-user/empty-user-group-ids", expect.arrayContaining(cause)],
    ]);
  });

  it("tolerates what a deviation lists, and says when it is no longer seen", async () => {
    const deviations = [
      { rule: "delete-user/status-deleting", because: "says deleted" },
      { rule: "create-user/engine", because: "is always redis" },
    ] as const;
    const fault = faultOf("delete-user/status-deleting");
    expect(await outcomesOf(reference({ fault, deviations }))).toEqual({
      "create-user/engine": "stale",
      "delete-user/status-deleting": "tolerated",
    });
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
});
