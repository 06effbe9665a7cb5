import type { AnyInput } from "../../models/contract/contract.ts";
import { members } from "../../models/contract/members.ts";
import { isOfShape, type Shape, structure } from "../../models/contract/shape.ts";

const input = structure(members);

/**
 * Data of a shape, from how it comes in: everything on the wire is text, and an empty list or structure an empty one. Members that are not
 * declared are left out; what has another shape stays as it came.
 */
function fromText(shape: Shape, value: unknown): unknown {
  switch (shape.type) {
    case "string":
      return value;
    case "integer":
      return typeof value === "string" && !Number.isNaN(Number(value)) ? Number(value) : value;
    case "boolean":
      return typeof value === "string" ? value === "true" : value;
    case "list":
      if (value === "") return [];
      return Array.isArray(value) ? value.map((item) => fromText(shape.of, item)) : value;
    case "structure":
      if (value === "") return {};
      return typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value).flatMap(([name, one]) => {
              const part = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
              return part === undefined ? [] : [[name, fromText(part, one)]];
            }),
          )
        : value;
  }
}

const isInput = (value: unknown): value is AnyInput => isOfShape(input, value);

/** The input in the members of a form; nothing where one has another shape than the operation's. */
export function inputOf(form: Readonly<Record<string, unknown>>): AnyInput | undefined {
  const data = fromText(input, form);
  return isInput(data) ? data : undefined;
}
