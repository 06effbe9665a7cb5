import type { OperationName, User } from "../../../models/contract/contract.ts";
import { lacking, shows, twice } from "../faults.ts";
import { type Mutant, mutant } from "./mutant.ts";

const changes: readonly (readonly [what: string, change: (user: User) => object])[] = [
  ["members", (user) => lacking(user, "MinimumEngineVersion")],
  ["empty-user-group-ids", (user) => ({ ...user, UserGroupIds: { member: ["nobody"] } })],
  ["arn", (user) => ({ ...user, ARN: user.ARN?.replace(":user:", ":user/") })],
  ["no-password-has-no-count", (user) => withCount(user)],
  ["groups-once", (user) => ({ ...user, UserGroupIds: twice(user.UserGroupIds) })],
  [
    "iam-has-no-count",
    (user) =>
      user.Authentication?.Type === "iam"
        ? { ...user, Authentication: { Type: "iam", PasswordCount: 1 } }
        : user,
  ],
  ["minimum-engine-version", (user) => ({ ...user, MinimumEngineVersion: "7.1" })],
  ["minimum-engine-version-with-iam", (user) => ({ ...user, MinimumEngineVersion: "6.0" })],
  ["status-is-known", (user) => ({ ...user, Status: "available" })],
];

const withCount = (user: User): object => ({
  ...user,
  Authentication: { PasswordCount: 0, ...user.Authentication },
});

/** Faults in how an operation shows users, by the claims of `models/rules/user-shape.ts`, each with the length of its story. */
export const shapeMutants = (
  operation: OperationName,
  prefix: string,
  stories: Readonly<Record<string, number>>,
): readonly Mutant[] =>
  changes
    .filter(([what]) => what in stories)
    .map(([what, change]) =>
      mutant(`${prefix}/${what}`, stories[what] ?? 0, shows(operation, change)),
    );
