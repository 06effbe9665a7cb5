/**
 * What a member holds, as the API model declares it. Its type, its schemas and its form on the wire all come from this one
 * declaration (MODEL: `type`, `min`, `locationName`).
 */
export type Shape = StringShape | IntegerShape | BooleanShape | ListShape | StructureShape;

export interface StringShape {
  readonly type: "string";
  /** The least length; AWS's own clients send nothing shorter. */
  readonly min?: 1;
  /** Whom it names, if anybody: what is shared with others gets names of its own there. */
  readonly holds?: "user" | "usergroup" | "user name" | "cache" | "arn";
}

interface IntegerShape {
  readonly type: "integer";
}

interface BooleanShape {
  readonly type: "boolean";
}

interface ListShape {
  readonly type: "list";
  readonly of: Shape;
  /** What each item is called on the wire (F004). */
  readonly item: "member" | "Tag";
  readonly min?: 1;
}

export interface StructureShape {
  readonly type: "structure";
  readonly members: Members;
  /** Without these, AWS's own clients do not send it. */
  readonly required?: readonly string[];
}

export type Members = Readonly<Record<string, Shape>>;

/** The names of the members of a structure, in the order of the API model. */
export const namesIn = <M extends Members>({
  members,
}: {
  readonly members: M;
}): readonly (keyof M & string)[] =>
  Object.keys(members).filter((name): name is keyof M & string => Object.hasOwn(members, name));

/** The values that have a shape. Members are optional, whatever the API model requires: a request may lack them, and an answer too. */
export type ValueOf<S> = S extends { readonly type: "string" }
  ? string
  : S extends { readonly type: "integer" }
    ? number
    : S extends { readonly type: "boolean" }
      ? boolean
      : S extends { readonly type: "list"; readonly of: infer Item }
        ? readonly ValueOf<Item>[]
        : S extends { readonly type: "structure"; readonly members: infer M }
          ? { readonly [N in keyof M]?: ValueOf<M[N]> }
          : never;

export const text = { type: "string" } as const satisfies StringShape;
export const integer = { type: "integer" } as const;
export const boolean = { type: "boolean" } as const;

export const list = <const S extends Shape>(of: S) =>
  ({ type: "list", of, item: "member" }) as const;

/** A list that AWS's own clients do not send without an item. */
export const someOf = <const S extends Shape>(of: S) =>
  ({ type: "list", of, item: "member", min: 1 }) as const;

export const structure = <const M extends Members>(members: M) =>
  ({ type: "structure", members }) as const;

/** True of a value of a shape; what a structure holds beside its members is nobody's business. */
export function isOfShape(shape: Shape, value: unknown): boolean {
  switch (shape.type) {
    case "string":
      return typeof value === "string";
    case "integer":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    case "list":
      return Array.isArray(value) && value.every((item) => isOfShape(shape.of, item));
    case "structure":
      return (
        typeof value === "object" &&
        value !== null &&
        !Array.isArray(value) &&
        Object.entries(value).every(([name, one]) => {
          const part = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
          return part === undefined || isOfShape(part, one);
        })
      );
  }
}
