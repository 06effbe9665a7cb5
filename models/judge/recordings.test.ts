import { describe, expect, it } from "vitest";

import { recordings } from "../rules/evidence.ts";
import { violationsIn, brokenIn, type Change, falsified, recorded } from "./exchanges.fixtures.ts";

describe("answers that AWS gave", () => {
  it.each(recordings)("finds nothing wrong with $name", ({ exchanges, known, knownGroups }) => {
    expect(violationsIn(exchanges, known, knownGroups)).toEqual([]);
  });
});

describe("answers that AWS did not give", () => {
  const lies: readonly (readonly [string, string, Change])[] = [
    [
      "a list and a list again",
      "describe-users/unchanged-by-reading",
      (user) => ({ ...user, AccessString: user.UserId === "default" ? "on ~* +@all" : "on +@all" }),
    ],
    [
      "a list and a list again",
      "describe-users/default-user",
      (user) => ({ ...user, Engine: "valkey" }),
    ],
    [
      "a list and a list again",
      "describe-users/no-password-has-no-count",
      (user) => ({ ...user, Authentication: { Type: "no-password", PasswordCount: 0 } }),
    ],
    [
      "access string and authentication modified together",
      "describe-users/shows-what-modify-answered",
      (user) => ({ ...user, AccessString: "off -@all" }),
    ],
    [
      "a user deleted, and seen deleting",
      "describe-users/deleting",
      (user) => ({ ...user, Status: "active" }),
    ],
    [
      "a user deleted, and seen deleting",
      "describe-users/arn",
      (user) => ({ ...user, ARN: "arn:aws:elasticache:us-east-1:123456789012:user/c7n-user" }),
    ],
    [
      "an access string that gets a base",
      "create-user/access-string-adds-base",
      (user) => ({ ...user, AccessString: "on ~app:* +@read" }),
    ],
    [
      "an access string that gets a base",
      "create-user/password-count",
      (user) => ({ ...user, Authentication: { Type: "password", PasswordCount: 2 } }),
    ],
    [
      "a second user of the name default, off",
      "create-user/access-string-fixed-points",
      (user) => ({ ...user, AccessString: "off ~* -@all resetchannels" }),
    ],
    [
      "a second user of the name default, off",
      "create-user/no-password-type",
      (user) => ({ ...user, Authentication: { Type: "no-password-required" } }),
    ],
    [
      "a modified user, settled",
      "describe-users/arn",
      (user) => ({ ...user, ARN: "arn:aws-cn:elasticache:us-east-1:111111111111:user:audited" }),
    ],
    [
      "a modified user, settled",
      "describe-users/status-is-known",
      (user) => ({ ...user, Status: "available" }),
    ],
    [
      "a user group of two users, settled",
      "describe-user-groups/arn",
      (group) => ({ ...group, ARN: group.ARN?.replace(":usergroup:", ":user-group:") }),
    ],
    [
      "a user group of two users, settled",
      "describe-user-groups/user-ids-in-lower-case",
      (group) => ({ ...group, UserIds: ["CdkRd-Hunt-Reader"] }),
    ],
    [
      "a user group that is modifying",
      "modify-user-group/arn",
      (group) => ({ ...group, ARN: group.ARN?.replace("eu-west-1", "us-east-1") }),
    ],
    [
      "a user group that is modifying",
      "modify-user-group/status-is-known",
      (group) => ({ ...group, Status: "pending" }),
    ],
  ];

  it.each(lies)("%s: %s", (name, rule, change) => {
    const { exchanges, known, knownGroups } = falsified(recorded(name), change);
    expect(brokenIn(exchanges, known, knownGroups)).toContain(rule);
  });

  it("has a lie for every recording", () => {
    expect(new Set(lies.map(([name]) => name))).toEqual(
      new Set(recordings.map(({ name }) => name)),
    );
  });
});
