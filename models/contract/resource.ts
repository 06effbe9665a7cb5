import type { AnyInput } from "./contract.ts";
import { members } from "./members.ts";
import { arnIn, type ResourceKind } from "./placeholder.ts";
import { namesIn, type Shape, type StringShape } from "./shape.ts";

export interface Resource {
  readonly kind: ResourceKind;
  readonly id: string;
}

/** Ids are compared in lower case (F030, F033, F034). */
export const keyOf = (id: string | undefined): string => (id ?? "").toLowerCase();

/** The resource whose right ARN this stands for; nothing for text that is wrong on purpose. */
export function resourceOf(name: string | undefined): Resource | undefined {
  const arn = arnIn(name);
  return arn?.form === "arn" ? { kind: arn.kind, id: keyOf(arn.id) } : undefined;
}

/** A name for a resource that no other has. */
export const resourceKey = ({ kind, id }: Resource): string => `${kind}:${id}`;

/** The members that name somebody. Those that a list is filtered by are none of them. */
const naming = namesIn({ members }).flatMap((name) => {
  const shape: Shape = members[name];
  const one = shape.type === "list" ? shape.of : shape;
  return one.type === "string" && one.holds !== undefined ? [{ name, holds: one.holds }] : [];
});

/** The users and groups that a request names, in lower case. */
export const namedIn = (input: AnyInput): readonly Resource[] =>
  naming.flatMap(({ name, holds }) => {
    const value = input[name];
    return typeof value === "string"
      ? named(holds, value)
      : Array.isArray(value)
        ? value.flatMap((text) => named(holds, String(text)))
        : [];
  });

function named(holds: StringShape["holds"], text: string): readonly Resource[] {
  if (holds === "user" || holds === "usergroup") return [{ kind: holds, id: keyOf(text) }];
  const resource = holds === "arn" ? resourceOf(text) : undefined;
  return resource === undefined ? [] : [resource];
}

/** The one thing that a request is about: whose id it gives. Nothing for lists. */
export const subjectOf = ({ UserId, UserGroupId, ResourceName }: AnyInput): Resource | undefined =>
  namedIn({
    ...(UserId === undefined ? {} : { UserId }),
    ...(UserGroupId === undefined ? {} : { UserGroupId }),
    ...(ResourceName === undefined ? {} : { ResourceName }),
  })[0];
