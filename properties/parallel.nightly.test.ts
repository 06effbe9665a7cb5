import { describe, expect, it } from "vitest";

import { endpoint } from "../targets/endpoint.ts";
import { virtualClock } from "../targets/reference/clock.ts";
import { reference } from "../targets/reference/index.ts";
import { listen } from "../targets/reference/mount.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import { createReference, type Fault } from "../targets/reference/service.ts";
import type { Target } from "../targets/target.ts";
import type { SurveyOptions } from "./options.ts";
import { counted } from "./run/counting-target.ts";
import { probeRequests } from "./run/probe.ts";
import { survey } from "./survey.ts";

const options: SurveyOptions = {
  explains: false,
  suiteVersion: "test",
  seed: 7,
  commands: 1100,
  shrinkCommands: 300,
  settleSeconds: 60,
};

const faultOf = (rule: string) => mutants.find((mutant) => mutant.rule === rule)?.fault ?? {};

describe("conversations held at once", () => {
  const windows = { creating: 30_000, modifying: 30_000, deleting: 30_000, tagLock: 5000 };
  const fault = faultOf("modify-user/keeps-what-was-not-sent");

  it("find the same, sooner", async () => {
    const ran = async (parallel: number) => {
      const clock = virtualClock();
      const report = await survey(reference({ windows, clock, fault }), { ...options, parallel });
      const broken = report.rules.filter(({ outcome }) => outcome === "broken");
      return { broken: broken.map(({ id }) => id), seconds: clock.now() / 1000 };
    };
    const one = await ran(1);
    // On a machine that is busy with something else, some workers come late to a wait that all could have shared.
    const several = [await ran(16), await ran(16), await ran(16)];
    for (const many of several) expect(many.broken).toEqual(one.broken);
    const best = Math.min(...several.map(({ seconds }) => seconds));
    expect(one.seconds / best).toBeGreaterThan(5);
  });

  it("never open a session more than there are workers", async () => {
    let open = 0;
    let most = 0;
    const sound = reference();
    const watched: Target = {
      ...sound,
      async open() {
        const session = await sound.open();
        open += 1;
        most = Math.max(most, open);
        return {
          ...session,
          async [Symbol.asyncDispose]() {
            open -= 1;
            await session[Symbol.asyncDispose]();
          },
        };
      },
    };
    await survey(watched, { ...options, parallel: 5 });
    expect({ open, most }).toEqual({ open: 0, most: 5 });
  });
});

describe("conversations held at once in one account", () => {
  const inOneAccount = async (fault: Fault) => {
    const millis = 100;
    const windows = { creating: millis, modifying: millis, deleting: millis, tagLock: millis };
    const service = createReference({ windows, fault });
    await using listening = await listen(service, 0);
    const target = endpoint({ url: listening.url, isShared: true });
    const report = await survey(target, { ...options, commands: 1500, parallel: 12 });
    return {
      broken: report.rules.filter(({ outcome }) => outcome === "broken").map(({ id }) => id),
      lost: report.lost,
      leftBehind: report.leftBehind,
    };
  };

  it("accuse nobody, and leave nothing behind", async () => {
    const clean = { broken: [], lost: [], leftBehind: undefined };
    expect(await inOneAccount({})).toEqual(clean);
  });

  it("find what is broken", async () => {
    const rule = "modify-user/keeps-what-was-not-sent";
    expect(await inOneAccount(faultOf(rule))).toMatchObject({
      broken: expect.arrayContaining([rule]),
      lost: [],
    });
  });
});

describe("a cheap target that shows the same", () => {
  const rule = "delete-user/whole-user";

  it("is where a story gets shorter: the dear one is asked for at most 15 requests", async () => {
    const [dear, cheap] = [
      counted(reference({ fault: faultOf(rule) })),
      counted(reference({ fault: faultOf(rule) })),
    ];
    const report = await survey(dear.target, {
      ...options,
      cheap: cheap.target,
      isWanted: (id) => id === rule,
    });
    expect(report.rules).toMatchObject([{ id: rule, outcome: "broken" }]);
    expect(dear.sent() - report.spent.commands).toBeLessThanOrEqual(15);
    expect(cheap.sent()).toBeGreaterThan(probeRequests);
  });

  it("is left alone where it does not show the same", async () => {
    const report = await survey(reference({ fault: faultOf(rule) }), {
      ...options,
      cheap: reference(),
      isWanted: (id) => id === rule,
    });
    expect(report.rules).toMatchObject([{ id: rule, outcome: "broken" }]);
    expect(report.rules[0]?.counterexample?.commands.length).toBeLessThanOrEqual(4);
  });
});
