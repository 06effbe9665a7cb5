import { describe, expect, it } from "vitest";

import type { OperationName, AnyInput } from "../../models/contract/contract.ts";
import { without } from "./faults.ts";
import { account, arn, closed, iam, inhabited, open, user, word } from "./inhabited.fixtures.ts";

const missing = (name: string): string =>
  `The parameter ${name} must be provided and must not be blank.`;
const notIdentifier =
  "is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.";
const value = "InvalidParameterValue";
const clash = "InvalidParameterCombination";
const sameName = "User Id and User name must be same for authentication type: iam";
const valkeyOpen = "No-password-required is not allowed for a user with engine Valkey";
const unknownMarker = "The marker is not one that this service gave.";

type Row = readonly [
  operation: OperationName,
  check: string,
  code: string,
  message: string,
  input: AnyInput,
];

const authenticationRows = (operation: OperationName, base: AnyInput): readonly Row[] => [
  [
    operation,
    "passwords in one place",
    clash,
    "Passwords provided via multiple arguments. Use only one argument",
    { ...base, ...closed, AuthenticationMode: { Type: "password", Passwords: [word] } },
  ],
  ...[15, 129].map((length): Row => [
    operation,
    "password length",
    value,
    "Passwords length must be between 16-128 characters.",
    { ...base, Passwords: [word, "y".repeat(length)] },
  ]),
  [
    operation,
    "number of passwords",
    value,
    "Maximum number of passwords allowed in this service is 2.",
    { ...base, AuthenticationMode: { Type: "password", Passwords: [word, word, word] } },
  ],
  [
    operation,
    "password characters",
    value,
    "Passwords contain characters that are not allowed.",
    { ...base, Passwords: [word, `${word}@`] },
  ],
  [
    operation,
    "flag agrees with mode",
    clash,
    "No password required flag is true but provided authentication type is iam",
    { ...base, ...open, ...iam },
  ],
  [
    operation,
    "known authentication type",
    value,
    "Input Authentication type: ldap is not in the allowed list: [password,no-password-required,iam]",
    { ...base, AuthenticationMode: { Type: "ldap" } },
  ],
  [
    operation,
    "passwords fit the type",
    clash,
    "Password field is not allowed with authentication type: no-password-required",
    { ...base, ...open, ...closed },
  ],
  [
    operation,
    "mode password has passwords",
    clash,
    "A user with Authentication Mode: password, must have at least one password",
    { ...base, AuthenticationMode: { Type: "password" } },
  ],
  [
    operation,
    "access string",
    value,
    "The access-string is invalid.",
    { ...base, ...closed, AccessString: "on foo" },
  ],
];

const tagRows = (operation: OperationName, base: AnyInput): readonly Row[] => [
  [operation, "tags have keys", value, "A tag needs a key.", { ...base, Tags: [{ Value: "v" }] }],
  [
    operation,
    "length of tag keys",
    value,
    "Tag keys have at most 128 characters.",
    { ...base, Tags: [{ Key: "k" }, { Key: "k".repeat(129) }] },
  ],
  [
    operation,
    "length of tag values",
    value,
    "Tag values have at most 256 characters.",
    { ...base, Tags: [{ Key: "k", Value: "v".repeat(257) }] },
  ],
  [
    operation,
    "reserved tag keys",
    value,
    "Tag keys that start with aws: are reserved.",
    { ...base, Tags: [{ Key: "aws:k" }] },
  ],
  [
    operation,
    "number of tags",
    "TagQuotaPerResourceExceeded",
    "A resource has at most 50 tags.",
    { ...base, Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}` })) },
  ],
];

const resourceRows = (operation: OperationName, base: AnyInput): readonly Row[] => {
  const named = (check: string, code: string, message: string, ResourceName?: string): Row => [
    operation,
    check,
    code,
    message,
    { ...base, ...(ResourceName === undefined ? {} : { ResourceName }) },
  ];
  const invalid = (check: string, message: string, name: string): Row =>
    named(check, "InvalidARN", message, name);
  return [
    named("ResourceName is required", value, missing("ResourceName")),
    invalid("seven parts", "Input ARN string does not have 7 components.", arn("user:ann:x")),
    invalid(
      "right partition",
      "The partition of the ARN is wrong.",
      arn("user:ann").replace("aws", "aws-cn"),
    ),
    ...["user", "usergroup"].map((kind) =>
      invalid(
        "user or group of ElastiCache",
        "The ARN is of another service or type.",
        arn(`${kind}:ann`).replace("elasticache", "memorydb"),
      ),
    ),
    invalid(
      "user or group of ElastiCache",
      "The ARN is of another service or type.",
      arn("cluster:ann"),
    ),
    ...[
      ["us-east-1", "us-east-2"],
      [account, "210987654321"],
    ].map(([own = "", other = ""]) =>
      invalid(
        "own region and account",
        "The ARN is of another region or account.",
        arn("user:ann").replace(own, other),
      ),
    ),
    named("resource exists", "UserNotFound", "nobody not found.", arn("user:nobody")),
    named("resource exists", "UserGroupNotFound", "ann not found.", arn("usergroup:ann")),
    named(
      "available for tagging",
      "UserNotFound",
      "busy is not available for tagging",
      arn("user:busy"),
    ),
    named(
      "available for tagging",
      "UserGroupNotFound",
      "busy is not available for tagging",
      arn("usergroup:busy"),
    ),
    named(
      "available for tagging",
      "UserNotFound",
      "vera is not available for tagging",
      arn("user:vera"),
    ),
  ];
};

const rows: readonly Row[] = [
  ...(["UserId", "UserName", "Engine", "AccessString"] as const).flatMap((name): Row[] =>
    ["", " "].map((blank) => [
      "CreateUser",
      `${name} is required`,
      value,
      missing(name),
      user("new", { ...open, [name]: blank }),
    ]),
  ),
  ...["a--b", "-a", "a-", "0a", "a_b"].map((id): Row => [
    "CreateUser",
    "identifier",
    value,
    `The parameter UserId ${notIdentifier}`,
    user(id, open),
  ]),
  [
    "CreateUser",
    "known engine",
    value,
    "Engine memcached is not one of: redis, valkey",
    user("new", { ...open, Engine: "memcached" }),
  ],
  ...authenticationRows("CreateUser", user("new")),
  [
    "CreateUser",
    "known authentication type",
    value,
    "Input Authentication type: null is not in the allowed list: [password,no-password-required,iam]",
    user("new"),
  ],
  ["CreateUser", "iam id is name", clash, sameName, user("new", { ...iam, UserName: "New" })],
  [
    "CreateUser",
    "valkey needs authentication",
    clash,
    valkeyOpen,
    user("new", { ...open, Engine: "Valkey" }),
  ],
  ...tagRows("CreateUser", user("new", open)),
  ["CreateUser", "id is free", "UserAlreadyExists", "User ann already exists.", user("ANN", open)],

  ["ModifyUser", "UserId is required", value, missing("UserId"), {}],
  ["ModifyUser", "user exists", "UserNotFound", "User Nobody not found.", { UserId: "Nobody" }],
  [
    "ModifyUser",
    "not the default user",
    value,
    "User default can not be modified.",
    { UserId: "Default" },
  ],
  ...authenticationRows("ModifyUser", { UserId: "ann" }),
  [
    "ModifyUser",
    "known engine",
    value,
    "Engine memcached is not one of: redis, valkey",
    { UserId: "ann", Engine: "memcached" },
  ],
  ["ModifyUser", "iam id is name", clash, sameName, { UserId: "bob", ...iam }],
  [
    "ModifyUser",
    "valkey needs authentication",
    clash,
    valkeyOpen,
    { UserId: "ann", Engine: "valkey" },
  ],
  ["ModifyUser", "valkey needs authentication", clash, valkeyOpen, { UserId: "vera", ...open }],
  [
    "ModifyUser",
    "access string is not blank",
    value,
    "The parameter AccessString must not be blank.",
    { UserId: "ann", AccessString: " " },
  ],
  [
    "ModifyUser",
    "one access string",
    clash,
    "AccessString and AppendAccessString can not be given together.",
    { UserId: "ann", AccessString: "on", AppendAccessString: "+get" },
  ],
  [
    "ModifyUser",
    "user is active",
    "InvalidUserState",
    "User busy has status modifying. Only active users can be modified.",
    { UserId: "Busy", AccessString: "on" },
  ],

  ["DeleteUser", "UserId is required", value, missing("UserId"), { UserId: " " }],
  ["DeleteUser", "user exists", "UserNotFound", "User nobody not found.", { UserId: "nobody" }],
  [
    "DeleteUser",
    "not the default user",
    value,
    "User default can not be deleted.",
    { UserId: "default" },
  ],
  [
    "DeleteUser",
    "not a group's default user",
    "DefaultUserAssociatedToUserGroup",
    "User is associated to user group(s) as a default user and can't be deleted.",
    { UserId: "DORA" },
  ],
  [
    "DeleteUser",
    "user is active",
    "InvalidUserState",
    "User late has status deleting. Only active users can be deleted.",
    { UserId: "late" },
  ],

  ...[{ Values: ["ann"] }, { Name: "UserId" }, { Name: "UserId", Values: [] }].map(
    (filter): Row => [
      "DescribeUsers",
      "whole filters",
      clash,
      "A filter needs a name and at least one value.",
      { Filters: [{ Name: "UserId", Values: ["ann"] }, filter] },
    ],
  ),
  ["DescribeUsers", "user exists", "UserNotFound", "User nobody not found.", { UserId: "nobody" }],
  ["DescribeUsers", "known marker", clash, unknownMarker, { Marker: "nobody" }],

  ["CreateUserGroup", "UserGroupId is required", value, missing("UserGroupId"), {}],
  ["CreateUserGroup", "Engine is required", value, missing("Engine"), { UserGroupId: "new" }],
  [
    "CreateUserGroup",
    "identifier",
    value,
    "The parameter UserGroupId is not a valid identifier.",
    { UserGroupId: "a--b", Engine: "valkey" },
  ],
  [
    "CreateUserGroup",
    "known engine",
    value,
    "Engine memcached is not one of: redis, valkey",
    { UserGroupId: "new", Engine: "memcached" },
  ],
  ...tagRows("CreateUserGroup", { UserGroupId: "new", Engine: "valkey" }),
  [
    "CreateUserGroup",
    "id is free",
    "UserGroupAlreadyExists",
    "User group g already exists.",
    { UserGroupId: "G", Engine: "valkey" },
  ],
  ...["nobody", "late"].map((id): Row => [
    "CreateUserGroup",
    "users exist",
    "UserNotFound",
    `User ${id} not found.`,
    { UserGroupId: "new", Engine: "redis", UserIds: ["dora", id] },
  ]),
  [
    "CreateUserGroup",
    "names differ",
    "DuplicateUserName",
    "A user with this username already exists.",
    { UserGroupId: "new", Engine: "redis", UserIds: ["dora", "ann", "bob"] },
  ],
  ...[[], ["ann"]].map((UserIds): Row => [
    "CreateUserGroup",
    "default user",
    "DefaultUserRequired",
    "Redis user group needs to contain a user with the user name default.",
    { UserGroupId: "new", Engine: "Redis", UserIds },
  ]),
  [
    "CreateUserGroup",
    "valkey needs authentication",
    value,
    "No password user ann cannot be added to user group with engine Valkey",
    { UserGroupId: "new", Engine: "valkey", UserIds: ["vera", "ann"] },
  ],

  ["ModifyUserGroup", "UserGroupId is required", value, missing("UserGroupId"), {}],
  [
    "ModifyUserGroup",
    "group exists",
    "UserGroupNotFound",
    "User group Ann not found.",
    { UserGroupId: "Ann", UserIdsToAdd: ["ann"] },
  ],
  [
    "ModifyUserGroup",
    "group is active",
    "InvalidUserGroupState",
    "User group busy has status modifying. Only active user groups can be modified.",
    { UserGroupId: "Busy", UserIdsToAdd: ["vera"] },
  ],
  [
    "ModifyUserGroup",
    "known engine",
    value,
    "Engine memcached is not one of: redis, valkey",
    { UserGroupId: "g", Engine: "memcached" },
  ],
  [
    "ModifyUserGroup",
    "something changes",
    clash,
    "There is nothing to change.",
    { UserGroupId: "g", UserIdsToAdd: [] },
  ],
  [
    "ModifyUserGroup",
    "only members are removed",
    value,
    "User ann is not a member of user group g.",
    { UserGroupId: "g", UserIdsToRemove: ["Ann"] },
  ],
  [
    "ModifyUserGroup",
    "no member is added",
    value,
    "User vera is a member of user group v.",
    { UserGroupId: "v", UserIdsToAdd: ["Vera"] },
  ],
  [
    "ModifyUserGroup",
    "users exist",
    "UserNotFound",
    "User nobody not found.",
    { UserGroupId: "g", UserIdsToAdd: ["nobody"] },
  ],
  [
    "ModifyUserGroup",
    "names differ",
    "DuplicateUserName",
    "A user with this username already exists.",
    { UserGroupId: "g", UserIdsToAdd: ["eve"] },
  ],
  [
    "ModifyUserGroup",
    "default user",
    "DefaultUserRequired",
    "Redis user group needs to contain a user with the user name default.",
    { UserGroupId: "g", UserIdsToRemove: ["Dora"] },
  ],
  [
    "ModifyUserGroup",
    "valkey needs authentication",
    value,
    "No password user dora cannot be added to user group with engine Valkey",
    { UserGroupId: "g", Engine: "Valkey" },
  ],

  ["DeleteUserGroup", "UserGroupId is required", value, missing("UserGroupId"), {}],
  [
    "DeleteUserGroup",
    "group exists",
    "UserGroupNotFound",
    "User group ann not found.",
    { UserGroupId: "ann" },
  ],
  [
    "DeleteUserGroup",
    "group is active",
    "InvalidUserGroupState",
    "User group late has status deleting. Only active user groups can be deleted.",
    { UserGroupId: "late" },
  ],
  [
    "DescribeUserGroups",
    "group exists",
    "UserGroupNotFound",
    "User group ann not found.",
    { UserGroupId: "ann" },
  ],
  ["DescribeUserGroups", "known marker", clash, unknownMarker, { Marker: "ann" }],

  ...resourceRows("ListTagsForResource", {}),
  [
    "AddTagsToResource",
    "Tags are required",
    value,
    "The parameter Tags must be provided.",
    { ResourceName: arn("user:ann") },
  ],
  ...resourceRows("AddTagsToResource", { Tags: [{ Key: "k" }] }),
  ...tagRows("AddTagsToResource", { ResourceName: arn("user:ann") }),
  [
    "RemoveTagsFromResource",
    "TagKeys are required",
    value,
    "The parameter TagKeys must be provided.",
    { ResourceName: arn("user:ann") },
  ],
  ...resourceRows("RemoveTagsFromResource", { TagKeys: [] }),
  [
    "RemoveTagsFromResource",
    "tags are there",
    "TagNotFound",
    "There is no tag k.",
    { ResourceName: arn("user:ann"), TagKeys: ["k"] },
  ],
];

describe("each check", () => {
  it.each(rows)("%s, %s: %s, %s", (operation, check, code, message, input) => {
    const status = code.endsWith("NotFound") ? 404 : 400;
    const refusal = { kind: "refused", status, code, message };
    expect(inhabited().say(operation, input)).toEqual(refusal);
    const lenient = inhabited(without(operation, check)).say(operation, input);
    expect(lenient).not.toEqual(refusal);
  });

  it("is left out of the operation that a fault names, and of no other", () => {
    const faulty = inhabited(without("ModifyUser", "user exists"));
    const nobody = { UserId: "nobody" };
    expect(faulty.say("DeleteUser", nobody)).toEqual(inhabited().say("DeleteUser", nobody));
  });
});
