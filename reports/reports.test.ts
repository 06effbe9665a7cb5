import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { withArn } from "../models/contract/arn.ts";
import { arnForms, arnOf } from "../models/contract/placeholder.ts";
import { asShell } from "./shell.ts";
import type { StoredCommand } from "./stored.ts";
import { BadStory, tokenOf, storedStory } from "./token.ts";

const create: StoredCommand = {
  operation: "CreateUser",
  input: {
    UserId: "u-0",
    UserName: 'it\'s <a> & "b"',
    Engine: "redis",
    AccessString: "on ~* +@all",
    Passwords: ["{{a:16}}", "x{{b:15}}))"],
    NoPasswordRequired: false,
    AuthenticationMode: { Type: "iam" },
  },
};

describe("tokens", () => {
  const story = {
    rule: "create-user/engine",
    commands: [create, { operation: "DescribeUsers", input: {}, until: "listed" }],
  } as const;

  it("give back the story they were made of", () => {
    expect(storedStory(tokenOf({ ...story, commands: [...story.commands] }))).toEqual(story);
  });

  it("of a plain story are short enough for a line", () => {
    const token = tokenOf({
      rule: "create-user/user-name-empty",
      commands: [
        {
          operation: "CreateUser",
          input: {
            UserId: "u-0",
            UserName: "",
            Engine: "redis",
            AccessString: "on ~* +@all",
            NoPasswordRequired: true,
          },
        },
      ],
    });
    expect(token.length).toBeLessThan(80);
  });

  it.each([
    "",
    "ec1.",
    "ec1.zzzz",
    "ec2.abcd",
    "hello",
    `${tokenOf({ ...story, commands: [...story.commands] })}x`.slice(0, 20),
  ])("are told from other text: %s", (text) => {
    expect(() => storedStory(text)).toThrow(BadStory);
  });
});

describe("stories as shell lines", () => {
  it("run nothing that stands in a value, wherever it stands", () => {
    const place = { kind: "endpoint", url: "http://127.0.0.1:1", region: "us-east-1" } as const;
    const values = [
      "$(touch pwned)",
      "`touch pwned`",
      "'; touch pwned; '",
      '"; touch pwned; "',
      "#\ntouch pwned",
    ];
    const folder = mkdtempSync(join(tmpdir(), "ec-lines-"));
    for (const value of values)
      for (const command of [
        { operation: "ListTagsForResource", input: { ResourceName: `{{arn:user:${value}}}` } },
        {
          operation: "CreateUser",
          input: { UserId: value, UserName: `{{a:16}}${value}` },
          times: 2,
        },
        { operation: "DescribeUsers", input: { Filters: [{ Name: value, Values: [value] }] } },
        { operation: "DescribeUsers", input: { Marker: value, MaxRecords: 20 }, until: "listed" },
        { operation: "DeleteUser", input: { UserId: value }, client: 1 },
      ] satisfies StoredCommand[])
        for (const tool of ["cli", "curl"] as const) {
          const stubs = [
            "aws() { echo arn:aws:elasticache:us-east-1:1:user:x; }",
            "curl() { true; }",
          ];
          const script = [...stubs, ...asShell([command], place, tool)].join("\n");
          spawnSync("bash", ["-c", script], { cwd: folder, encoding: "utf8" });
          expect({ script, files: readdirSync(folder) }).toEqual({ script, files: [] });
        }
    rmSync(folder, { recursive: true });
  });

  it("name by their ARN whom the suite names, wherever they are sent and whatever ARNs are answered", () => {
    const place = { kind: "endpoint", url: "http://127.0.0.1:1", region: "us-east-1" } as const;
    const stub =
      'aws() { [ "$2" = describe-users ] && echo arn:x:y:z:123456789012:user:u || echo "${@: -1}"; }';
    for (const form of arnForms)
      for (const region of ["us-east-1", "eu-west-1", "us-gov-west-1", "cn-north-1"]) {
        const ResourceName = arnOf("usergroup", "g 0'$x", form);
        const command = {
          operation: "ListTagsForResource",
          input: { ResourceName },
          region,
        } as const;
        const script = [stub, ...asShell([command], place)].join("\n");
        const { stdout } = spawnSync("bash", ["-c", script], { encoding: "utf8" });
        expect(stdout.trim()).toBe(withArn(ResourceName, { region, account: "123456789012" }));
      }
  });

  it.each(["cli", "curl"] as const)(
    "ask for the account once, as soon as somebody was made, by %s alone",
    (tool) => {
      const place = { kind: "endpoint", url: "http://127.0.0.1:1", region: "us-east-1" } as const;
      const input = { ResourceName: arnOf("user", "u-0") };
      const lines = asShell(
        [
          create,
          { operation: "DeleteUser", input: { UserId: "u-0" } },
          { operation: "ListTagsForResource", input },
          { operation: "ListTagsForResource", input, region: "eu-west-1" },
        ],
        place,
        tool,
      );
      const at = (pattern: RegExp): readonly number[] =>
        lines.flatMap((line, index) => (pattern.test(line) ? [index] : []));
      const [made = -1] = at(/(?:create-user |Action=CreateUser )/);
      expect(at(/^ACCOUNT=/)).toEqual([made + 1]);
      expect(at(/"\$ACCOUNT"/)).toHaveLength(2);
      expect(at(/^ACCOUNT=\$\(curl|^curl/)).toHaveLength(tool === "curl" ? 5 : 0);
      expect(at(/^ACCOUNT=\$\(aws|^aws/)).toHaveLength(tool === "cli" ? 5 : 0);
    },
  );

  it("survive a real shell", () => {
    const lines = asShell([create], {
      kind: "endpoint",
      url: "http://127.0.0.1:5000",
      region: "us-east-1",
    });
    const script = ["aws() { printf '%s\\n' \"$@\"; }", ...lines].join("\n");
    const { stdout } = spawnSync("bash", ["-c", script], { encoding: "utf8" });
    const words = stdout.trim().split("\n");
    expect(words.filter((word) => !/^x?[a-z0-9]{15,16}(?:\)\))?$/.test(word))).toEqual([
      "elasticache",
      "create-user",
      "--endpoint-url",
      "http://127.0.0.1:5000",
      "--region",
      "us-east-1",
      "--user-id",
      "u-0",
      "--user-name",
      'it\'s <a> & "b"',
      "--engine",
      "redis",
      "--access-string",
      "on ~* +@all",
      "--passwords",
      "--no-no-password-required",
      "--authentication-mode",
      '{"Type":"iam"}',
    ]);
    expect(words.filter((word) => /^[a-z0-9]{16}$/.test(word))).toHaveLength(1);
  });
});
