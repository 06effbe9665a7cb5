/** The operations that show users, those that show groups, and those on tags. */
export const ofUsers = ["CreateUser", "ModifyUser", "DeleteUser", "DescribeUsers"] as const;
export const ofGroups = [
  "CreateUserGroup",
  "ModifyUserGroup",
  "DeleteUserGroup",
  "DescribeUserGroups",
] as const;
export const ofTags = [
  "ListTagsForResource",
  "AddTagsToResource",
  "RemoveTagsFromResource",
] as const;
