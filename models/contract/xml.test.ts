import { describe, expect, it } from "vitest";

import { child, descendants, looksLikeAnswer, parse } from "./xml.ts";

/** Rebuilt from cloud-custodian recordings: its 301 bytes are the recorded content-length of three real answers. */
const emptyTagList = `<ListTagsForResourceResponse xmlns="http://elasticache.amazonaws.com/doc/2015-02-02/">
  <ListTagsForResourceResult>
    <TagList/>
  </ListTagsForResourceResult>
  <ResponseMetadata>
    <RequestId>beff6681-3ecc-11e9-bec0-31c5d0122230</RequestId>
  </ResponseMetadata>
</ListTagsForResourceResponse>
`;

/** From hashicorp/terraform-provider-aws#28688 (2023-01), a debug log; the elements around the fragment are ours. */
const userGroup = `<ModifyUserGroupResult>
    <PendingChanges>
      <UserIdsToAdd>
        <member>one</member>
      </UserIdsToAdd>
    </PendingChanges>
    <MinimumEngineVersion>6.0</MinimumEngineVersion>
    <ReplicationGroups/>
    <Engine>redis</Engine>
    <UserIds>
      <member>default</member>
    </UserIds>
    <ARN>arn:aws:elasticache:eu-west-1:000000000000:usergroup:test-group</ARN>
    <Status>modifying</Status>
</ModifyUserGroupResult>`;

describe("XML that AWS sent", () => {
  it("is read with its namespace and its empty list", () => {
    expect(emptyTagList).toHaveLength(301);
    const document = parse(emptyTagList);
    const root = document.kind === "well-formed" ? document.root : undefined;
    expect({ name: root?.name, namespace: root?.namespace }).toEqual({
      name: "ListTagsForResourceResponse",
      namespace: "http://elasticache.amazonaws.com/doc/2015-02-02/",
    });
    expect(child(child(root, "ListTagsForResourceResult"), "TagList")?.children).toEqual([]);
  });

  it("names the elements of its lists member", () => {
    const document = parse(userGroup);
    const root = document.kind === "well-formed" ? document.root : undefined;
    expect(child(root, "UserIds")?.children.map(({ name, text }) => [name, text])).toEqual([
      ["member", "default"],
    ]);
  });
});

describe("XML", () => {
  it("is read with its text, its CDATA and its entities", () => {
    const root = {
      name: "A",
      namespace: "",
      children: [],
      text: "1 & 2 < 3",
      markup: ["a CDATA section"],
    };
    const document = {
      kind: "well-formed",
      root,
      encoding: undefined,
      version: undefined,
      prefixed: [],
    };
    expect(parse("<A>1 &amp; <![CDATA[2 < 3]]></A>")).toEqual(document);
    expect(parse("<A>1 &amp; <![CDATA[2 < 3]]></A>")).toEqual(document);
  });

  it("lists an element and all below it in order", () => {
    const document = parse("<A><B><C/></B><D/></A>");
    const all = document.kind === "well-formed" ? descendants(document.root) : [];
    expect(all.map(({ name }) => name)).toEqual(["A", "B", "C", "D"]);
  });
});

describe("text that is no XML", () => {
  it.each([
    ["a bare ampersand", "<A>x & y</A>"],
    ["a bare bracket", "<A>x < y</A>"],
    ["an element that is not closed", "<A><B></A>"],
    ["two roots", "<A/><A/>"],
    ["nothing", ""],
    ["a control character", "<A>\u0001</A>"],
    ["an entity that XML does not have", "<A>&nbsp;</A>"],
  ])("%s is malformed", (_, text) => {
    expect(parse(text)).toEqual({ kind: "malformed", reason: expect.stringMatching(/./) });
  });

  it.each<readonly [string, string, RegExp]>([
    ["40,000 levels", "<a>".repeat(40_000) + "</a>".repeat(40_000), /more than 64 elements deep/],
    ["levels that never end", "<a>".repeat(100_000), /more than 64 elements deep/],
    ["a million elements", `<a>${"<b/>".repeat(1e6)}</a>`, /more than 200000 elements/],
    ["levels within what is malformed", `&;<a>${"<b>".repeat(9000)}`, /more than 64 elements deep/],
  ])("is not read to its end where it has %s (D7)", (_, body, says) => {
    const begun = performance.now();
    expect(parse(body)).toEqual({ kind: "oversized", reason: expect.stringMatching(says) });
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  it("is told from an answer of the service", () => {
    expect(looksLikeAnswer('<?xml version="1.0"?>\n<DescribeUsersResponse xmlns="x">')).toBe(true);
    expect(looksLikeAnswer("<ErrorResponse><Error>")).toBe(true);
    expect(looksLikeAnswer("  <ns:DescribeUsersResponse>")).toBe(true);
    expect(looksLikeAnswer("<html><body>")).toBe(false);
    expect(looksLikeAnswer("<html><ErrorResponse>")).toBe(false);
    expect(looksLikeAnswer("<Responses>")).toBe(false);
    expect(looksLikeAnswer("{}")).toBe(false);
  });
});
