import { describe, expect, it } from "vitest";

import { survey } from "../properties/survey.ts";
import { markdown } from "../reports/markdown.ts";
import { reference } from "./reference/index.ts";
import { mutants } from "./reference/mutants/index.ts";
import type { Fault } from "./reference/service.ts";
import { withoutSecrets, withSecrets } from "./secrets.ts";

describe("secrets", () => {
  it("have the length that their placeholder names, and differ by label and length", () => {
    const texts = ["{{a:16}}", "{{b:16}}", "{{a:128}}"].map((text) => withSecrets<string>(text));
    expect(texts.map((text) => text.length)).toEqual([16, 16, 128]);
    expect(new Set(texts).size).toBe(3);
  });

  it("are put into every text of a value, and taken out again", () => {
    const value = { Passwords: ["{{a:16}}"], Nested: { Text: "x{{b:15}}))" } };
    const revealed = JSON.stringify(withSecrets(value));
    expect(revealed).not.toContain("{{");
    expect(withoutSecrets(revealed)).toBe(JSON.stringify(value));
  });

  const secret = withSecrets<string>("{{a:16}}");
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  const each = (write: (code: number) => string): string =>
    Array.from(secret, (letter) => write(letter.codePointAt(0) ?? 0)).join("");

  it.each<readonly [string, string]>([
    ["as they are", secret],
    ["in upper case", secret.toUpperCase()],
    ["in hexadecimal digits", Buffer.from(secret).toString("hex")],
    ["as XML character references", each((code) => `&#${code};`)],
    ["as hexadecimal references", each((code) => `&#x${code.toString(16)};`)],
    ["escaped for a URL", each((code) => `%${code.toString(16)}`)],
    ["escaped for JSON", each((code) => `\\u${code.toString(16).padStart(4, "0")}`)],
    ["in base64", base64(secret)],
    ["in base64 within more", base64(`u:${secret}:x`)],
    ["in base64 within more, elsewhere", base64(`u-1:${secret}`)],
    ["in base64 within more, once more", base64(`user:${secret}`)],
    ["but for the last characters", secret.slice(0, 12)],
    ["but for the first characters", secret.slice(4)],
    ["within a word", `x${secret}y`],
  ])("are taken out %s", (_, text) => {
    // Whose it is, is not always told: two secrets may begin alike.
    expect(withoutSecrets(`<a b="1">${text}</a>`)).toMatch(
      /^<a b="1">[\w=:]{0,8}\{\{[ab]:\d+\}\}[\w=:]{0,8}<\/a>$/,
    );
  });

  it("are taken out next to each other, and nothing else is", () => {
    const [a, b] = ["{{a:30}}", "{{b:30}}"].map((text) => withSecrets<string>(text));
    expect(withoutSecrets(`${a} ${b}`)).toBe("{{a:30}} {{b:30}}");
    const harmless = "DescribeUsersResponse 0123456789abcdef &#38; %20 ecsecret";
    expect(withoutSecrets(harmless)).toBe(harmless);
  });

  it("are seen in headers, and masked there", async () => {
    const fault: Fault = {
      request: (_, input) => {
        if ("Passwords" in input) [sentLast = ""] = input.Passwords ?? [];
        return input;
      },
      response: (response) => ({
        ...response,
        headers: { ...response.headers, "x-amzn-requestid": sentLast },
      }),
    };
    let sentLast = "";
    const report = await survey(reference({ fault }), {
      suiteVersion: "test",
      seed: 5,
      commands: 300,
      shrinkCommands: 50,
      settleSeconds: 5,
      isWanted: (id) => id === "wire/no-secrets",
    });
    expect(report.rules[0]?.outcome).toBe("broken");
    expect(JSON.stringify(report)).not.toMatch(/ecsecret[0-9a-f]/);
  });

  it("stand in no report, even of a target that answers with them", async () => {
    const sent = new Set<string>();
    const leak = mutants.find(({ rule }) => rule === "wire/no-secrets")?.fault ?? {};
    const fault: Fault = {
      ...leak,
      request: (_, input) => {
        if ("Passwords" in input) for (const text of input.Passwords ?? []) sent.add(text);
        return input;
      },
    };
    const report = await survey(reference({ fault }), {
      suiteVersion: "test",
      seed: 5,
      commands: 1000,
      shrinkCommands: 100,
      settleSeconds: 5,
    });
    const written = `${JSON.stringify(report)}${JSON.stringify(markdown.write(report))}`;
    expect(report.rules.find(({ id }) => id === "wire/no-secrets")?.outcome).toBe("broken");
    const secrets = [...sent].filter((text) => text.startsWith("ecsecret"));
    expect(secrets.length).toBeGreaterThan(5);
    expect(secrets.filter((text) => written.includes(text))).toEqual([]);
  });
});
