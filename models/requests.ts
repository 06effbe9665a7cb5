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

/** The members without which AWS's own clients send no request (F025; MODEL, `required`). */
const requiredMembers: { readonly [K in OperationName]?: readonly (keyof Input<K>)[] } = {
  CreateUser: ["UserId", "UserName", "Engine", "AccessString"],
  ModifyUser: ["UserId"],
  DeleteUser: ["UserId"],
  CreateUserGroup: ["UserGroupId", "Engine"],
  ModifyUserGroup: ["UserGroupId"],
  DeleteUserGroup: ["UserGroupId"],
  ListTagsForResource: ["ResourceName"],
  AddTagsToResource: ["ResourceName", "Tags"],
  RemoveTagsFromResource: ["ResourceName", "TagKeys"],
};

/** Members that AWS's own clients do not send when they are empty (MODEL, `min: 1`). */
const neverEmpty: ReadonlySet<string> = new Set([
  "UserId",
  "UserName",
  "Passwords",
  "UserIds",
  "UserIdsToAdd",
  "UserIdsToRemove",
  "Values",
]);

/** True of a request that clients which check it by the API model, as the AWS CLI does, do not let out. */
export function isHeldBack(operation: OperationName, input: object): boolean {
  const required: readonly string[] = requiredMembers[operation] ?? [];
  return required.some((name) => !(name in input)) || holdsTooLittle(input);
}

function holdsTooLittle(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some((part) => holdsTooLittle(part));
  const isFilter = "Name" in value !== "Values" in value;
  return (
    isFilter ||
    Object.entries(value).some(
      ([name, part]) =>
        (neverEmpty.has(name) && (part === "" || isEmptyIn(part))) || holdsTooLittle(part),
    )
  );
}

/** True of an empty list, and of one that holds an empty text. */
const isEmptyIn = (part: unknown): boolean =>
  Array.isArray(part) && (part.length === 0 || part.includes(""));

/** The members of a request as they stand in the form of the query protocol: `Passwords.member.1`, `Tags.Tag.1.Key` (F005). */
export function formOf(action: string, input: object): URLSearchParams {
  const form = new URLSearchParams({ Action: action });
  const write = (path: string, value: unknown): void => {
    if (Array.isArray(value)) {
      const item = path === "Tags" ? "Tag" : "member";
      for (const [index, part] of value.entries()) write(`${path}.${item}.${index + 1}`, part);
      if (value.length === 0) form.append(path, "");
    } else if (typeof value === "object" && value !== null)
      for (const [name, part] of Object.entries(value))
        write(path === "" ? name : `${path}.${name}`, part);
    else if (typeof value === "string") form.append(path, value);
    else if (value !== undefined) form.append(path, JSON.stringify(value));
  };
  write("", input);
  return form;
}

/** True of a name that an operation under contract has. */
export const isOperation = (name: string): name is OperationName =>
  Object.hasOwn(requestMembers, name);

/** The one Action by which we find out what a target makes of an operation that nobody has. */
export const unknownAction = "DescribeUzers";
