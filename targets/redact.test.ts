import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { veiled } from "./redact.ts";

const isOurs = (id = ""): boolean => id === "default" || id.startsWith("ours-");

const user = (id: string, name: string): object => ({
  UserId: id,
  UserName: name,
  Status: "active",
  AccessString: `on ~${name}:* +@all`,
  UserGroupIds: [`${id}s-group`],
  ARN: `arn:aws:elasticache:us-east-1:123456789012:user:${id}`,
});

const reference = (letter: string): string => `&#${letter.codePointAt(0)};`;
const hexadecimal = (letter: string): string => `&#x${letter.codePointAt(0)?.toString(16)};`;
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("'", "&apos;");

/** Ways to write a text in XML. */
const ways: readonly ((text: string) => string)[] = [
  (text) => `<UserId>${escaped(text)}</UserId>`,
  (text) => `<UserId> ${escaped(text)}\n</UserId>`,
  (text) => `<UserId>${text.replaceAll(/./g, reference)}</UserId>`,
  (text) => `<UserId>${text.replaceAll(/./g, hexadecimal)}</UserId>`,
  (text) => `<x:UserId a="b">${escaped(text)}</x:UserId>`,
  (text) => `<UserId><![CDATA[${text}]]></UserId>`,
  (text) => `<User id="${escaped(text)}"/>`,
  (text) => `<User id='${escaped(text)}'/>`,
  (text) => `<Message>There is ${escaped(text)} too.</Message>`,
  (text) => `<member>${escaped(text)}</member>`,
  (text) => `<ARN>arn:aws:elasticache:us-east-1:123456789012:user:${escaped(text)}</ARN>`,
];

describe("a stranger in a recorded response", () => {
  it("is named nowhere, however it is written", () => {
    const names = fc.stringMatching(/^[a-z][a-z0-9-]{3,12}$/).map((text) => `zz${text}`);
    fc.assert(
      fc.property(names, names, fc.constantFrom(...ways), (id, name, way) => {
        const output = { Users: [user(id, name), user("ours-1", "ann")] };
        const body = `<R>${way(id)}${way(name)}<UserId>ours-1</UserId><Status>active</Status></R>`;
        const said = veiled(body, output, isOurs);
        expect(said).toContain("<UserId>ours-1</UserId><Status>active</Status>");
        const read = said.replaceAll(/&#(x?)([0-9a-f]+);/g, (_, hex: string, code: string) =>
          String.fromCodePoint(Number.parseInt(code, hex === "" ? 10 : 16)),
        );
        expect(read).not.toContain(id);
        expect(read).not.toContain(name);
      }),
      { seed: 18 },
    );
  });

  it("is not named as a member of a group that is about to get it", () => {
    const output = {
      UserGroups: [
        { UserGroupId: "theirs", UserIds: ["zzbob"], PendingChanges: { UserIdsToAdd: ["zzann"] } },
      ],
    };
    const body = "<member>theirs</member><member>zzbob</member><member>zzann</member>";
    expect(veiled(body, output, isOurs)).toBe("<member>stranger</member>".repeat(3));
  });

  it("takes no longer for a body that is no XML", () => {
    const output = { Users: [user("zzbob", "zzann")] };
    const body = `${"<".repeat(200_000)}${"&#".repeat(100_000)}${'"'.repeat(100_000)}`;
    expect(veiled(body, output, isOurs)).toHaveLength(body.length);
  });
});
