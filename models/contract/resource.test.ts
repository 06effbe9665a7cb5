import { describe, expect, it } from "vitest";

import { arnOf } from "./placeholder.ts";
import { namedIn, resourceKey, resourceOf, subjectOf } from "./resource.ts";

const user = (id: string) => ({ kind: "user", id }) as const;
const group = (id: string) => ({ kind: "usergroup", id }) as const;

describe("the ARN that stands for a resource", () => {
  it.each([user("u-0"), group("g-0")])("is read as it was written: %o", (resource) => {
    expect(resourceOf(arnOf(resource.kind, resource.id))).toEqual(resource);
  });

  it("names a resource whatever the case of its id", () => {
    expect(resourceOf("{{arn:user:U-0}}")).toEqual(user("u-0"));
  });

  it.each([
    undefined,
    "",
    "u-0",
    "{{arn-of-other-region:user:u-0}}",
    "{{arn:cluster:u-0}}",
    "{{arn:user:}}",
    "{{arn:user:u-0}} ",
    " {{arn:user:u-0}}",
    "{{arn:user:u-0}}}",
  ])("is nothing where it is wrong: %s", (name) => {
    expect(resourceOf(name)).toBeUndefined();
  });
});

describe("a request", () => {
  it("names all of its users and groups, in lower case", () => {
    expect(namedIn({})).toEqual([]);
    expect(namedIn({ UserId: "U-0" })).toEqual([user("u-0")]);
    expect(namedIn({ UserGroupId: "G-0", UserIds: ["u-0", "U-1"] })).toEqual([
      user("u-0"),
      user("u-1"),
      group("g-0"),
    ]);
    expect(
      namedIn({ UserGroupId: "g-0", UserIdsToAdd: ["U-2"], UserIdsToRemove: ["u-3"] }),
    ).toEqual([user("u-2"), user("u-3"), group("g-0")]);
    expect(namedIn({ ResourceName: arnOf("usergroup", "G-1") })).toEqual([group("g-1")]);
    expect(namedIn({ ResourceName: "u-0" })).toEqual([]);
  });

  it("is about one of them, or about none", () => {
    expect(subjectOf({ UserId: "U-0" })).toEqual(user("u-0"));
    expect(subjectOf({ UserGroupId: "G-0", UserIds: ["u-0"] })).toEqual(group("g-0"));
    expect(subjectOf({ ResourceName: arnOf("user", "U-1") })).toEqual(user("u-1"));
    expect(subjectOf({ ResourceName: "u-0" })).toBeUndefined();
    expect(subjectOf({ MaxRecords: 20 })).toBeUndefined();
  });

  it("has a name for each that no other has", () => {
    expect([user("a"), group("a")].map(resourceKey)).toEqual(["user:a", "usergroup:a"]);
  });
});
