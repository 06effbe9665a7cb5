import type { OperationName, UserGroup } from "../../../models/contract/contract.ts";
import { lacking, showsGroups, twice } from "../faults.ts";
import { type Mutant, mutant } from "./mutant.ts";

const upper = (id: string): string => id.toUpperCase();

const changes: readonly (readonly [what: string, change: (group: UserGroup) => object])[] = [
  ["members", (group) => lacking(group, "Engine")],
  ["arn", (group) => ({ ...group, ARN: group.ARN?.replace(":usergroup:", ":user-group:") })],
  ["id-in-lower-case", (group) => ({ ...group, UserGroupId: group.UserGroupId?.toUpperCase() })],
  ["user-ids-in-lower-case", (group) => ({ ...group, UserIds: raised(group.UserIds) })],
  ["users-once", (group) => ({ ...group, UserIds: twice(group.UserIds) })],
  [
    "pending-changes-end",
    (group) => ({ ...group, PendingChanges: { UserIdsToAdd: group.UserIds } }),
  ],
  ["status-is-known", (group) => ({ ...group, Status: "available" })],
  ["minimum-engine-version", (group) => ({ ...group, MinimumEngineVersion: "5.0" })],
];

/** A list as XML builders take it, with ids in upper case. */
const raised = (ids: unknown): unknown =>
  typeof ids === "object" && ids !== null && "member" in ids && Array.isArray(ids.member)
    ? { member: ids.member.map((id) => upper(String(id))) }
    : ids;

/** Faults in how an operation shows groups, by the claims of `models/rules/user-group-shape.ts`. */
export const groupShapeMutants = (
  operation: OperationName,
  prefix: string,
  stories: Readonly<Record<string, number>>,
): readonly Mutant[] =>
  changes
    .filter(([what]) => what in stories)
    .map(([what, change]) =>
      mutant(`${prefix}/${what}`, stories[what] ?? 0, showsGroups(operation, change)),
    );
