import type { Input, OperationName } from "./contract.ts";
import { keyOf } from "./state.ts";

/** The kinds of things that have an ARN, in the words of ARNs (F044). */
export type ResourceKind = "user" | "usergroup";

export interface Resource {
  readonly kind: ResourceKind;
  readonly id: string;
}

/** The ARN of a resource, whatever the account and the region: a placeholder that is filled in when it is sent. */
export const arnOf = (kind: ResourceKind, id: string): string => `{{arn:${kind}:${id}}}`;

/** The resource whose right ARN this stands for; nothing for text that is wrong on purpose. */
export function resourceOf(name: string | undefined): Resource | undefined {
  const { kind, id } =
    /^\{\{arn:(?<kind>user|usergroup):(?<id>[^}]+)\}\}$/.exec(name ?? "")?.groups ?? {};
  if (id === undefined) return undefined;
  return { kind: kind === "user" ? "user" : "usergroup", id: keyOf(id) };
}

/** A name for a resource that no other has. */
export const resourceKey = ({ kind, id }: Resource): string => `${kind}:${id}`;

type AnyInput = Input<OperationName>;

const userIdOf = (input: AnyInput): string | undefined =>
  "UserId" in input ? input.UserId : undefined;

const userGroupIdOf = (input: AnyInput): string | undefined =>
  "UserGroupId" in input ? input.UserGroupId : undefined;

/** The users and groups that a request names, in lower case. */
export function namedIn(input: AnyInput): readonly Resource[] {
  const users = [
    userIdOf(input),
    ...("UserIds" in input ? (input.UserIds ?? []) : []),
    ...("UserIdsToAdd" in input ? (input.UserIdsToAdd ?? []) : []),
    ...("UserIdsToRemove" in input ? (input.UserIdsToRemove ?? []) : []),
  ];
  const groupId = userGroupIdOf(input);
  const tagged = "ResourceName" in input ? resourceOf(input.ResourceName) : undefined;
  return [
    ...users.flatMap((id) => (id === undefined ? [] : [{ kind: "user" as const, id: keyOf(id) }])),
    ...(groupId === undefined ? [] : [{ kind: "usergroup" as const, id: keyOf(groupId) }]),
    ...(tagged === undefined ? [] : [tagged]),
  ];
}

/** The one thing that a request is about: whose id it gives first. Nothing for lists. */
export function subjectOf(input: AnyInput): Resource | undefined {
  const userId = userIdOf(input);
  if (userId !== undefined) return { kind: "user", id: keyOf(userId) };
  const groupId = userGroupIdOf(input);
  if (groupId !== undefined) return { kind: "usergroup", id: keyOf(groupId) };
  return "ResourceName" in input ? resourceOf(input.ResourceName) : undefined;
}
