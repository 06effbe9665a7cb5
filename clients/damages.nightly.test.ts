import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { survey } from "../properties/survey.ts";
import { damages } from "../targets/reference/damages/index.ts";
import { reference } from "../targets/reference/index.ts";
import { rowsIn } from "./matrix.ts";
import { brokenBy } from "./verdicts.ts";

const rows = rowsIn(readFileSync(new URL("../docs/clients.md", import.meta.url), "utf8"));

/** True of a damage by which an official SDK is led astray. */
const isAstray = (name: string): boolean =>
  rows.find(({ damage }) => damage === name)?.cells.some((cell) => cell !== "") === true;

it("has a row of the matrix for each damage", () => {
  expect(rows.map(({ damage }) => damage)).toEqual(damages.map(({ name }) => name));
});

describe("a damage by which an SDK is led astray", () => {
  it.each(damages.filter(({ name }) => isAstray(name)))("$name breaks a must", async (damage) => {
    expect((await brokenBy(damage)).must).not.toEqual([]);
  });
});

describe("a damage by which none is led astray", () => {
  it.each(damages.filter(({ name }) => !isAstray(name)))("$name breaks no must", async (damage) => {
    expect((await brokenBy(damage)).must).toEqual([]);
  });
});

describe("a run", () => {
  const operations = [undefined, "CreateUser", "DescribeUsers", "DeleteUser"] as const;
  // Each twentieth, of all answers or of those of one operation: pages are too long for so few requests.
  const some = damages.filter(
    ({ name }, index) => index % 20 === 3 && isAstray(name) && !name.startsWith("Marker/"),
  );
  const cases = some.flatMap(({ name, fault }) =>
    operations.map((operation) => ({ name, fault, of: operation ?? "all answers", operation })),
  );
  it.each(cases)("$name of $of does not conform", async ({ fault, operation }) => {
    const { response = (one) => one } = fault;
    let damaged = 0;
    const target = reference({
      fault: {
        ...fault,
        response(one, called) {
          if (operation !== undefined && called !== operation) return one;
          const other = response(one, called);
          if (other.body !== one.body || other.status !== one.status) damaged += 1;
          return other;
        },
      },
    });
    const report = await survey(target, {
      explains: false,
      suiteVersion: "test",
      seed: 3,
      commands: 400,
      shrinkCommands: 0,
      settleSeconds: 60,
    });
    expect(damaged === 0 || report.verdict !== "conforms").toBe(true);
  });
});
