import { describe, expect, it } from "vitest";

import { accepted, closed, iam, inhabited, open, service, user } from "./inhabited.fixtures.ts";
import { groupShown } from "./service.fixtures.ts";

describe("a user group", () => {
  const all = () => {
    const made = service();
    made.say("CreateUser", user("dora", { ...open, UserName: "default" }));
    made.say("CreateUser", user("ann", open));
    return made;
  };
  const wanted = { UserGroupId: "G", Engine: "Redis", UserIds: ["Dora", "dora"] };
  const statusOf = (made: ReturnType<typeof all>, UserId: string) =>
    JSON.stringify(made.say("DescribeUsers", { UserId })).replace(/.*"Status":"(\w+)".*/, "$1");

  it("is active after a while, as its users are meanwhile busy", () => {
    const made = all();
    expect(made.say("CreateUserGroup", wanted)).toEqual(accepted(groupShown));
    expect([statusOf(made, "dora"), statusOf(made, "ann")]).toEqual(["modifying", "active"]);
    made.pass(999);
    expect(made.say("DescribeUserGroups", {})).toEqual(
      accepted({ UserGroups: { member: [groupShown] } }),
    );
    made.pass(1);
    expect(statusOf(made, "dora")).toBe("active");
    expect(made.say("DescribeUserGroups", { UserGroupId: "G" })).toEqual(
      accepted({ UserGroups: { member: [{ ...groupShown, Status: "active" }] } }),
    );
    expect(made.say("DescribeUsers", { UserId: "dora" })).toMatchObject(
      accepted({ Users: { member: [{ UserGroupIds: { member: ["g"] } }] } }),
    );
  });

  it("shows what is to come, and then has come", () => {
    const made = all();
    made.say("CreateUserGroup", wanted);
    made.pass(1000);
    const changing = {
      ...groupShown,
      Status: "modifying",
      PendingChanges: { UserIdsToRemove: "", UserIdsToAdd: { member: ["ann"] } },
    };
    expect(made.say("ModifyUserGroup", { UserGroupId: "g", UserIdsToAdd: ["Ann"] })).toEqual(
      accepted(changing),
    );
    expect([statusOf(made, "dora"), statusOf(made, "ann")]).toEqual(["modifying", "modifying"]);
    made.pass(1000);
    expect(made.say("DescribeUserGroups", {})).toEqual(
      accepted({
        UserGroups: {
          member: [{ ...groupShown, Status: "active", UserIds: { member: ["dora", "ann"] } }],
        },
      }),
    );
    expect(
      made.say("ModifyUserGroup", { UserGroupId: "g", UserIdsToRemove: ["Ann"] }),
    ).toMatchObject(
      accepted({ PendingChanges: { UserIdsToRemove: { member: ["ann"] }, UserIdsToAdd: "" } }),
    );
    made.pass(1000);
    expect(made.say("DescribeUserGroups", {})).toMatchObject(
      accepted({ UserGroups: { member: [{ UserIds: { member: ["dora"] } }] } }),
    );
  });

  it("goes over to another engine with nothing to come", () => {
    const made = service();
    made.say("CreateUser", user("ida", iam));
    made.say("CreateUserGroup", { UserGroupId: "g", Engine: "valkey", UserIds: ["ida"] });
    made.pass(1000);
    made.say("CreateUser", user("dora", { ...closed, UserName: "default" }));
    made.say("ModifyUserGroup", { UserGroupId: "g", UserIdsToAdd: ["dora"] });
    made.pass(1000);
    const answer = made.say("ModifyUserGroup", { UserGroupId: "g", Engine: "Redis" });
    expect(answer).toMatchObject(accepted({ Engine: "redis", MinimumEngineVersion: "7.0" }));
    expect(answer).not.toHaveProperty("result.PendingChanges");
  });

  it("needs the version that its users need, or its engine where it has none", () => {
    const made = inhabited();
    const versions = (["g", "v"] as const).map((UserGroupId) =>
      made.say("DescribeUserGroups", { UserGroupId }),
    );
    expect(versions).toMatchObject(
      ["6.0", "7.2"].map((MinimumEngineVersion) =>
        accepted({ UserGroups: { member: [{ MinimumEngineVersion }] } }),
      ),
    );
    const empty = { UserGroupId: "empty", Engine: "valkey" };
    expect(made.say("CreateUserGroup", empty)).toMatchObject(
      accepted({ MinimumEngineVersion: "7.2", UserIds: "" }),
    );
  });

  it("loses a user that leaves, and leaves without its users", () => {
    const made = all();
    made.say("CreateUser", user("bob", open));
    made.say("CreateUserGroup", { ...wanted, UserIds: ["dora", "ann", "bob"] });
    made.pass(1000);
    made.say("DeleteUser", { UserId: "ann" });
    expect(made.say("DescribeUserGroups", {})).toMatchObject(
      accepted({
        UserGroups: {
          member: [
            {
              Status: "modifying",
              UserIds: { member: ["dora", "ann", "bob"] },
              PendingChanges: { UserIdsToRemove: { member: ["ann"] } },
            },
          ],
        },
      }),
    );
    made.pass(500);
    made.say("DeleteUser", { UserId: "bob" });
    made.pass(999);
    expect(made.say("DescribeUserGroups", {})).toMatchObject(
      accepted({
        UserGroups: {
          member: [
            {
              Status: "modifying",
              PendingChanges: { UserIdsToRemove: { member: ["ann", "bob"] } },
            },
          ],
        },
      }),
    );
    made.pass(1);
    expect(made.say("DeleteUserGroup", { UserGroupId: "G" })).toEqual(
      accepted({ ...groupShown, Status: "deleting" }),
    );
    expect(statusOf(made, "dora")).toBe("modifying");
    made.pass(1000);
    expect(made.say("DescribeUserGroups", {})).toEqual(accepted({ UserGroups: "" }));
    expect(statusOf(made, "dora")).toBe("active");
  });

  it("that leaves is not called back by a user that leaves, nor by one that was leaving", () => {
    const made = all();
    made.say("CreateUserGroup", { UserGroupId: "v", Engine: "redis", UserIds: ["dora", "ann"] });
    made.pass(1000);
    made.say("DeleteUserGroup", { UserGroupId: "v" });
    made.pass(500);
    expect(made.say("DescribeUserGroups", {})).toMatchObject(
      accepted({ UserGroups: { member: [{ Status: "deleting" }] } }),
    );
    expect([statusOf(made, "dora"), statusOf(made, "default")]).toEqual(["modifying", "active"]);
  });

  it("does not disturb the user default, nor one that is leaving", () => {
    const made = all();
    made.say("CreateUserGroup", { UserGroupId: "g", Engine: "redis", UserIds: ["default", "ann"] });
    expect([statusOf(made, "default"), statusOf(made, "ann")]).toEqual(["active", "modifying"]);
    made.pass(1000);
    made.say("DeleteUser", { UserId: "ann" });
    made.pass(999);
    made.say("ModifyUserGroup", { UserGroupId: "g", Engine: "redis" });
    expect(statusOf(made, "ann")).toBe("deleting");
  });
});
