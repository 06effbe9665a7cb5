import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { survey } from "../properties/survey.ts";
import { formats } from "../reports/index.ts";
import { isLeaking, withoutLeaks } from "./leaks.ts";
import { reference } from "./reference/index.ts";
import type { Fault } from "./reference/service.ts";
import { withSecrets } from "./secrets.ts";

const each = (text: string, write: (code: number) => string, between = ""): string =>
  Array.from(text, (letter) => write(letter.codePointAt(0) ?? 0)).join(between);

const hex = (code: number): string => code.toString(16).padStart(2, "0");

function base32(text: string): string {
  const bits = Array.from(Buffer.from(text), (byte) => byte.toString(2).padStart(8, "0")).join("");
  const whole = bits.padEnd(Math.ceil(bits.length / 5) * 5, "0");
  return (whole.match(/.{5}/g) ?? [])
    .map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(Number.parseInt(five, 2)))
    .join("");
}

/** The ways of the README in which no password is written down. */
const ways: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  "upper case": (text) => text.toUpperCase(),
  reversed: (text) => Array.from(text).toReversed().join(""),
  spaced: (text) => Array.from(text).join(" "),
  dashed: (text) => Array.from(text).join("-"),
  URL: (text) => each(text, (code) => `%${hex(code)}`),
  "XML, decimal": (text) => each(text, (code) => `&#${code};`),
  "XML, hexadecimal": (text) => each(text, (code) => `&#x${hex(code)};`),
  JSON: (text) => each(text, (code) => `\\u00${hex(code)}`),
  octal: (text) => each(text, (code) => `\\${code.toString(8)}`),
  hex: (text) => each(text, (code) => hex(code)),
  "hex with spaces": (text) => each(text, (code) => hex(code), " "),
  base32,
  base64: (text) => Buffer.from(text).toString("base64"),
};

const way = fc.constantFrom(...Object.keys(ways));
const around = fc.string({ minLength: 0, maxLength: 9 });
const by = (name: string): ((text: string) => string) => ways[name] ?? ((text) => text);

describe("a password that was used", () => {
  it("is found however it is written, once or twice over, whatever stands beside it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 16, max: 128 }),
        fc.tuple(around, around),
        fc.tuple(way, way),
        fc.tuple(around, around),
        (length, [before, after], [first, second], [left, right]) => {
          const secret = withSecrets<string>(`{{z:${length}}}`);
          // Bytes beside it shift where it begins; letters of more than a byte shift it further, which changes nothing.
          const ascii = (text: string): string => text.replaceAll(/[^\u0020-\u007e]/g, ".");
          const once = by(first)(`${ascii(before)}${secret}${ascii(after)}`);
          const twice = by(second)(`${ascii(left)}${once}${ascii(right)}`);
          expect(isLeaking(`<a>${once}</a>`)).toBe(true);
          expect(isLeaking(`<a>${twice}</a>`)).toBe(true);
        },
      ),
      { numRuns: 300, seed: 15 },
    );
  });

  it("is not found where there is none", () => {
    withSecrets("{{z:16}}");
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.json(), (text, json) => {
        expect(isLeaking(text + json)).toBe(false);
      }),
      { numRuns: 300, seed: 15 },
    );
    for (const text of ["ecsecret", "{{z:16}}", "6563736563726574", "ZWNzZWNyZXQ="])
      expect(isLeaking(text)).toBe(false);
  });

  it("takes the text with it in which it stands, and no more", () => {
    const secret = withSecrets<string>("{{z:16}}");
    expect(withoutLeaks({ a: ["kept", `x${by("base64")(by("base64")(secret))}`], b: 1 })).toEqual({
      a: ["kept", expect.stringMatching(/^\(withheld/)],
      b: 1,
    });
  });

  it.each([
    "spaced",
    "reversed",
    "octal",
    "base32",
    "hex with spaces",
    "split by a comment",
    "split by a section",
    "URL twice",
    "base64 twice",
  ])("stands in no report of a target that answers with it %s", async (how) => {
    const written = (text: string): string =>
      how === "split by a comment"
        ? `${text.slice(0, 8)}<!-- -->${text.slice(8)}`
        : how === "split by a section"
          ? `${text.slice(0, 9)}<![CDATA[${text.slice(9)}]]>`
          : how.endsWith(" twice")
            ? by(how.replace(" twice", ""))(by(how.replace(" twice", ""))(text))
            : by(how)(text);
    let last = "";
    const fault: Fault = {
      request: (_, input) => {
        [last = last] = input.Passwords ?? [];
        return input;
      },
      response: (response) => ({
        ...response,
        body: response.body.replaceAll(
          /<(UserName|AccessString|Message)>[^<]*/g,
          (_, name: string) => `<${name}>${written(last)}`,
        ),
      }),
    };
    const report = await survey(reference({ fault }), {
      explains: false,
      suiteVersion: "test",
      seed: 5,
      commands: 120,
      shrinkCommands: 10,
      settleSeconds: 5,
      isWanted: (rule) => rule.startsWith("create-user/"),
    });
    expect(last).not.toBe("");
    const files = Object.values(formats).flatMap(({ write }) => write(report));
    for (const { text } of files) {
      expect(isLeaking(text)).toBe(false);
      expect(text).not.toContain(last);
      expect(text).not.toContain(last.slice(8));
    }
  });
});
