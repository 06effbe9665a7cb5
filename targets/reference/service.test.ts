import { describe, expect, it } from "vitest";

import {
  accepted,
  arn,
  closed,
  iam,
  inhabited,
  open,
  service,
  user,
  word,
} from "./inhabited.fixtures.ts";
import { annShown, ann } from "./service.fixtures.ts";
import { createReference } from "./service.ts";

describe("a user", () => {
  it("is shown as it was made, its id in lower case", () => {
    const all = service();
    expect(all.say("CreateUser", ann)).toEqual(accepted(annShown));
    expect(all.say("DescribeUsers", { UserId: "Ann" })).toEqual(
      accepted({ Users: { member: [annShown] } }),
    );
  });

  it.each([
    [open, { Type: "no-password" }, "6.0"],
    [{ AuthenticationMode: { Type: "no-password-required" } }, { Type: "no-password" }, "6.0"],
    [closed, { Type: "password", PasswordCount: 1 }, "6.0"],
    [{ Passwords: [word, word] }, { Type: "password", PasswordCount: 1 }, "6.0"],
    [
      { AuthenticationMode: { Type: "password", Passwords: [word, `${word}y`] } },
      { Type: "password", PasswordCount: 2 },
      "6.0",
    ],
    [{ ...iam, UserName: "ANN" }, { Type: "iam" }, "7.0"],
    [{ ...closed, Engine: "Valkey" }, { Type: "password", PasswordCount: 1 }, "7.2"],
    [{ ...open, AccessString: "on %R~a" }, { Type: "no-password" }, "7.0"],
  ])("proves who it is by %j", (wish, Authentication, MinimumEngineVersion) => {
    expect(service().say("CreateUser", user("ANN", wish))).toMatchObject(
      accepted({ Authentication, MinimumEngineVersion }),
    );
  });

  it("changes at once, and takes its time to be active again", () => {
    const all = service();
    all.say("CreateUser", ann);
    const changed = { ...annShown, Status: "modifying", AccessString: "off -@all" };
    expect(all.say("ModifyUser", { UserId: "Ann", AccessString: "off" })).toEqual(
      accepted(changed),
    );
    all.pass(999);
    expect(all.say("DescribeUsers", { UserId: "ann" })).toEqual(
      accepted({ Users: { member: [changed] } }),
    );
    all.pass(1);
    expect(all.say("DescribeUsers", { UserId: "ann" })).toEqual(
      accepted({ Users: { member: [{ ...changed, Status: "active" }] } }),
    );
  });

  it("keeps what a change does not name, and gets rules appended", () => {
    const all = service();
    all.say("CreateUser", user("ann", { ...closed, AccessString: "on %R~a" }));
    const { result } = Object.assign(
      { result: {} },
      all.say("ModifyUser", { UserId: "ann", AppendAccessString: "+get" }),
    );
    expect(result).toMatchObject({
      AccessString: "on %R~a resetchannels -@all +get",
      Authentication: { Type: "password", PasswordCount: 1 },
      MinimumEngineVersion: "7.0",
    });
    all.pass(1000);
    expect(all.say("ModifyUser", { UserId: "ann", Engine: "VALKEY" })).toMatchObject(
      accepted({ Engine: "valkey", AccessString: "on %R~a resetchannels -@all +get" }),
    );
    all.pass(1000);
    expect(all.say("ModifyUser", { UserId: "ann", ...iam })).toMatchObject(
      accepted({ Authentication: { Type: "iam" } }),
    );
  });

  it("leaves, and is gone with its tags after a while", () => {
    const all = service();
    const ResourceName = arn("user:ann");
    all.say("CreateUser", { ...ann, Tags: [{ Key: "k" }] });
    expect(all.say("DeleteUser", { UserId: "Ann" })).toEqual(
      accepted({ ...annShown, Status: "deleting" }),
    );
    all.pass(999);
    expect(all.say("DescribeUsers", { UserId: "ann" }).kind).toBe("accepted");
    all.pass(1);
    expect(all.say("DescribeUsers", { UserId: "ann" })).toMatchObject({ code: "UserNotFound" });
    all.say("CreateUser", ann);
    all.pass(1000);
    expect(all.say("ListTagsForResource", { ResourceName })).toEqual(accepted({ TagList: "" }));
  });
});

describe("lists", () => {
  const idsIn = (answer: object): readonly string[] =>
    [...JSON.stringify(answer).matchAll(/"User(?:Group)?Id":"([\w-]+)"/g)].map(([, id = ""]) => id);
  const markerIn = (answer: object): string | undefined =>
    /"Marker":"([\w-]+)"/.exec(JSON.stringify(answer))?.[1];

  it("show all in order of their ids, page by page", () => {
    const all = inhabited();
    const whole = idsIn(all.say("DescribeUsers", {}));
    expect(whole).toEqual(["ann", "bob", "busy", "default", "dora", "eve", "ida", "late", "vera"]);
    const first = all.say("DescribeUsers", { MaxRecords: 5 });
    const second = all.say("DescribeUsers", { MaxRecords: 4, Marker: markerIn(first) ?? "" });
    expect([...idsIn(first), ...idsIn(second)]).toEqual(whole);
    expect(markerIn(second)).toBeUndefined();
    expect(markerIn(all.say("DescribeUsers", {}))).toBeUndefined();

    const groups = all.say("DescribeUserGroups", { MaxRecords: 2 });
    expect(idsIn(groups)).toEqual(["busy", "g"]);
    const rest = all.say("DescribeUserGroups", { MaxRecords: 2, Marker: markerIn(groups) ?? "" });
    expect(idsIn(rest)).toEqual(["late", "v"]);
    expect(markerIn(rest)).toBeUndefined();
  });

  it("show a hundred where no number is asked for", () => {
    const all = service();
    for (let turn = 0; turn < 101; turn += 1) {
      all.say("CreateUser", user(`u${turn}`, open));
      all.say("CreateUserGroup", { UserGroupId: `g${turn}`, Engine: "valkey" });
    }
    expect(idsIn(all.say("DescribeUsers", {}))).toHaveLength(100);
    expect(idsIn(all.say("DescribeUserGroups", {}))).toHaveLength(100);
  });

  it("show those that were asked for", () => {
    const all = inhabited();
    expect(idsIn(all.say("DescribeUsers", { Engine: "Valkey" }))).toEqual(["vera"]);
    const Filters = [{ Name: "UserId", Values: ["vera", "ann", "nobody"] }];
    expect(idsIn(all.say("DescribeUsers", { Filters }))).toEqual(["ann", "vera"]);
    const other = [{ Name: "other", Values: ["ann"] }];
    expect(idsIn(all.say("DescribeUsers", { Filters: other }))).toHaveLength(9);
  });
});

describe("tags", () => {
  const ResourceName = arn("user:ann");
  const list = (...tags: readonly (readonly [string, string])[]) =>
    accepted({ TagList: { Tag: tags.map(([Key, Value]) => ({ Key, Value })) } });

  it("come, change and go, each in its place, and lock what has them for a while", () => {
    const all = service();
    all.say("CreateUser", { ...ann, Tags: [{ Key: "a", Value: "1" }, { Key: "b" }] });
    expect(all.say("ListTagsForResource", { ResourceName })).toMatchObject({ kind: "refused" });
    all.pass(999);
    expect(all.say("ListTagsForResource", { ResourceName })).toMatchObject({ kind: "refused" });
    all.pass(1);
    expect(all.say("ListTagsForResource", { ResourceName })).toEqual(list(["a", "1"], ["b", ""]));
    all.pass(999);
    expect(all.say("ListTagsForResource", { ResourceName })).toMatchObject({ kind: "refused" });
    all.pass(1);
    const Tags = [
      { Key: "c", Value: "3" },
      { Key: "a", Value: "2" },
    ];
    expect(all.say("AddTagsToResource", { ResourceName, Tags })).toEqual(
      list(["a", "2"], ["b", ""], ["c", "3"]),
    );
    all.pass(1000);
    expect(all.say("RemoveTagsFromResource", { ResourceName, TagKeys: ["a", "c"] })).toEqual(
      list(["b", ""]),
    );
    all.pass(1000);
    expect(all.say("RemoveTagsFromResource", { ResourceName, TagKeys: ["b"] })).toEqual(
      accepted({ TagList: "" }),
    );
    all.pass(1000);
    expect(all.say("RemoveTagsFromResource", { ResourceName, TagKeys: ["b"] })).toMatchObject({
      code: "TagNotFound",
    });
  });

  it("of a group are its own, and go with it", () => {
    const all = service();
    const group = { UserGroupId: "ann", Engine: "valkey" };
    all.say("CreateUser", { ...ann, Tags: [{ Key: "u" }] });
    all.say("CreateUserGroup", { ...group, Tags: [{ Key: "g" }] });
    all.pass(1000);
    const named = { ResourceName: arn("usergroup:ann") };
    expect(all.say("ListTagsForResource", named)).toEqual(list(["g", ""]));
    expect(all.say("ListTagsForResource", { ResourceName })).toEqual(list(["u", ""]));
    all.say("DeleteUserGroup", { UserGroupId: "ann" });
    all.pass(1000);
    all.say("CreateUserGroup", group);
    all.pass(1000);
    expect(all.say("ListTagsForResource", named)).toEqual(accepted({ TagList: "" }));
  });

  it("may be fifty, whatever they replace", () => {
    const all = service();
    const tags = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: "v".repeat(256) }));
    all.say("CreateUser", { ...ann, Tags: tags(49) });
    all.pass(1000);
    expect(all.say("AddTagsToResource", { ResourceName, Tags: tags(50) }).kind).toBe("accepted");
    all.pass(1000);
    const Tags = [{ Key: "k".repeat(128) }];
    expect(all.say("AddTagsToResource", { ResourceName, Tags })).toMatchObject({
      code: "TagQuotaPerResourceExceeded",
    });
  });
});

describe("places", () => {
  it("are told apart by region and account, and forgotten together", () => {
    const all = service();
    all.say("CreateUser", ann);
    expect(all.say("DescribeUsers", { UserId: "ann" }, "cn-north-1")).toMatchObject({
      code: "UserNotFound",
    });
    expect(all.say("CreateUser", ann, "cn-north-1")).toMatchObject(
      accepted({ ARN: "arn:aws-cn:elasticache:cn-north-1:123456789012:user:ann" }),
    );
    expect(all.say("CreateUser", ann, "us-gov-west-1")).toMatchObject(
      accepted({ ARN: "arn:aws-us-gov:elasticache:us-gov-west-1:123456789012:user:ann" }),
    );
    const other = { region: "us-east-1", account: "210987654321", together: 0 };
    expect(all.perform("DescribeUsers", { UserId: "ann" }, other).kind).toBe("refused");
    all.reset();
    expect(all.say("DescribeUsers", { UserId: "ann" }).kind).toBe("refused");
  });

  it("settle at once where nothing takes its time", () => {
    const quick = createReference({ account: "111111111111" });
    const say = (...[operation, input]: Parameters<ReturnType<typeof service>["say"]>) =>
      quick.perform(operation, input, { region: "us-east-1", account: undefined, together: 0 });
    expect(say("CreateUser", ann)).toMatchObject(
      accepted({ ARN: "arn:aws:elasticache:us-east-1:111111111111:user:ann" }),
    );
    say("CreateUserGroup", { UserGroupId: "g", Engine: "redis", UserIds: ["default", "ann"] });
    expect(say("DescribeUserGroups", {})).toMatchObject(
      accepted({ UserGroups: { member: [{ Status: "active" }] } }),
    );
    expect(say("DescribeUsers", { UserId: "ann" })).toMatchObject(
      accepted({ Users: { member: [{ Status: "active" }] } }),
    );
    expect(
      say("ListTagsForResource", {
        ResourceName: arn("user:ann").replace(/\d{12}/, "1".repeat(12)),
      }),
    ).toEqual(accepted({ TagList: "" }));
  });
});
