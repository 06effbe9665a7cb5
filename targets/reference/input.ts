import * as z from "zod";

import type { AnyInput } from "../../models/contract/contract.ts";
import { members } from "../../models/contract/members.ts";
import { type Shape, structure, type ValueOf } from "../../models/contract/shape.ts";

/** An empty list or structure comes as an empty text. */
const emptyAs =
  (empty: object) =>
  (value: unknown): unknown =>
    value === "" ? empty : value;

/** Data of a shape as it comes in: everything on the wire is text. Members that are not declared are left out. */
function fromText<const S extends Shape>(shape: S): z.ZodType<ValueOf<S>>;
function fromText(shape: Shape): z.ZodType {
  switch (shape.type) {
    case "string":
      return z.string();
    case "integer":
      return z.coerce.number();
    case "boolean":
      return z.string().transform((value) => value === "true");
    case "list":
      return z.preprocess(emptyAs([]), z.array(fromText(shape.of)));
    case "structure":
      return z.preprocess(
        emptyAs({}),
        z.object(
          Object.fromEntries(
            Object.entries(shape.members).map(([name, part]) => [name, fromText(part).optional()]),
          ),
        ),
      );
  }
}

const input = fromText(structure(members));

/** The input in the members of a form; nothing where one has another shape than the operation's. */
export function inputOf(form: Readonly<Record<string, unknown>>): AnyInput | undefined {
  const parsed = input.safeParse(form);
  return parsed.success ? parsed.data : undefined;
}
