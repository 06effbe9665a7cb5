import type { Command } from "../models/contract/contract.ts";

/** A request that each client says; of a list, how many pages are read until it is taken for one without end. */
export interface Asked extends Pick<Command, "operation" | "input"> {
  readonly mostPages?: number;
}

/** Who is there before a client begins: enough for a second page. */
export const population: readonly Command<"CreateUser">[] = Array.from(
  { length: 25 },
  (_, index) => ({
    operation: "CreateUser",
    input: {
      UserId: `p-${index}`,
      UserName: `p-${index}`,
      Engine: "redis",
      AccessString: "on ~* +@all",
      NoPasswordRequired: true,
    },
  }),
);

const arn = "arn:aws:elasticache:us-east-1:123456789012:user:ann";

const ann = {
  UserId: "ann",
  UserName: "ann",
  Engine: "redis",
  AccessString: "on ~app:* -@all +@read",
  AuthenticationMode: { Type: "password", Passwords: ["correct-horse-battery"] },
  Tags: [
    { Key: "stage", Value: "a & b" },
    { Key: "team", Value: "" },
  ],
} as const;

/** What is said where answers are damaged: something of each kind of answer. */
export const script: readonly Asked[] = [
  { operation: "CreateUser", input: ann },
  { operation: "CreateUser", input: { ...ann, AccessString: "on ~* +@all" } },
  { operation: "DescribeUsers", input: { UserId: "ann" } },
  { operation: "DescribeUsers", input: { UserId: "nobody" } },
  { operation: "ModifyUser", input: { UserId: "ann", AccessString: "off ~* -@all +get" } },
  { operation: "ListTagsForResource", input: { ResourceName: arn } },
  {
    operation: "CreateUserGroup",
    input: { UserGroupId: "group", Engine: "redis", UserIds: ["default", "ann"] },
  },
  { operation: "DescribeUserGroups", input: { UserGroupId: "group" } },
  { operation: "DescribeUsers", input: { UserId: "ann", Engine: "redis" } },
  { operation: "DescribeUsers", input: { MaxRecords: 20 }, mostPages: 8 },
];

/** What is said too where nothing is damaged: the rest of the operations, and the errors that a service without windows gives. */
export const rest: readonly Asked[] = [
  { operation: "DescribeUserGroups", input: { UserGroupId: "nothing" } },
  { operation: "CreateUser", input: { ...ann, UserId: "1" } },
  {
    operation: "CreateUser",
    input: { ...ann, UserId: "bob", AuthenticationMode: { Type: "password" } },
  },
  {
    operation: "CreateUserGroup",
    input: { UserGroupId: "group", Engine: "redis", UserIds: ["default"] },
  },
  {
    operation: "CreateUserGroup",
    input: { UserGroupId: "other", Engine: "redis", UserIds: ["ann"] },
  },
  {
    operation: "CreateUser",
    input: { ...ann, UserId: "twin", Tags: [] },
  },
  { operation: "ModifyUserGroup", input: { UserGroupId: "group", UserIdsToAdd: ["twin"] } },
  { operation: "ModifyUserGroup", input: { UserGroupId: "group", UserIdsToRemove: ["ann"] } },
  { operation: "ModifyUserGroup", input: { UserGroupId: "group", UserIdsToAdd: ["p-0"] } },
  { operation: "DeleteUser", input: { UserId: "default" } },
  { operation: "DeleteUser", input: { UserId: "nobody" } },
  {
    operation: "AddTagsToResource",
    input: { ResourceName: arn, Tags: [{ Key: "k", Value: "v" }] },
  },
  { operation: "RemoveTagsFromResource", input: { ResourceName: arn, TagKeys: ["k"] } },
  { operation: "RemoveTagsFromResource", input: { ResourceName: arn, TagKeys: ["never"] } },
  { operation: "ListTagsForResource", input: { ResourceName: "nonsense" } },
  {
    operation: "AddTagsToResource",
    input: {
      ResourceName: arn,
      Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: "v" })),
    },
  },
  { operation: "DeleteUser", input: { UserId: "twin" } },
  { operation: "DeleteUserGroup", input: { UserGroupId: "group" } },
];
