import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { allRules, openQuestions } from "../operations/index.ts";
import type { Evidence, Level } from "./rule.ts";

interface Fact {
  readonly id: string;
  readonly text: string;
  readonly grade: string;
  readonly level: string;
  readonly mark: string;
}

const table = ["aws-facts.md", "clients.md"]
  .map((name) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8"))
  .join("\n");

/** The rows of both kinds of table: facts of six columns and a mark, timing facts of four and a mark. */
const facts: readonly Fact[] = table
  .split("\n")
  .filter((line) => /^\| [FTC]\d/.test(line))
  .map((line) => {
    const cells = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
    const [id = "", , text = "", grade = "", level = ""] = cells;
    const mark = cells.at(-1) ?? "";
    return id.startsWith("T")
      ? { id, text: cells[1] ?? "", grade: cells[2] ?? "", level: "none", mark }
      : { id, text, grade, level, mark };
  });

const factOf = (id: string): Fact | undefined => facts.find((fact) => fact.id === id);

const strength: Readonly<Record<Evidence, number>> = { inferred: 0, documented: 1, observed: 2 };

/** The best evidence that a grade allows: A and A- are observed, B documented, C, C* and D inferred. */
const bestOf = ({ grade }: Fact): number =>
  /\bA/.test(grade)
    ? strength.observed
    : /\bB/.test(grade)
      ? strength.documented
      : strength.inferred;

/** A Rule note in a fact is the final word, so it may allow `must` for a part of a `should` fact. */
const allows = ({ level, text }: Fact, wanted: Level): boolean =>
  level === "must" ||
  (level === "should" && (wanted === "should" || /\*\*Rule:\*\*.*\bmust\b/i.test(text)));

const sources = readdirSync(new URL("..", import.meta.url), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
  .map((path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8"))
  .join("\n");

it("finds every rule and every question in the source, by its whole id", () => {
  const ids = [...allRules, ...openQuestions].map(({ id }) => id);
  expect(ids.filter((id) => !sources.includes(`"${id}"`))).toEqual([]);
});

describe("the rules and the facts in docs", () => {
  it("holds 294 facts, each number once", () => {
    expect(new Set(facts.map(({ id }) => id)).size).toBe(294);
    expect(facts).toHaveLength(294);
  });

  it.each(allRules)("$id rests on facts that permit its level and its evidence", (rule) => {
    const grounds = rule.clause.facts.map((id) => factOf(id));
    expect(grounds).not.toContain(undefined);
    expect(grounds.length).toBeGreaterThan(0);
    const known = grounds.filter((fact) => fact !== undefined);
    expect(known.filter((fact) => !allows(fact, rule.level))).toEqual([]);
    expect(known.filter((fact) => bestOf(fact) < strength[rule.clause.evidence])).toEqual([]);
  });

  it("lets no inferred rule be a must", () => {
    const bold = allRules.filter(
      ({ level, clause }) => level === "must" && clause.evidence === "inferred",
    );
    expect(bold.map(({ id }) => id)).toEqual([]);
  });

  it("gives every rule an id of its own", () => {
    expect(new Set(allRules.map(({ id }) => id)).size).toBe(allRules.length);
  });

  it("covers every fact by a rule, or marks why none rests on it", () => {
    const ruled = new Set<string>(allRules.flatMap(({ clause }) => clause.facts));
    const wrong = facts.filter(({ id, mark }) => ruled.has(id) !== (mark === ""));
    expect(wrong.map(({ id, mark }) => `${id} ${mark}`)).toEqual([]);
  });

  it("marks in one of the known ways", () => {
    const odd = facts.filter(
      ({ mark }) =>
        mark !== "" && !/^(?:open|not testable|not tested|tolerance|context): ?\S/.test(mark),
    );
    expect(odd).toEqual([]);
  });

  it("lists a question, with the request that settles it, for every fact marked open", () => {
    const missing = facts
      .filter(({ mark }) => mark.startsWith("open: "))
      .filter(({ id, mark }) => {
        const question = openQuestions.find((one) => `open: ${one.id}` === mark);
        return !question?.facts.some((fact) => fact === id) || question.settledBy === "";
      });
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  it("asks open questions about facts that exist", () => {
    const unknown = openQuestions.flatMap((question) => question.facts).filter((id) => !factOf(id));
    expect(unknown).toEqual([]);
  });
});
