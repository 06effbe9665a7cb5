import type { Input, OperationName } from "./contract.ts";

/** The members of each request, as the API model names them. */
export const requestMembers = {
  CreateUser: [
    "UserId",
    "UserName",
    "Engine",
    "Passwords",
    "AccessString",
    "NoPasswordRequired",
    "Tags",
    "AuthenticationMode",
  ],
  ModifyUser: [
    "UserId",
    "AccessString",
    "AppendAccessString",
    "Passwords",
    "NoPasswordRequired",
    "AuthenticationMode",
    "Engine",
  ],
  DescribeUsers: ["Engine", "UserId", "Filters", "MaxRecords", "Marker"],
  DeleteUser: ["UserId"],
  CreateUserGroup: ["UserGroupId", "Engine", "UserIds", "Tags"],
  ModifyUserGroup: ["UserGroupId", "UserIdsToAdd", "UserIdsToRemove", "Engine"],
  DescribeUserGroups: ["UserGroupId", "MaxRecords", "Marker"],
  DeleteUserGroup: ["UserGroupId"],
  ListTagsForResource: ["ResourceName"],
  AddTagsToResource: ["ResourceName", "Tags"],
  RemoveTagsFromResource: ["ResourceName", "TagKeys"],
} as const satisfies { readonly [K in OperationName]: readonly (keyof Input<K>)[] };

/** True of a name that an operation under contract has. */
export const isOperation = (name: string): name is OperationName =>
  Object.hasOwn(requestMembers, name);

/** The one Action by which we find out what a target makes of an operation that nobody has. */
export const unknownAction = "DescribeUzers";
