import { boolean, integer, list, someOf, structure, text } from "./shape.ts";

const userId = { type: "string", min: 1, holds: "user" } as const;
const userName = { type: "string", min: 1, holds: "user name" } as const;
const cache = { type: "string", holds: "cache" } as const;
const userGroupId = { type: "string", holds: "usergroup" } as const;
const tags = {
  type: "list",
  of: structure({ Key: text, Value: text }),
  item: "Tag",
} as const;

/** The members of all requests: each is declared here, and nowhere else. */
export const members = {
  UserId: userId,
  UserName: userName,
  Engine: text,
  Passwords: someOf({ type: "string", min: 1 }),
  AccessString: text,
  AppendAccessString: text,
  NoPasswordRequired: boolean,
  Tags: tags,
  /** How a user proves who it is, in the newer spelling. `Type`: password, no-password-required or iam (F011). */
  AuthenticationMode: structure({
    Type: text,
    Passwords: someOf({ type: "string", min: 1 }),
  }),
  Filters: list({
    ...structure({ Name: text, Values: someOf(userId) }),
    required: ["Name", "Values"],
  }),
  UserIds: someOf(userId),
  UserIdsToAdd: someOf(userId),
  UserIdsToRemove: someOf(userId),
  UserGroupId: userGroupId,
  ResourceName: { type: "string", holds: "arn" },
  TagKeys: list(text),
  MaxRecords: integer,
  Marker: text,
} as const;

type MemberName = keyof typeof members;

/** What the API model says of a request. */
interface Request {
  /** Without these, AWS's own clients send no request (F025; MODEL, `required`). */
  readonly required: readonly MemberName[];
  readonly optional: readonly MemberName[];
}

/** The operations under contract, with the members of their requests. */
export const requests = {
  CreateUser: {
    required: ["UserId", "UserName", "Engine", "AccessString"],
    optional: ["Passwords", "NoPasswordRequired", "Tags", "AuthenticationMode"],
  },
  ModifyUser: {
    required: ["UserId"],
    optional: [
      "AccessString",
      "AppendAccessString",
      "Passwords",
      "NoPasswordRequired",
      "AuthenticationMode",
      "Engine",
    ],
  },
  DescribeUsers: {
    required: [],
    optional: ["Engine", "UserId", "Filters", "MaxRecords", "Marker"],
  },
  DeleteUser: { required: ["UserId"], optional: [] },
  CreateUserGroup: { required: ["UserGroupId", "Engine"], optional: ["UserIds", "Tags"] },
  ModifyUserGroup: {
    required: ["UserGroupId"],
    optional: ["UserIdsToAdd", "UserIdsToRemove", "Engine"],
  },
  DescribeUserGroups: { required: [], optional: ["UserGroupId", "MaxRecords", "Marker"] },
  DeleteUserGroup: { required: ["UserGroupId"], optional: [] },
  ListTagsForResource: { required: ["ResourceName"], optional: [] },
  AddTagsToResource: { required: ["ResourceName", "Tags"], optional: [] },
  RemoveTagsFromResource: { required: ["ResourceName", "TagKeys"], optional: [] },
} as const satisfies Readonly<Record<string, Request>>;

/** A user as every operation answers it (F006). */
export const user = structure({
  UserId: userId,
  UserName: userName,
  Status: text,
  Engine: text,
  MinimumEngineVersion: text,
  AccessString: text,
  UserGroupIds: list(userGroupId),
  /** `Type` reads back as password, no-password or iam: not the spelling of the request (F012). */
  Authentication: structure({ Type: text, PasswordCount: integer }),
  ARN: text,
});

/** A user group as every operation answers it (F007). */
export const userGroup = structure({
  UserGroupId: userGroupId,
  Status: text,
  Engine: text,
  UserIds: list(userId),
  MinimumEngineVersion: text,
  /** What a group that is `modifying` will lose and gain (F178). */
  PendingChanges: structure({ UserIdsToRemove: list(userId), UserIdsToAdd: list(userId) }),
  ReplicationGroups: list(cache),
  ServerlessCaches: list(cache),
  ARN: text,
});

/** What every operation on tags answers (F024). */
export const tagList = structure({ TagList: tags });

/** The results of the operations. */
export const results = {
  CreateUser: user,
  ModifyUser: user,
  DescribeUsers: structure({ Marker: text, Users: list(user) }),
  DeleteUser: user,
  CreateUserGroup: userGroup,
  ModifyUserGroup: userGroup,
  DescribeUserGroups: structure({ Marker: text, UserGroups: list(userGroup) }),
  DeleteUserGroup: userGroup,
  ListTagsForResource: tagList,
  AddTagsToResource: tagList,
  RemoveTagsFromResource: tagList,
} as const satisfies { readonly [K in keyof typeof requests]: object };
