import type { Exchange, User } from "../contract/contract.ts";

/** Answers that AWS gave, as others recorded them, in the order in which they came. */
export interface Recording {
  readonly name: string;
  readonly source: string;
  /** Users that were there before the recording began. */
  readonly known: readonly string[];
  /** Groups that were there before the recording began. */
  readonly knownGroups?: readonly string[];
  readonly exchanges: readonly Exchange[];
}

const c7nUser: User = {
  UserId: "c7n-user",
  UserName: "c7n-user",
  Status: "active",
  Engine: "redis",
  MinimumEngineVersion: "6.0",
  AccessString: "off -@all",
  UserGroupIds: [],
  Authentication: { Type: "no-password" },
  ARN: "arn:aws:elasticache:us-east-1:123456789012:user:c7n-user",
};

const c7nDefault: User = {
  UserId: "default",
  UserName: "default",
  Status: "active",
  Engine: "redis",
  MinimumEngineVersion: "6.0",
  AccessString: "on ~* +@all",
  UserGroupIds: [],
  Authentication: { Type: "no-password" },
  ARN: "arn:aws:elasticache:us-east-1:123456789012:user:default",
};

const c7nChanged: User = {
  ...c7nUser,
  AccessString: "on +@all",
  Authentication: { Type: "password", PasswordCount: 1 },
};

const described = (input: { readonly UserId?: string }, ...Users: readonly User[]): Exchange => ({
  command: { operation: "DescribeUsers", input },
  answer: { kind: "accepted", output: { Users } },
});

const custodian = "cloud-custodian/cloud-custodian tests/data/placebo";

/** Members that a Cloud Control read does not show, as DescribeUsers shows them for such a user. */
const unshown: User = { MinimumEngineVersion: "6.0", UserGroupIds: [] };

export const recordings: readonly Recording[] = [
  {
    name: "a list and a list again",
    source: `${custodian}/test_elasticache_user (2024-10)`,
    known: ["c7n-user"],
    exchanges: [described({}, c7nUser, c7nDefault), described({}, c7nUser, c7nDefault)],
  },
  {
    name: "access string and authentication modified together",
    source: `${custodian}/test_elasticache_user_modify (2024-10)`,
    known: ["c7n-user"],
    exchanges: [
      described({}, c7nUser, c7nDefault),
      {
        command: {
          operation: "ModifyUser",
          input: {
            UserId: "c7n-user",
            AccessString: "on +@all",
            AuthenticationMode: { Type: "password", Passwords: ["{{a:16}}"] },
          },
        },
        answer: { kind: "accepted", output: { ...c7nChanged, Status: "modifying" } },
      },
      described({ UserId: "c7n-user" }, { ...c7nChanged, Status: "modifying" }),
    ],
  },
  {
    name: "a user deleted, and seen deleting",
    source: `${custodian}/test_elasticache_user_delete (2024-10)`,
    known: ["c7n-user"],
    exchanges: [
      described({}, c7nChanged, c7nDefault),
      {
        command: { operation: "DeleteUser", input: { UserId: "c7n-user" } },
        answer: { kind: "accepted", output: { ...c7nChanged, Status: "deleting" } },
      },
      described({ UserId: "c7n-user" }, { ...c7nChanged, Status: "deleting" }),
    ],
  },
  {
    name: "an access string that gets a base",
    source:
      "go-to-k/cdk-real-drift tests/corpus HuntEcReaderUser (2026-07), a Cloud Control read; the access string is that of DescribeUsers",
    known: [],
    exchanges: [
      {
        command: {
          operation: "CreateUser",
          input: {
            UserId: "cdkrd-hunt-reader",
            UserName: "cdkrd-hunt-reader",
            Engine: "redis",
            AccessString: "on ~app:* +@read",
            Passwords: ["{{a:27}}"],
          },
        },
        answer: {
          kind: "accepted",
          output: {
            ...unshown,
            UserId: "cdkrd-hunt-reader",
            UserName: "cdkrd-hunt-reader",
            Status: "active",
            Engine: "redis",
            AccessString: "on ~app:* -@all +@read",
            Authentication: { Type: "password", PasswordCount: 1 },
            ARN: "arn:aws:elasticache:us-east-1:111111111111:user:cdkrd-hunt-reader",
          },
        },
      },
    ],
  },
  {
    name: "a second user of the name default, off",
    source:
      "go-to-k/cdk-real-drift tests/corpus HuntEcDefaultUser (2026-07), a Cloud Control read; the access string is that of DescribeUsers",
    known: [],
    exchanges: [
      {
        command: {
          operation: "CreateUser",
          input: {
            UserId: "cdkrd-hunt-default",
            UserName: "default",
            Engine: "redis",
            AccessString: "off ~* -@all",
            NoPasswordRequired: true,
          },
        },
        answer: {
          kind: "accepted",
          output: {
            ...unshown,
            UserId: "cdkrd-hunt-default",
            UserName: "default",
            Status: "active",
            Engine: "redis",
            AccessString: "off ~* -@all",
            Authentication: { Type: "no-password" },
            ARN: "arn:aws:elasticache:us-east-1:111111111111:user:cdkrd-hunt-default",
          },
        },
      },
    ],
  },
  {
    name: "a modified user, settled",
    source: "a published live audit of 2026-10-01: the fields of a DescribeUsers answer",
    known: ["audited"],
    exchanges: [
      described(
        { UserId: "audited" },
        {
          ...unshown,
          UserId: "audited",
          UserName: "audited",
          Status: "active",
          Engine: "redis",
          AccessString: "on ~* +@all",
          Authentication: { Type: "password", PasswordCount: 1 },
          ARN: "arn:aws:elasticache:us-east-1:111111111111:user:audited",
        },
      ),
    ],
  },
  {
    name: "a user group of two users, settled",
    source: "go-to-k/cdk-real-drift tests/corpus HuntEcUserGroup (2026-07), a Cloud Control read",
    known: ["cdkrd-hunt-reader", "cdkrd-hunt-default"],
    knownGroups: ["cdkrd-hunt-group"],
    exchanges: [
      {
        command: {
          operation: "DescribeUserGroups",
          input: { UserGroupId: "cdkrd-hunt-group" },
        },
        answer: {
          kind: "accepted",
          output: {
            UserGroups: [
              {
                UserGroupId: "cdkrd-hunt-group",
                Status: "active",
                Engine: "redis",
                UserIds: ["cdkrd-hunt-reader", "cdkrd-hunt-default"],
                ARN: "arn:aws:elasticache:us-east-1:111111111111:usergroup:cdkrd-hunt-group",
              },
            ],
          },
        },
      },
    ],
  },
  {
    name: "a user group that is modifying",
    source:
      "hashicorp/terraform-provider-aws#28688 (2023-01), a fragment of a raw answer; the id is that of its ARN",
    known: ["one"],
    knownGroups: ["test-group"],
    exchanges: [
      {
        command: {
          operation: "ModifyUserGroup",
          input: { UserGroupId: "test-group", UserIdsToAdd: ["one"] },
          region: "eu-west-1",
        },
        answer: {
          kind: "accepted",
          output: {
            UserGroupId: "test-group",
            PendingChanges: { UserIdsToRemove: [], UserIdsToAdd: ["one"] },
            MinimumEngineVersion: "6.0",
            ReplicationGroups: [],
            Engine: "redis",
            UserIds: ["default"],
            ARN: "arn:aws:elasticache:eu-west-1:000000000000:usergroup:test-group",
            Status: "modifying",
          },
        },
      },
    ],
  },
];
