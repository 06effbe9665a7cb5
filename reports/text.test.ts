import { stripVTControlCharacters } from "node:util";

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { survey } from "../properties/survey.ts";
import { reference } from "../targets/reference/index.ts";
import type { Fault } from "../targets/reference/service.ts";
import { formats } from "./index.ts";
import { summary } from "./terminal.ts";
import { block, code, prose, visible, visibleIn, visibleJson, visibleLines } from "./text.ts";

/** What must stand in no output: controls but for the end of a line, marks of direction, and what has no width. */
const acting = /(?!\n)\p{Cc}|[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

/** Texts as a target may answer them that means harm, or knows no better. */
const hostile = [
  "\u001b[2J\u001b]0;pwned\u0007",
  "\u009b31m",
  "a\u0000b\u0008\u007f",
  "\u202Egnp.exe",
  "line\nverdict: conforms\r\n| x |",
  "<img src=x onerror=alert(9)>",
  "[click](javascript:alert(8)) ![t](http://x/track.png)",
  "x`` </code><img src=x> ``` \n```\n# title",
  "| a | b |\n| --- | --- |",
  "@everyone #1 https://evil.example/",
  "\u2066\u2069\ufeff\u{e0041}",
  "</script><script>alert(1)</script>",
];

const any = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(fc.constantFrom(...hostile, "`", "``", "|", "\n"), { maxLength: 4 })
    .map((parts) => parts.join("")),
);

describe("a text from elsewhere (D8)", () => {
  it("is one line that does nothing, in every kind of output", () => {
    fc.assert(
      fc.property(any, (text) => {
        for (const shown of [visible(text), code(text), prose(text)]) {
          expect(shown).not.toMatch(acting);
          expect(shown).not.toContain("\n");
        }
        expect(visibleLines(text)).not.toMatch(acting);
      }),
      { numRuns: 2000, seed: 15 },
    );
  });

  it("stays in its span of code, and in its block", () => {
    fc.assert(
      fc.property(any, (text) => {
        const span = code(text);
        const [fence = ""] = /^`+/.exec(span) ?? [];
        const runs = span.slice(fence.length, -fence.length || undefined).match(/`+/g) ?? [];
        expect(text === "" ? [] : runs.filter((run) => run === fence)).toEqual([]);
        const [first = "", ...lines] = block("text", text.split("\n"));
        const end = first.replace("text", "");
        expect(lines.pop()).toBe(end);
        expect(lines.filter((line) => line.includes(end))).toEqual([]);
      }),
      { numRuns: 2000, seed: 15 },
    );
  });

  it("is prose without a mark that means anything", () => {
    for (const text of hostile) {
      const left = prose(text).replaceAll(/\\[!-/:-@[-`{-~]/g, "");
      expect(left).not.toMatch(/[<>[\]()`*_#|@!&]/);
    }
  });

  it("is the same text as JSON, and harmless in it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), any, (value, text) => {
        const written = visibleJson(JSON.stringify({ value, text }, null, 2));
        expect(written).not.toMatch(acting);
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify({ value, text })));
      }),
      { numRuns: 2000, seed: 15 },
    );
  });

  it("is made visible wherever it stands in a value", () => {
    expect(visibleIn({ "a\u001b": ["\u202e", 1, null] })).toEqual({
      [String.raw`a\u{1b}`]: [String.raw`\u{202e}`, 1, null],
    });
  });

  it("does nothing in any output of a survey of a target that answers with it", async () => {
    let turn = 0;
    const escaped = (text: string): string =>
      Array.from(text, (letter) => {
        const point = letter.codePointAt(0) ?? 0;
        // XML has no other controls.
        return point < 32 && ![9, 10, 13].includes(point) ? "" : `&#${point};`;
      }).join("");
    const fault: Fault = {
      response: (response) => ({
        ...response,
        body: response.body.replaceAll(
          /<(UserName|AccessString|Status|Message|MinimumEngineVersion)>[^<]*/g,
          (_, name: string) => {
            turn += 1;
            const text = hostile[turn % hostile.length] ?? "";
            return `<${name}>${turn % 2 === 0 ? escaped(text) : text.replaceAll(/[<&]/g, "")}`;
          },
        ),
      }),
    };
    const report = await survey(reference({ fault }), {
      suiteVersion: "test",
      seed: 8,
      commands: 150,
      shrinkCommands: 5,
      settleSeconds: 2,
    });
    expect(report.rules.some(({ outcome }) => outcome === "broken")).toBe(true);
    const outputs = [
      ...Object.values(formats).flatMap(({ write }) => write(report).map(({ text }) => text)),
      summary(report, process.stdout),
    ];
    for (const output of outputs) expect(stripVTControlCharacters(output)).not.toMatch(acting);
    const [{ text: markdown } = { text: "" }] = formats.markdown.write(report);
    // Outside of code nothing of it is left.
    const bare = markdown
      .replaceAll(/^(`{3,})\w*\n[\s\S]*?^\1$/gm, "")
      .replaceAll(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "");
    expect(bare).not.toMatch(/<img|\]\(javascript|!\[t\]|<script/);
  });
});
