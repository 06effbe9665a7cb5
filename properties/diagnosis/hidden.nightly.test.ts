import { describe, expect, it } from "vitest";

import type { AnyInput } from "../../models/contract/contract.ts";
import { defectsTold } from "../../reports/told.ts";
import { refuses, together } from "../../targets/reference/faults.ts";
import { reference } from "../../targets/reference/index.ts";
import { headerFor, readRecording, Recorder } from "../check/recording.ts";
import { Judging } from "../judging.ts";
import { survey } from "../survey.ts";

type Fits = (input: AnyInput) => boolean;

const traits: Readonly<Record<string, Fits>> = {
  name: ({ UserName }) => UserName === "carol-3",
  password: ({ Passwords = [] }) => Passwords.some(({ length }) => length === 17),
  tag: ({ Tags = [] }) => Tags.length > 1,
};

const run = { commands: 4000, shrinkCommands: 300, settleSeconds: 20 };

/** What the defects are about that a service which refuses these traits is told to have, by their controls; its recording tells the same. */
async function toldOf(
  seed: number,
  ...names: readonly string[]
): Promise<{ readonly ofOneRule: readonly string[]; readonly ofAll: readonly string[] }> {
  const faults = names.map((name) => refuses("CreateUser", traits[name] ?? (() => false)));
  const target = reference({ fault: together(faults) });
  const lines: string[] = [];
  const options = { ...run, seed };
  const header = headerFor(target, { suite: "test", seed, budget: options });
  const recorder = new Recorder((line) => lines.push(line.trimEnd()), header);
  const report = await survey(target, {
    ...options,
    onTelling: (telling) => recorder.telling(telling),
    onSupport: (support) => recorder.support(support),
  });
  recorder.end(report);
  const judging = new Judging({ suiteVersion: "test", deviations: [] });
  await readRecording(
    (async function* each() {
      yield* lines;
    })(),
    judging,
  );
  expect((await judging.explained()).defects).toEqual(report.defects);
  const told = defectsTold(report);
  const about = (all: typeof told): readonly string[] =>
    all.flatMap(({ control }) => (control === undefined ? [] : [control.difference]));
  return {
    ofOneRule: about(told.filter(({ rule }) => rule.id === "create-user/unprovoked-refusal")),
    ofAll: about(told),
  };
}

describe("defects of one rule", () => {
  it.each([1, 3])("are told apart by what each is about (seed %d)", async (seed) => {
    const isAboutName = expect.stringContaining("UserName");
    const isAboutPassword = expect.stringContaining("password of 20");
    expect((await toldOf(seed, "name")).ofOneRule).toEqual([isAboutName]);
    const two = await toldOf(seed, "name", "password");
    expect(two.ofOneRule).toHaveLength(2);
    expect(two.ofOneRule).toEqual(expect.arrayContaining([isAboutName, isAboutPassword]));
    const three = await toldOf(seed, "name", "password", "tag");
    // That of tags may be told by a rule of its own.
    expect(three.ofAll).toEqual(
      expect.arrayContaining([isAboutName, isAboutPassword, expect.stringContaining("Tags")]),
    );
  });
});
