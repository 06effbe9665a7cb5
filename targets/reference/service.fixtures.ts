import { arn, open, user } from "./inhabited.fixtures.ts";

export const annShown = {
  UserId: "ann",
  UserName: "Ann",
  Status: "active",
  Engine: "redis",
  MinimumEngineVersion: "6.0",
  AccessString: "on ~* +@all",
  UserGroupIds: "",
  Authentication: { Type: "no-password" },
  ARN: arn("user:ann"),
};

export const groupShown = {
  UserGroupId: "g",
  Status: "creating",
  Engine: "redis",
  UserIds: { member: ["dora"] },
  MinimumEngineVersion: "6.0",
  ReplicationGroups: "",
  ServerlessCaches: "",
  ARN: arn("usergroup:g"),
};

export const ann = user("ANN", { ...open, UserName: "Ann" });
