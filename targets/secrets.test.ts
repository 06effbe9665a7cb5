import { describe, expect, it } from "vitest";

import { survey } from "../properties/survey.ts";
import { markdown } from "../reports/markdown.ts";
import { reference } from "./reference/index.ts";
import { mutants } from "./reference/mutants/index.ts";
import type { Fault } from "./reference/service.ts";
import { withoutSecrets, withSecrets } from "./secrets.ts";

describe("secrets", () => {
  it("have the length that their placeholder names, and differ by label and length", () => {
    const texts = ["{{a:16}}", "{{b:16}}", "{{a:128}}"].map((text) => String(withSecrets(text)));
    expect(texts.map((text) => text.length)).toEqual([16, 16, 128]);
    expect(new Set(texts).size).toBe(3);
  });

  it("are put into every text of a value, and taken out again", () => {
    const value = { Passwords: ["{{a:16}}"], Nested: { Text: "x{{b:15}}))" } };
    const revealed = JSON.stringify(withSecrets(value));
    expect(revealed).not.toContain("{{");
    expect(withoutSecrets(revealed)).toBe(JSON.stringify(value));
  });

  it("are taken out in base64 too", () => {
    const secret = String(withSecrets("{{a:16}}"));
    expect(withoutSecrets(`see ${Buffer.from(secret).toString("base64")}`)).not.toContain(
      Buffer.from(secret).toString("base64").slice(0, 20),
    );
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
    const written = `${JSON.stringify(report)}${markdown.write(report)}`;
    expect(report.rules.find(({ id }) => id === "wire/no-secrets")?.outcome).toBe("broken");
    const secrets = [...sent].filter((text) => text.startsWith("ecsecret"));
    expect(secrets.length).toBeGreaterThan(5);
    expect(secrets.filter((text) => written.includes(text))).toEqual([]);
  });
});
