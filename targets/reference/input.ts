import * as z from "zod";

import type { Input, OperationName } from "../../models/contract.ts";

/** An empty list or structure comes as an empty text. */
const emptyAs =
  (empty: object) =>
  (value: unknown): unknown =>
    value === "" ? empty : value;

const list = <T extends z.ZodType>(item: T) => z.preprocess(emptyAs([]), z.array(item)).optional();
const structure = <T extends z.ZodRawShape>(shape: T) =>
  z.preprocess(emptyAs({}), z.object(shape)).optional();
const text = z.string().optional();

/** The members of all requests as they come in: everything on the wire is text. Unknown members are left out. */
const members = z.object({
  UserId: text,
  UserName: text,
  Engine: text,
  Passwords: list(z.string()),
  AccessString: text,
  AppendAccessString: text,
  NoPasswordRequired: z
    .string()
    .transform((value) => value === "true")
    .optional(),
  Tags: list(z.object({ Key: text, Value: text })),
  AuthenticationMode: structure({ Type: text, Passwords: list(z.string()) }),
  Filters: list(z.object({ Name: text, Values: list(z.string()) })),
  UserGroupId: text,
  UserIds: list(z.string()),
  UserIdsToAdd: list(z.string()),
  UserIdsToRemove: list(z.string()),
  ResourceName: text,
  TagKeys: list(z.string()),
  MaxRecords: z.coerce.number().optional(),
  Marker: text,
});

/** A request of any operation: each looks at its own members only. */
export type AnyInput = UnionToIntersection<Input<OperationName>>;

type UnionToIntersection<U> = (U extends unknown ? (one: U) => void : never) extends (
  all: infer I,
) => void
  ? I
  : never;

/** The input in the members of a form; nothing where one has another shape than the operation's. */
export function inputOf(form: Readonly<Record<string, unknown>>): AnyInput | undefined {
  const parsed = members.safeParse(form);
  return parsed.success ? Object.assign(parsed.data) : undefined;
}
